"""Proves that nothing given was lost: fixity, witnesses, copies, packages. Writes only where a curator says."""
