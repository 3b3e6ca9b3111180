"""Checks without names: could you live with this? Asked before names are on it; it decides nothing.

What one person chose is written nowhere: docs/decisions/0035.
"""
