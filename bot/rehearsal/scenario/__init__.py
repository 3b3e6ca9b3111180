"""Table scenarios: a file that says who sits at a table and what they do, played through the bot as people would."""
