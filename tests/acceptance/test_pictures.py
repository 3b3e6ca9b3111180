"""Pictures arrive where they belong: the map in the group without types, the types with the facilitator alone."""

from __future__ import annotations

from bot.documents.typesetting import pages_in
from bot.rehearsal.file_shelf import file_bytes
from bot.rehearsal.records import Chat, Message, User
from tests.acceptance.playing import ORGANISATIONS, Played
from tests.acceptance.test_cycles import look_back

PNG = b"\x89PNG\r\n\x1a\n"


def pictures(table: Played, chat: Chat | User) -> list[Message]:
    """The pictures the bot sent there, as Telegram shows them."""
    return [m for m in table.stage.bot_messages(chat) if "photo" in m.content]


def width(table: Played, message: Message) -> int:
    photo = message.content["photo"][-1]
    content = file_bytes(table.world.files[photo["file_id"]])
    assert content.startswith(PNG)
    return int(photo["width"])


async def test_the_accepted_map_comes_as_a_picture_with_its_words(mapping: Played) -> None:
    await mapping.answer_map()
    (shown,) = pictures(mapping, mapping.group)
    assert width(mapping, shown) == 1080
    assert shown.words.startswith("Interest map\nInterest map of Lake Alder table.")
    told = mapping.group_text()
    assert all(organisation in told for _, organisation, *_ in ORGANISATIONS)


async def test_the_summary_comes_on_one_page_for_print(convened: Played) -> None:
    await look_back(convened)
    lena = convened.lena
    shown = [m.words.split("\n")[0] for m in pictures(convened, lena.user)]
    assert shown == ["Trust cycle", "Problem-solving cycle", "Who was heard, for facilitators"]
    (page,) = (m for m in convened.stage.bot_messages(convened.carl.user) if "document" in m.content)
    document = page.content["document"]
    assert document["file_name"] == "lake-alder-table-summary-of-cycle-1.pdf"
    content = file_bytes(convened.world.files[document["file_id"]])
    assert pages_in(content) == 1
    assert pictures(convened, convened.carl.user) == []


async def test_who_can_commit_is_seen_by_the_facilitator_alone(mapping: Played) -> None:
    await mapping.answer_map()
    (shown,) = pictures(mapping, mapping.lena.user)
    assert "Alder Technical College (does the work)" in mapping.lena.has_read()
    assert "for facilitators" in shown.words
    others = [p for p in (mapping.carl, *mapping.people.values()) if p is not mapping.lena]
    assert [pictures(mapping, p.user) for p in others] == [[]] * len(others)
    assert "does the work)" not in mapping.group_text()
