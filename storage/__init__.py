"""Knows SQL: one SQLModel table per noun, one transaction per update."""
