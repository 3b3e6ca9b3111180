"""The three rates, by a clock that only this test moves."""

from __future__ import annotations

from collections import defaultdict

from bot.courier.lanes import Lanes
from bot.courier.pacing import Pacing, Rates
from storage.outbox import Header


def drain(lanes: Lanes, *, start: float = 0.0, until: float = 1e9) -> list[tuple[float, Header]]:
    """Sends everything as soon as allowed, each in no time; (instant, row) of each."""
    now, sent = start, []
    while now < until:
        chosen = lanes.next(now)
        if chosen is None:
            break
        if isinstance(chosen, float):
            now += max(chosen, 1e-6)
            continue
        sent.append((now, chosen))
        lanes.free(chosen, now)
    return sent


def violations(sent: list[tuple[float, Header]], rates: Rates) -> int:
    """How often more was sent than allowed, within any span that begins at a message."""
    bad = 0
    by_chat: defaultdict[str, list[float]] = defaultdict(list)
    for at, header in sent:
        by_chat[header.lane].append(at)

    def over(times: list[float], most: int, span: float) -> int:
        return sum(1 for a, b in zip(times, times[most:], strict=False) if b - a < span - 1e-6)

    bad += over([at for at, _ in sent], rates.overall_second, 1.0)
    for chat, times in by_chat.items():
        bad += over(times, rates.chat_second, 1.0)
        if chat.startswith("table"):
            bad += over(times, rates.group_minute, 60.0)
    return bad


def test_no_pause_without_rates() -> None:
    lanes = Lanes(Pacing(None))
    for id in range(100):
        lanes.put(Header(id, "table:1", 0))
    assert [at for at, _ in drain(lanes)] == [0.0] * 100


def test_one_a_second_to_a_person_and_twenty_a_minute_to_a_group() -> None:
    lanes = Lanes(Pacing(Rates()))
    for id in range(60):
        lanes.put(Header(id, "person:1" if id % 2 else "table:1", 0))
    sent = drain(lanes)
    person = [at for at, header in sent if header.lane == "person:1"]
    group = [at for at, header in sent if header.lane == "table:1"]
    assert abs(person[-1] - 29.0) < 0.01
    assert group[19] < 19.1
    assert group[20] >= 60.0
    assert violations(sent, Rates()) == 0


def test_a_backlog_drains_at_full_pace_and_breaks_no_rate() -> None:
    lanes = Lanes(Pacing(Rates()))
    for id in range(3000):
        lane = f"table:{id % 300}" if id % 3 == 0 else f"person:{id % 2000}"
        lanes.put(Header(id, lane, 1))
    sent = drain(lanes)
    assert len(sent) == 3000
    assert violations(sent, Rates()) == 0
    assert 30 * sent[-1][0] <= 3000 / 0.95


def test_an_answer_overtakes_other_chats_and_hastens_what_is_before_it_in_its_own() -> None:
    lanes = Lanes(Pacing(Rates()))
    for id in range(300):
        lanes.put(Header(id, f"person:{id}", 1))
    lanes.put(Header(1000, "person:299", 0))
    lanes.put(Header(1001, "person:9999", 0))
    order = [header.id for _, header in drain(lanes)]
    assert order[:2] == [299, 1001]
    assert order.index(1000) < 40


def test_reminders_come_after_everything_else_of_their_chat() -> None:
    lanes = Lanes(Pacing(None))
    for id, urgency in ((1, 2), (2, 1), (3, 2), (4, 0)):
        lanes.put(Header(id, "person:1", urgency))
    assert [header.id for _, header in drain(lanes)] == [2, 4, 1, 3]


def test_one_row_of_a_chat_is_under_way_at_a_time() -> None:
    lanes = Lanes(Pacing(None))
    lanes.put(Header(1, "person:1", 0))
    lanes.put(Header(2, "person:1", 0))
    first = lanes.next(0.0)
    assert isinstance(first, Header)
    lanes.put(Header(3, "person:1", 0))
    assert lanes.next(0.0) is None
    lanes.free(first, 0.0)
    assert lanes.next(0.0) == Header(2, "person:1", 0)


def test_patience_with_one_chat_does_not_hold_up_another() -> None:
    lanes = Lanes(Pacing(Rates()))
    for id in range(6):
        lanes.put(Header(id, f"person:{id % 2}", 0))
    first = lanes.next(0.0)
    assert isinstance(first, Header)
    lanes.again(first, 0.0, not_before=30.0)
    sent = drain(lanes)
    other = [at for at, header in sent if header.lane == "person:1"]
    asked = [at for at, header in sent if header.lane == "person:0"]
    assert other[-1] < 3
    assert asked[0] >= 30.0
    assert [header.id for _, header in sent if header.lane == "person:0"] == [0, 2, 4]


def test_what_waits_again_keeps_its_place() -> None:
    lanes = Lanes(Pacing(None))
    lanes.put(Header(1, "person:1", 0))
    first = lanes.next(0.0)
    assert isinstance(first, Header)
    lanes.put(Header(2, "person:1", 0))
    lanes.again(first, 0.0, 0.0)
    assert [header.id for _, header in drain(lanes)] == [1, 2]
    assert lanes.empty


def test_quiet_chats_are_forgotten() -> None:
    pacing = Pacing(Rates())
    for number in range(30_000):
        pacing.sending(f"person:{number}", number)
        pacing.sent(f"person:{number}", number)
    assert len(pacing._by_chat) <= 10_001
