"""Kits that lecturers take along: slides, a deck for the browser, a handout, a quiz with answers, a reading list."""
