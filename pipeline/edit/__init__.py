"""Draft to text, and the sentence times found again."""
