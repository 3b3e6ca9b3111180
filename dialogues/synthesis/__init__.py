"""From many answers to one text: what is alike stands together, and the facilitator sorts it by hand."""
