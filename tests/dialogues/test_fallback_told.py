"""In which order the use of the fallback rule is told: who blocked, then everybody (docs/decisions/0036)."""

from __future__ import annotations

from dataclasses import replace

from dialogues.effects import Say, ToPerson
from dialogues.fallback import using
from dialogues.model import Focus, Person
from tests.dialogues import fallback_facts
from tests.dialogues.stand import NOW, Stand


def test_who_blocked_is_told_before_the_group(stand: Stand) -> None:
    stand.in_round("parked")
    for facts in fallback_facts.FACTS.values():
        if facts.hold is not None:
            facts.hold(stand)
    stand.change_seat(0, roles=("member", "facilitator"))
    lena = stand.repository.get(Person, stand.seats[0].person_id)
    blocker = stand.repository.get(Person, stand.seats[fallback_facts.BLOCKER].person_id)
    stand.repository.put(replace(blocker, reachable=True))
    asked = Focus(
        person_id=lena.id,
        table_id=stand.id,
        form=using.USE.name,
        subject_id=stand.round_id,
        step="sure",
        values={"sure": "yes"},
        asked_at=NOW,
    )
    using.USE.finish(stand.ctx, lena, stand.table, asked)
    assert stand.round.state == "ratified"
    said = [one for one in stand.ctx.effects if isinstance(one, Say)]
    assert said[0].to == ToPerson(person_id=blocker.id)
    assert not any(isinstance(one.to, ToPerson) for one in said[1:])
    assert "before the group" in str(said[0].text)
    assert "passed by our fallback rule" in str(said[1].text)
