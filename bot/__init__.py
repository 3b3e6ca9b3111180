"""Knows Telegram and wires everything: ingress, desk, courier, ticker, rehearsal room."""
