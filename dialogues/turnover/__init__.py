"""A representative changes: one guided step for the facilitator, and the newcomer's own way into the table."""
