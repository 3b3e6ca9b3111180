"""Knows the method. Imports neither SQL nor Telegram; clock and randomness are handed in."""
