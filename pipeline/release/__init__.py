"""The one door: what may be public, for which purpose, on which day; then its media are cut."""
