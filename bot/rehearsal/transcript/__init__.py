"""A rehearsal as a golden transcript: who did what and what the bot said, to be read, and to be played again."""
