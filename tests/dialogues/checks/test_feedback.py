"""What the check tells the table: one thing at a time, in their own words."""

from __future__ import annotations

import json
from datetime import date

import pytest

from dialogues.checks.measurable import Part, answer_lines, check, example, marked, next_step

AS_OF = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("60% of tenants in Reno have heat.", "MISSING_DEADLINE"),
        ("By 2031, 60% of tenants have heat.", "MISSING_PLACE"),
        ("Train 400 parents in Reno by 2029.", "OUTPUT_AS_RESULT"),
        ("Cut evictions of tenants in Reno by half by 2031.", "RELATIVE_WITHOUT_BASELINE"),
        ("By 2020, 60% of tenants in Reno have heat.", "PAST_DEADLINE"),
        ("A better world for everyone.", "VAGUE"),
        ("Poverty among children in Reno is substantially lower by 2031.", "VAGUE_TARGET"),
        ("By the end of the decade, 60% of tenants in Reno have heat.", "WHICH_DECADE_END"),
        ("By 2060, 60% of tenants in Reno have heat.", "HORIZON_TOO_LONG"),
        ("Raise $5 million by 2029.", "INPUT_AS_RESULT"),
        ("Reno adopts a tenant protection ordinance by 2029.", "POLICY_AS_RESULT"),
        ("By 2031, 60% of tenants in Reno have heat.", "COMPLETE"),
    ],
)
def test_the_next_step(text: str, code: str) -> None:
    assert next_step(check(text, "en", AS_OF)).code == code


def test_a_hint_has_the_words_found() -> None:
    hint = next_step(check("60% of tenants in Reno have heat.", "en", AS_OF))
    assert hint.slots["population"] == "tenants"
    assert hint.slots["place"] == "Reno"
    assert hint.missing == (Part.DEADLINE,)
    assert Part.PLACE in hint.found


def test_marked_pieces_join_to_the_text() -> None:
    text = "By 2031, 60% of tenants in Reno have heat, up from 40%. 🙂"
    pieces = marked(check(text, "en", AS_OF))
    assert "".join(piece for piece, _ in pieces) == text
    assert ("Reno", Part.PLACE) in pieces


def test_examples_use_their_words() -> None:
    assert example(check("60% of tenants in Reno have heat.", "en", AS_OF), AS_OF) == (
        "60% of tenants in Reno have heat, by June 2030"
    )
    spanish = example(check("El 60 % de los inquilinos de Salta tiene gas.", "es", AS_OF), AS_OF)
    assert spanish == "El 60 % de los inquilinos de Salta tiene gas, para junio de 2030"
    assert "parents (Reno)" in example(check("Train 400 parents in Reno by 2029.", "en", AS_OF), AS_OF)


def test_lines_of_the_contract() -> None:
    good = {
        "id": "a",
        "text": "By 2031, 60% of tenants in Reno have heat.",
        "lang": "en",
        "as_of": "2026-11-22",
    }
    lines = [
        json.dumps(good),
        "",
        "no json",
        "[]",
        json.dumps(good | {"lang": "xx"}),
        json.dumps(good | {"as_of": "x"}),
    ]
    lines += [json.dumps({"id": "b"}), "[" * 100_000]
    answers = list(answer_lines(line.encode() for line in lines))
    assert [ok for _, ok in answers] == [True, False, False, False, False, False, False]
    first = json.loads(answers[0][0])
    assert first["overall"] is True
    assert first["reasons"] == []
    assert first["parts"]["baseline"] is None
    assert set(first) == {"id", "overall", "kind", "parts", "reasons"}
    for line, _ in answers[1:]:
        refused = json.loads(line)
        assert refused["id"] is None
        assert refused["error"]
