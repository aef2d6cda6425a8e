"""Duplicate candidates (撞单): detection, decisions, concession, merging rows."""
