"""The facilitator's panel behind its first page: one message, a page for each side of a table's work.

A new button goes onto the page of what it is about; `tests/acceptance/test_panel.py` walks them all.
"""
