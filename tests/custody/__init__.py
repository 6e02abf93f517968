"""Fixity, witnesses and history."""
