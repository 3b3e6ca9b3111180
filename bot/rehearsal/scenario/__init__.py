"""Table scenarios: a file says who sits at a table and what they do; it is played through the bot as people would."""
