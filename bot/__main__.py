"""`python -m bot` does what `tablekeeper` does."""

from bot.cli import main

main()
