"""The weekly column: an Edition of its issues becomes articles, tall pictures, clips, feeds and a calendar."""
