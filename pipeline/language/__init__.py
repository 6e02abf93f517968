"""Chinese itself, and the grammars of text.md, WebVTT and SRT."""
