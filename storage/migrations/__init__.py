"""Revisions of the database, oldest first. Every released one is kept for good."""
