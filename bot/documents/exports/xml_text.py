"""Text as XML 1.0 can hold it."""

from __future__ import annotations

import re

# Control signs, halves of a pair and two code points that XML 1.0 has no way to write, even escaped.
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
INSTEAD = "\ufffd"


def xml_text(text: str) -> str:
    """The text, with the replacement character for each sign that XML cannot hold."""
    return FORBIDDEN.sub(INSTEAD, text)
