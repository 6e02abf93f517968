"""Files to model and back: the only hands on the archive folder."""
