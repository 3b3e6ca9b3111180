"""The group hears little: what a round, a vote or a look back posts there, counted; counts are edited in place."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from tests.acceptance.playing import Played

# What each step posts in the group, and no more (docs/method.md 0, Load; a group takes 20 messages a minute).
POSTS = {
    # the live count, the answers
    "introductions": 2,
    # that the table now names its result, the live count, the answers to three questions
    "collecting": 5,
    # the text with its questions
    "proposing": 1,
    # the live count, what came out
    "voting": 2,
    # the live count, who covers what, who is missing, the text, that it is accepted, its picture, who sits
    # there, that the structure is next
    "mapping": 8,
    # the live count, the points, what was decided, what it changes
    "looking back": 4,
}


async def test_a_whole_cycle_posts_little_in_the_group(table: Played) -> None:
    await table.convene()
    posted: dict[str, int] = {}

    async def step(name: str, plays: Callable[[], Awaitable[None]]) -> None:
        before = len(table.in_group())
        await plays()
        posted[name] = len(table.in_group()) - before

    async def votes() -> None:
        await table.wait(hours=48)
        await table.lena.presses("Open the vote")
        await table.vote()

    await step("introductions", table.introduce)
    await step("collecting", table.collect_result)
    await step("proposing", table.propose)
    await step("voting", votes)
    await table.enter_data()
    await step("mapping", table.map_who_is_needed)
    await step("looking back", table.reflect)
    assert posted == POSTS
    assert "5 of 5 organisations voted" in table.group_text()


async def test_answers_votes_and_reminders_only_edit_what_stands_there(naming: Played) -> None:
    before = len(naming.in_group())
    for name in ("Ottilie", "Clementine", "Thaddeus"):
        for words in ("Families", "Pay slips", "90 percent by 2036"):
            await naming[name].says(words)
    await naming.wait(days=3, hours=12)
    await naming.wait(days=1)
    assert "3 of 5 organisations have answered" in naming.group_text()
    assert len(naming.in_group()) == before
