"""A second copy and the way back from it, one small flow each: copy, prove, restore."""
