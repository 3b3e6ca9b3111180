"""What stands on both sides of a bot while it is measured: Telegram and its people."""
