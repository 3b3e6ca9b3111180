"""A text is put to the table and voted on, round by round (events vote and proposal_text_checked)."""

from __future__ import annotations

from bot.rehearsal.scenario.filling import SKIP, Picked, Typed, fill
from bot.rehearsal.scenario.happenings import TextChecked, Vote
from bot.rehearsal.scenario.nouns import BallotRound, Proposal
from bot.rehearsal.scenario.play import Play
from dialogues.effects import Press
from dialogues.model import Round
from dialogues.translating import SAME

REASONS = ("block", "concern")


def _round(play: Play, id: str) -> Round:
    with play.look() as repository:
        return repository.get(Round, int(id))


async def _bring(play: Play, proposal: Proposal, text: str) -> str:
    """The facilitator brings a text under its title; gives our id of its round."""
    await play.enters(
        "bring",
        "bring",
        {
            "what": Picked(proposal.what),
            "title": Typed(proposal.title),
            "stakes": Picked(proposal.kind),
            "commits": Picked("yes" if proposal.commits_orgs else "no"),
        },
    )
    question = play.facilitator.question("draft")
    if question is None:
        raise play.facilitator.cannot(f"write the text of {proposal.id}")
    play.names.remember_round(question.subject, proposal.id)
    await _write(play, text)
    return question.subject


async def _write(play: Play, text: str) -> None:
    """The text of the scenario; it gives no translation, so that it stands for every language of the table."""
    await fill(play.facilitator, "draft", {"text": Typed(text)})
    if play.facilitator.question("translate") is not None:
        await fill(play.facilitator, "translate", {"text": Picked(SAME)})


async def _put_to_table(play: Play, proposal: Proposal) -> None:
    if play.facilitator.question("confirm_text") is None:
        raise play.facilitator.cannot(f"put {proposal.id} to the table")
    await fill(play.facilitator, "confirm_text", {"plain": SKIP, "ready": Picked("propose")})


async def text_checked(play: Play, event: TextChecked) -> None:
    """The bot's check refuses a text: it stays with the facilitator."""
    proposal = play.scenario.proposal(event.proposal)
    await _bring(play, proposal, proposal.text)
    if play.facilitator.question("confirm_text") is not None:
        raise play.facilitator.cannot(f"see {proposal.id} refused: the check lets it pass")


async def vote(play: Play, event: Vote) -> None:
    """One round: the text, its notice, the ballots, the count."""
    proposal = play.scenario.proposal(event.proposal)
    id = await put_to_vote(play, proposal, event.round)
    await _ballots(play, id, proposal.rounds[event.round - 1])
    await play.does("close_vote", id)


async def put_to_vote(play: Play, proposal: Proposal, n: int) -> str:
    """Until the vote is open: round 1 is brought, later ones are recalled or amended; gives our id of the round."""
    if n == 1:
        id = await _bring(play, proposal, proposal.text_in(1))
        await _put_to_table(play, proposal)
        return await open_vote(play, id)
    id = play.ours("t", proposal.id)
    if _round(play, id).state == "no_quorum":
        await play.does("recall", id)
        return id
    await play.does("draft", id)
    await _write(play, proposal.text_in(n))
    await _put_to_table(play, proposal)
    return await open_vote(play, id)


async def open_vote(play: Play, id: str) -> str:
    """The notice runs, then the facilitator opens the vote."""
    notice = _round(play, id).notice_until
    if notice is not None:
        await play.hours.until(notice)
    await play.does("vote", id)
    return id


async def _ballots(play: Play, id: str, round_: BallotRound) -> None:
    """Everybody presses, also whose ballot does not count; then come the reasons."""
    for member, score in round_.votes.items():
        actor = play.cast[member]
        if member in play.cast.seated:
            await actor.presses("cast", id, round_.n, score)
        elif actor.user.started:
            await actor.presses_of_old(Press("cast", (int(id), round_.n, score)))
        else:
            play.tell(f"  {actor} has no seat yet, and nothing to press")
    await play.quiet()
    for member in round_.votes:
        actor, reason = play.cast[member], round_.reasons.get(member)
        asked = actor.question(*REASONS)
        if asked is not None and asked.subject == id:
            await fill(actor, asked.form, {"text": Typed(reason) if reason else SKIP})
        elif reason:
            play.tell(f"  {actor} is not asked for a reason: only a concern needs one")
