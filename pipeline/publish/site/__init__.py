"""The website: an Edition becomes pages, filled transcripts and scripts."""
