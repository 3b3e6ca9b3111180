"""Pictures and documents of a table: from plain data to PNG, PDF and other files."""
