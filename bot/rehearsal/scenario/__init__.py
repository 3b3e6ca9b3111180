"""Table scenarios: a file says who sits at a table and what they do; people play it through the bot."""
