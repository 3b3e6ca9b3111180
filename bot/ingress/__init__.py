"""Updates on their way in: fetched from Telegram, put into our words."""
