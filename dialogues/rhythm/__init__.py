"""The rhythm of a table: on which days it looks back, as wall time; moved, skipped, kept off holidays.

A table without one lives by the length of its cycles (`dialogues.checks.cycle_days`), as before.
"""
