"""Messages on their way out: one sender, in order per chat, at Telegram's pace."""
