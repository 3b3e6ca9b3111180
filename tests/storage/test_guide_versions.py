"""A version of the guides is kept once and comes back letter for letter, on every database."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from dialogues import guide_versions
from dialogues.context import Context
from dialogues.guides.guide_set import GuideSet, built_in, content_of, made
from dialogues.model import GuideVersion, Reflection, Round, Table
from dialogues.surroundings import Surroundings
from storage.repository import SqlRepository
from tests.storage.conftest import NOW


@pytest.fixture
def ctx(connection: Connection) -> Context:
    return Context(
        SqlRepository(connection),
        Surroundings(NOW, lambda: "t" * 22, "bot", guides=reworded("¿Quién? 👩‍🚀 'x'")),
    )


def reworded(text: str) -> GuideSet:
    words = {language: {**some, "R1": text} for language, some in built_in().words.items()}
    return made(built_in().order, {}, words)


def test_a_version_is_kept_once_and_read_as_it_was(ctx: Context) -> None:
    guide_versions._known.clear()
    guides = guide_versions.in_use(ctx)
    first = guide_versions.keep(ctx, guides)
    assert guide_versions.keep(ctx, guides) == first
    assert ctx.repository.find(GuideVersion) == [first]
    assert first.content == content_of(guides)
    again = guide_versions.of(ctx.repository, guides.fingerprint)
    assert again is not guides
    assert again.question("en", "R1") == "¿Quién? 👩‍🚀 'x'"
    assert guide_versions.of(ctx.repository, guides.fingerprint) is again


def test_the_same_version_is_never_kept_twice(ctx: Context) -> None:
    kept = guide_versions.keep(ctx, guide_versions.in_use(ctx))
    with pytest.raises(IntegrityError):
        ctx.repository.add(GuideVersion(fingerprint=kept.fingerprint, content="x", kept_at=NOW))


def test_what_belongs_to_no_version_is_asked_from_the_built_in_one(ctx: Context) -> None:
    guide_versions._known.clear()
    assert guide_versions.of(ctx.repository, "") is built_in()
    assert guide_versions.of(ctx.repository, "f" * 64) is built_in()
    assert guide_versions.of(ctx.repository, built_in().fingerprint) is built_in()
    ctx.repository.add(GuideVersion(fingerprint="e" * 64, content="{}", kept_at=NOW))
    assert guide_versions.of(ctx.repository, "e" * 64) is built_in()


def test_a_table_from_before_there_were_versions_keeps_todays_from_its_next_round_on(ctx: Context) -> None:
    table = ctx.repository.add(Table(name="Lake", chat_id=-1))
    assert guide_versions.of_table(ctx, table) is built_in()
    assert guide_versions.pinned(ctx, table) == built_in().fingerprint
    (kept,) = ctx.repository.find(GuideVersion)
    assert kept.content == content_of(built_in())


def test_table_round_and_reflection_keep_their_version(ctx: Context) -> None:
    name = guide_versions.keep(ctx, guide_versions.in_use(ctx)).fingerprint
    table = ctx.repository.add(Table(name="Lake", chat_id=-1, guides=name))
    round_ = ctx.repository.add(Round(table_id=table.id, topic="result", cycle=1, opened_at=NOW, guides=name))
    reflection = ctx.repository.add(Reflection(table_id=table.id, cycle=1, opened_at=NOW, guides=name))
    assert ctx.repository.get(Table, table.id).guides == name
    assert ctx.repository.get(Round, round_.id).guides == name
    assert ctx.repository.get(Reflection, reflection.id).guides == name


def test_many_versions_are_remembered_and_none_is_mixed_up(ctx: Context) -> None:
    guide_versions._known.clear()
    made_up = [reworded(f"Who, number {n}?") for n in range(guide_versions.MOST_KNOWN + 3)]
    for guides in made_up:
        guide_versions.keep(ctx, guides)
    for guides in made_up:
        found = guide_versions.of(ctx.repository, guides.fingerprint)
        assert found.question("en", "R1") == guides.question("en", "R1")
    assert len(guide_versions._known) <= guide_versions.MOST_KNOWN
