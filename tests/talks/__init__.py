"""Tests of lecturers' kits."""
