"""Which version of the guides a table, a round or an answer belongs to (docs/decisions/0031).

A new table takes the version that is in use then; a round and a reflection keep the one of their table from the
moment in which their questions open. So nothing that is edited later changes what is being answered.
"""

from __future__ import annotations

from dialogues.context import Context
from dialogues.guides.guide_set import GuideDamaged, GuideSet, built_in, content_of, unpacked
from dialogues.model import Answer, GuideVersion, Reflection, Round, Table
from dialogues.repository import Repository

# Kept versions by fingerprint: a text that has one never changes, whichever database it came from.
_known: dict[str, GuideSet] = {}
MOST_KNOWN = 64


def of(repository: Repository, fingerprint: str) -> GuideSet:
    """The guides of this version; "" and what is not kept any more are the built-in ones."""
    if not fingerprint or fingerprint == built_in().fingerprint:
        return built_in()
    known = _known.get(fingerprint)
    if known is None:
        kept = repository.first(GuideVersion, fingerprint=fingerprint)
        if kept is None:
            return built_in()
        try:
            known = unpacked(kept.content, fingerprint)
        except GuideDamaged:
            # `tablekeeper doctor` tells of it; until it is mended people can go on.
            return built_in()
        if len(_known) >= MOST_KNOWN:
            _known.clear()
        _known[fingerprint] = known
    return known


def of_table(ctx: Context, table: Table) -> GuideSet:
    """What this table asks from when it opens the next questions."""
    return of(ctx.repository, table.guides)


def of_answer(ctx: Context, answer: Answer) -> GuideSet:
    """What this answer was asked from."""
    asked: Round | Reflection
    if answer.round_id is not None:
        asked = ctx.repository.get(Round, answer.round_id)
    else:
        asked = ctx.repository.get(Reflection, answer.reflection_id or 0)
    return of(ctx.repository, asked.guides)


def in_use(ctx: Context) -> GuideSet:
    """What new tables ask from: the operator's folder, else the built-in guides."""
    return ctx.guides_in_use or built_in()


def keep(ctx: Context, guides: GuideSet) -> GuideVersion:
    """The kept copy of a version; stored once, however many tables ask from it."""
    kept = ctx.repository.first(GuideVersion, fingerprint=guides.fingerprint)
    if kept is not None:
        return kept
    version = GuideVersion(fingerprint=guides.fingerprint, content=content_of(guides), kept_at=ctx.now)
    return ctx.repository.add(version)


def pinned(ctx: Context, table: Table) -> str:
    """The fingerprint that questions opened now keep. A table from before there were versions gets today's."""
    return table.guides or keep(ctx, built_in()).fingerprint
