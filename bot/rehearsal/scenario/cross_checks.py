"""What the parts of a scenario say of each other: every id stands for something, and things happen in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.rehearsal.scenario import happenings as happens
from bot.rehearsal.scenario.nouns import STAGES, Cycle, Proposal, Scenario
from dialogues import phrases

OWNERS = ("facilitator", "coordinator")


def problems(scenario: Scenario) -> list[str]:
    """What is wrong, each with its place and its remedy; nothing where all fits."""
    looks: tuple[Callable[[Scenario], Iterable[str]], ...] = (
        _table,
        _ids,
        _people,
        _work,
        _structure,
        _proposals,
        _cycles,
        _events,
    )
    return [line for look in looks for line in look(scenario)]


def _table(scenario: Scenario) -> Iterator[str]:
    try:
        ZoneInfo(scenario.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        yield f"time_zone: {scenario.time_zone!r} is no time zone. Write one like America/Chicago."
    spoken = phrases.languages()
    for language in scenario.languages:
        if language not in spoken:
            yield f"lang: the bot does not speak {language!r}. Use {' or '.join(spoken)}."
    if len(set(scenario.languages)) < len(scenario.languages):
        yield "lang: names a language twice. Name each once."
    if scenario.start_date < scenario.as_of:
        yield "start_date: lies before as_of. Let the first cycle open on the day of the set-up or later."


def _ids(scenario: Scenario) -> Iterator[str]:
    lists = {
        "orgs": [o.id for o in scenario.orgs],
        "members": [m.id for m in scenario.members],
        "functions": [f.id for f in scenario.functions],
        "proposals": [p.id for p in scenario.proposals],
        "experiments": [x.id for x in scenario.experiments],
        "structure.bodies": [b.id for b in scenario.structure.bodies],
    }
    for place, ids in lists.items():
        for id, times in Counter(ids).items():
            if times > 1:
                yield f"{place}: the id {id!r} stands {times} times. Give each its own."


def _people(scenario: Scenario) -> Iterator[str]:
    yield from _unknown("members", [m.org for m in scenario.members], _orgs(scenario), "organisation")
    for org in scenario.orgs:
        voices = [m.id for m in scenario.members if m.org == org.id and m.voting_rep and m.active_at_mapping]
        if len(voices) > 1:
            yield (
                f"members: {', '.join(voices)} all vote for {org.id} from the start."
                " Let one be voting_rep, or set active_at_mapping to false."
            )
    for member in scenario.members:
        given = member.answers_private
        said = (given.M3_can_commit, given.M4_does_work, given.M5_speaks_for_sector)
        if said != (member.can_commit, member.does_work, member.speaks_for_sector):
            yield (
                f"members: {member.id} says one thing in answers_private and another beside it."
                " Write the same in both."
            )


def _work(scenario: Scenario) -> Iterator[str]:
    orgs, functions = _orgs(scenario), {f.id for f in scenario.functions}
    yield from _unknown("covers", scenario.covers, orgs, "organisation")
    for org, covered in scenario.covers.items():
        yield from _unknown(f"covers.{org}", covered, functions, "function")
    yield from _unknown("answers_by_org", scenario.answers_by_org, orgs, "organisation")
    sorted_ = scenario.facilitator_answers.S3
    yield from _unknown("facilitator_answers.S3.system", sorted_.system, orgs, "organisation")
    yield from _unknown("facilitator_answers.S3.program", sorted_.program, orgs, "organisation")
    twice = set(sorted_.system) & set(sorted_.program)
    if twice:
        yield f"facilitator_answers.S3: {', '.join(sorted(twice))} stand under both. Sort each once."
    yield from _unknown("experiments", [x.owner for x in scenario.experiments], orgs, "organisation")


def _structure(scenario: Scenario) -> Iterator[str]:
    known = {b.id for b in scenario.structure.bodies}
    yield from _of_structure("structure", scenario, scenario.structure, known)


def _of_structure(
    place: str, scenario: Scenario, parts: happens.StructureParts | happens.Changes, bodies: set[str]
) -> Iterator[str]:
    orgs = _orgs(scenario)
    for number, body in enumerate(parts.bodies or ()):
        yield from _unknown(f"{place}.bodies[{number}].seats", body.seats, orgs, "organisation")
        if body.channel_to is not None:
            yield from _unknown(f"{place}.bodies[{number}].channel_to", [body.channel_to], bodies, "body")
    for number, task in enumerate(parts.raci or ()):
        yield from _unknown(f"{place}.raci[{number}]", (*task.R, *task.A), orgs, "organisation")
    for number, promise in enumerate(parts.commitments or ()):
        yield from _unknown(f"{place}.commitments[{number}]", (promise.by, promise.to), orgs, "organisation")
    if parts.document is not None:
        yield from _unknown(f"{place}.document.signed_by", parts.document.signed_by, orgs, "organisation")


def _proposals(scenario: Scenario) -> Iterator[str]:
    members = {m.id for m in scenario.members}
    for proposal in scenario.proposals:
        place = f"proposals.{proposal.id}"
        numbers = [r.n for r in proposal.rounds]
        if numbers != list(range(1, len(numbers) + 1)):
            yield f"{place}.rounds: are numbered {numbers}. Number them 1, 2, 3 in their order."
        for round_ in proposal.rounds:
            yield from _unknown(f"{place}.rounds[{round_.n}].votes", round_.votes, members, "member")
            for member in round_.reasons:
                if member not in round_.votes:
                    yield f"{place}.rounds[{round_.n}].reasons: {member} gives a reason but no vote. Add the vote."
            for member, score in round_.votes.items():
                if score == 0 and member not in round_.reasons:
                    yield f"{place}.rounds[{round_.n}]: {member} blocks without a reason. A block needs one."


def _cycles(scenario: Scenario) -> Iterator[str]:
    members, orgs = {m.id for m in scenario.members}, _orgs(scenario)
    numbers = [c.n for c in scenario.cycles]
    if numbers != list(range(1, len(numbers) + 1)):
        yield f"cycles: are numbered {numbers}. Number them 1, 2, 3 … in their order."
    for cycle in scenario.cycles:
        place = f"cycles[{cycle.n}]"
        yield from _unknown(f"{place}.pulse", cycle.pulse, members, "member")
        yield from _unknown(f"{place}.participation", cycle.participation, orgs, "organisation")
        for stage in STAGES:
            if len(getattr(cycle.self_rating, stage)) > len(cycle.pulse):
                yield (
                    f"{place}.self_rating.{stage}: has more values than the pulse has people."
                    " Each value comes from one of them."
                )


def _events(scenario: Scenario) -> Iterator[str]:
    opened: set[str] = set()
    voted: Counter[str] = Counter()
    bodies = {b.id for b in scenario.structure.bodies}
    for cycle in scenario.cycles:
        for number, event in enumerate(cycle.events):
            place = f"cycles[{cycle.n}].events[{number}]"
            match event:
                case happens.DisagreementOpened():
                    opened.add(event.id)
                case happens.DisagreementSettled() if event.id not in opened:
                    yield f"{place}: {event.id} was never opened. Put its opening before."
                case happens.Vote():
                    yield from _vote(scenario, place, event, voted)
                case happens.StructureChanged():
                    bodies |= {b.id for b in event.changes.bodies or ()}
                    yield from _of_structure(f"{place}.changes", scenario, event.changes, bodies)
                case happens.ReflectionDone() if number + 1 < len(cycle.events):
                    yield f"{place}: is not the last event of its cycle. Put it at the end."
                case _:
                    pass
            yield from _named_in(scenario, cycle, place, event)


def _vote(scenario: Scenario, place: str, event: happens.Vote, voted: Counter[str]) -> Iterator[str]:
    proposal = _proposal(scenario, event.proposal)
    if proposal is None:
        return
    voted[event.proposal] += 1
    if event.round > len(proposal.rounds):
        yield f"{place}: {event.proposal} has no round {event.round}. Add it to the proposal."
    elif event.round != voted[event.proposal]:
        yield f"{place}: round {event.round} of {event.proposal} is voted out of turn. Begin with round 1."


def _proposal(scenario: Scenario, id: str) -> Proposal | None:
    return next((p for p in scenario.proposals if p.id == id), None)


def _named_in(scenario: Scenario, _cycle: Cycle, place: str, event: happens.Event) -> Iterator[str]:
    orgs, members = _orgs(scenario), {m.id for m in scenario.members}
    proposals = {p.id for p in scenario.proposals}
    match event:
        case happens.IntrosDone() | happens.RolesAcknowledged():
            yield from _unknown(place, event.orgs, orgs, "organisation")
        case happens.TextChecked() | happens.Vote():
            yield from _unknown(place, [event.proposal], proposals, "proposal")
        case happens.Confirm():
            yield from _unknown(place, [event.proposal], proposals, "proposal")
            yield from _unknown(place, [event.org], orgs, "organisation")
        case happens.DisagreementOpened():
            yield from _unknown(place, [event.by], orgs, "organisation")
        case happens.GapOwned():
            yield from _unknown(place, [event.owner], {*orgs, *OWNERS}, "organisation or role")
        case happens.Membership():
            yield from _unknown(place, [event.org], orgs, "organisation")
            named = [event.member, *([event.leaves] if event.leaves else [])]
            yield from _unknown(place, named, members, "member")
            if event.change == "replace_voting_rep" and event.leaves is None:
                yield f"{place}: does not say who leaves. Add “leaves”."
        case _:
            return


def _orgs(scenario: Scenario) -> set[str]:
    return {o.id for o in scenario.orgs}


def _unknown(place: str, named: Iterable[str], known: set[str], what: str) -> Iterator[str]:
    for id in dict.fromkeys(named):
        if id not in known:
            yield f"{place}: there is no {what} {id!r}. Add it, or correct the id."
