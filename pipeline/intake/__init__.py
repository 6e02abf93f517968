"""Recordings, pictures and other people's transcripts come in."""
