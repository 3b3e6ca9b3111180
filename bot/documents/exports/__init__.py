"""A table's record in the forms of other programs: spreadsheets, network maps, calendars, plain JSON."""
