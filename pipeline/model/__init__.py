"""The frozen nouns of the trade; no module here reads or writes anything."""
