"""Rosters, work reports, plans: the full model in, a document or a proposal out; nothing here is an outlet."""
