"""Values → files that are whole at any instant: atomic writes, locks, whole folders swapped."""
