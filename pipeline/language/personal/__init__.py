"""Words → the places in them that may be personal data or military detail. It only points: people decide, nothing is cleared."""
