"""Telegram counts text in UTF-16 units: an astronaut emoji is five."""


def utf16_length(text: str) -> int:
    """The length of `text` in UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2
