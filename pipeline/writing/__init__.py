"""Atomic files, locks, and whole folders swapped."""
