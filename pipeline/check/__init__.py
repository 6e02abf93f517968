"""Rules that yield Problems."""
