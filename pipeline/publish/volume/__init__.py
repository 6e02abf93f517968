"""The printed volume: an Edition becomes a PDF through Typst."""
