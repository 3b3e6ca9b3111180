"""What is played, one file a step: setting the table, opening a cycle, each kind of event, looking back."""
