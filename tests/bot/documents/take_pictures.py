"""Draws the README's pictures of the example table: `uv run python -m tests.bot.documents.take_pictures`."""

from __future__ import annotations

from pathlib import Path

from bot.documents import letters
from bot.documents.pictures import drawings
from bot.documents.typesetting import typeset
from dialogues.pictures.coordinators_page import coordinators_page
from tests.bot.documents.example_records import harbor_road

PICTURES = Path(__file__).parents[3] / "docs" / "pictures"
# Two thirds of what a phone gets.
SMALLER = 48.0
PAGE = {"paper": "a4", "size": "11.0", "lines": "9999", "longest": "9999"}


def take() -> None:
    """Writes docs/pictures/*.png of documents; those of the rehearsal room are taken by tests.browser."""
    record = harbor_road()
    for drawing in drawings(record, "en"):
        end = "-for-facilitators" if drawing.for_facilitator else ""
        name = f"{drawing.name.replace('_', '-')}{end}.png"
        data = letters.drawable(drawing.data, [])
        (PICTURES / name).write_bytes(
            typeset("picture.typ", data, "png", {"name": drawing.name}, ppi=SMALLER)
        )
    page = letters.drawable(coordinators_page(record, record["table"]["cycle"], "en").data, [])
    (PICTURES / "coordinators-page.png").write_bytes(
        typeset("coordinators_page.typ", page, "png", PAGE, ppi=90.0)
    )


if __name__ == "__main__":
    take()
