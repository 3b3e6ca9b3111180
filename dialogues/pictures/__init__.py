"""What a table can look at: each picture's content as plain data, from the table's record alone."""
