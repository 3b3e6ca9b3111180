"""Before and after a session of the table: its agenda from what is open, its minutes from the record."""
