"""Sound to draft: pieces cut at pauses, heard by an engine, guarded and kept."""
