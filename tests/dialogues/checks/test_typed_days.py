"""Days as people type them into a field, in both languages; today is Thursday, 26 November 2026."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogues import typed_days
from dialogues.checks.days import Days, NoSuchDay, Span, Unclear, read
from dialogues.manners import days
from dialogues.reading import Misread, Read

TODAY = date(2026, 11, 26)

READ = {
    "en": """
        2027-06-30: 30 June 2027 | June 30, 2027 | 30 Jun 27 | 30-June-2027 | 30/06/2027 | 30. 6. 2027
        2027-06-30: 30/6/27 | 2027/6/30
        2027-06-30: 2027年6月30日 | ３０/０６/２０２７ | ٣٠/٠٦/٢٠٢٧ | by 30 June 2027, please
        2027-06-30: no later than 30 June 2027
        2027-06-30: June thirtieth 2027 | the 30th of June 2027 | Wednesday, 30 June 2027
        2027-06-30: on or before 30 June 2027
        2027-06-30: 30 June | June 30 | June | next June | by June 30 at the latest | June '27 | 2027年6月
        2027-06-30: 06/2027 | 2027-06
        2027-06-30: end of June 2027 | late June | H1 2027 | 2027 H1 | first half of 2027 | mid-2027
        2027-06-30: Q2/2027 | Q2
        2027-06-30: 30-Jun-27 | mid-year | midyear 2027 | (30 June 2027) | June 2027 or so | ~June 2027
        2027-06-30: 30 June twenty twenty-seven | H1 27 | 1H27 | Q2 FY27 | the last day of June
        2026-12-24: before Christmas
        2026-12-25: Christmas 2026
        2026-11-29: this weekend
        2027-11-15: mid-November
        2027-05-26: in half a year
        2026-11-27: Friday 27
        2027-06-30: 2026-27 | 2026–27 school year | FY 2026-27
        2027-01-30: January 30th, 2027 | 30th of January 2027 | Jan. 30
        2027-01-06: 6 January
        2027-06-15: mid-June 2027 | mid June | middle of June | first half of June 2027
        2027-06-10: early June | beginning of June 2027
        2027-06-14: before mid-June
        2027-06-04: before June 5
        2031-09-30: Q3 2031 | q3/2031 | third quarter 2031 | 2031 Q3 | 3Q 2031 | end of Q3 2031
        2027-12-31: 2027 | by the end of 2027 | 2027. | ２０２７ | year-end 2027 | FY27 | next year
        2027-12-31: before the end of next year
        2027-03-31: early 2027 | start of 2027 | next quarter
        2026-12-31: before 2027 | end of this year | the end of the year | this year's end | next month
        2030-12-31: 2027-2030
        2026-11-30: end of the month | the 30th of this month | Monday | on Monday
        2026-11-26: today
        2026-11-27: tomorrow | Friday | this Friday | tomorrow, Friday
        2026-11-28: the day after tomorrow
        2026-11-25: yesterday
        2026-12-04: Friday next week
        2026-12-10: in two weeks | two weeks from now | a fortnight | in 14 days | in two weeks' time
        2026-12-17: in twenty-one days | within the next three weeks
        2027-11-26: in a year | a year from now | 12 months
        2028-02-29: 29 February | 29/02/2028
        2027-08-31: summer 2027 | next summer | end of summer 2027
    """,
    "es": """
        2027-06-30: 30 de junio de 2027 | el 30 de junio del 2027 | 30/06/2027 | 30.06.27
        2027-06-30: miércoles 30 de junio de 2027
        2027-06-30: a más tardar el 30 de junio de 2027 | 30 de junio | el día 30 de junio
        2027-06-30: treinta de junio | 2027年6月30日
        2027-06-30: junio de 2027 | junio del año 2027 | mes de junio | a finales de junio
        2027-06-30: primer semestre de 2027 | S1 2027
        2027-06-30: mediados de 2027 | 2.º trimestre de 2027 | 2T 2027 | ciclo escolar 2026-2027
        2027-06-30: 30 de junio del próximo año
        2027-06-30: 30 June 2027 | June 30
        2027-01-01: 1º de enero de 2027 | 1.º de enero de 2027 | 1ro de enero | primero de enero
        2027-01-01: uno de enero de 2027
        2027-01-01: primer día de enero de 2027 | Primero de Enero del 2027
        2027-01-02: 02/01/2027
        2027-01-15: mediados de enero de 2027 | a mediados de enero
        2027-01-10: principios de enero de 2027
        2031-09-30: T3 2031 | Q3/2031 | tercer trimestre de 2031
        2027-12-31: 2027 | fin de 2027 | último día de 2027 | el año que viene | el próximo año
        2027-12-31: para finales del año 2027
        2026-12-31: fin de año | antes de 2027 | antes de fin de año | el mes próximo
        2026-11-30: fin de mes | el lunes | para el lunes
        2026-11-26: hoy
        2026-11-27: mañana | el próximo viernes | el viernes que viene | este viernes
        2026-11-28: pasado mañana
        2026-12-04: el viernes de la próxima semana
        2026-12-17: en tres semanas | dentro de 3 semanas
        2026-12-26: dentro de un mes | antes de un mes
        2029-11-26: en 3 años | dentro de tres años
        2027-06-30: treinta de junio de dos mil veintisiete | a medio año | mediados de año
        2027-06-30: no más tarde de junio de 2027 | segunda quincena de junio
        2027-06-15: primera quincena de junio
        2027-03-01: 1° de marzo
        2026-12-25: Navidad de 2026 | Navidad
        2026-11-29: fin de semana | el próximo fin de semana
        2027-11-10: principios de noviembre
        2027-05-26: dentro de medio año
        2026-11-27: viernes 27
        2027-08-31: verano de 2027 | el próximo verano
    """,
}
SEVERAL = {
    "en": """
        2029-12-31 2030-12-31: end of the decade | by the end of the decade | the decade's end
        2029-12-31 2030-12-31: before the end of this decade
        2027-01-02 2027-02-01: 02/01/2027 | 2.1.2027 | 2/1/27 | 2/1
        2027-02-03 2027-03-02: 02/03/2027
        2026-11-27 2026-12-04: next Friday
        2026-11-29 2026-12-06: next weekend
        2027-06-27 2027-06-30: Jun-27
        2026-12-04 2026-12-06: next week | end of next week
    """,
    "es": """
        2029-12-31 2030-12-31: fin de la década | a finales de la década | final del decenio
        2029-12-31 2030-12-31: antes del fin de la década
        2026-12-04 2026-12-06: la próxima semana | la semana que viene
    """,
}
NO_SUCH_DAY = {
    "en": """30/02/2027 | 31 June 2030 | June 31, 2030 | 29/02/2031 | 30 February | 2027-13-01
        | Monday, 30 June 2027 | Q5 2027""",
    "es": "30/02/2027 | 30 de febrero | 31 de junio de 2030 | lunes 30 de junio de 2027 | 29/02/2031",
}
UNCLEAR = {
    "en": """soon | class of 2027 | since 2030 | not before 2027 | in -5 days | June-July 2027
        | Easter 2027 | after June 2027
        | from June 2027 | between May and June 2027 | 2030 or 2031 | June 2027 or later | every year
        | 2 weeks ago | in 0 days
        | June 2027 if the grant comes | the year 3027 | 1 January to 5 March 2027 | 30 juin 2027 | 30
        | - | 2027-06-30 5 pm
        | within 4 years of entry | annually | in 9000 years | 30 June 2027 x | ½ 2027 | in 3-4 weeks""",
    "es": """pronto | generación 2027 | clase de 2027 | desde 2030 | no antes de 2027 | en -5 días
        | junio-julio de 2027
        | Semana Santa 2027 | entre mayo y junio de 2027 | 30 o 31 de mayo de 2027
        | mayo o junio de 2027 | cada año
        | hace dos semanas | después de junio de 2027 | junio de 2027 si llega el dinero | 30""",
}


def rows(table: dict[str, str]) -> list[tuple[str, str, str]]:
    """(language, days, text) of each line "days: text | text"."""
    return [
        (language, line.partition(": ")[0].strip(), text.strip())
        for language, lines in table.items()
        for line in lines.strip().split("\n")
        for text in line.partition(": ")[2].split("|")
    ]


def texts(table: dict[str, str]) -> list[tuple[str, str]]:
    """(language, text) of each text."""
    return [(language, text.strip()) for language, all_ in table.items() for text in all_.split("|")]


@pytest.mark.parametrize(("language", "day", "text"), rows(READ))
def test_a_clear_day(language: str, day: str, text: str) -> None:
    assert typed_days.day(text, language, TODAY) == date.fromisoformat(day)


@pytest.mark.parametrize(("language", "days", "text"), rows(SEVERAL))
def test_what_could_be_several_days_is_asked_about(language: str, days: str, text: str) -> None:
    meant = tuple(map(date.fromisoformat, days.split()))
    assert typed_days.day(text, language, TODAY) == Misread("day_which", days=meant)


@pytest.mark.parametrize(("language", "text"), texts(NO_SUCH_DAY))
def test_a_day_that_there_is_not(language: str, text: str) -> None:
    assert typed_days.day(text, language, TODAY) == Misread("day_none")


@pytest.mark.parametrize(("language", "text"), texts(UNCLEAR))
def test_what_is_not_wholly_understood_is_asked_again(language: str, text: str) -> None:
    assert typed_days.day(text, language, TODAY) == Misread("day")


@pytest.mark.parametrize("weekday", range(7))
def test_next_friday_is_asked_about_only_where_two_could_be_meant(weekday: int) -> None:
    today = date(2026, 11, 23 + weekday)  # from a Monday on
    found = read("next Friday", "en", today)
    assert isinstance(found, Days)
    assert len(found.spans) == (2 if weekday < 4 else 1)
    assert all(one.last.weekday() == 4 and one.last > today for one in found.spans)
    assert read("el próximo viernes", "es", today) == Days(found.spans[:1])


def test_what_was_said_has_a_first_day_too() -> None:
    assert read("Q3 2031", "en", TODAY) == Days((Span(date(2031, 7, 1), date(2031, 9, 30)),))
    assert read("within 5 years", "en", TODAY) == Days((Span(TODAY, date(2031, 11, 26)),))


@pytest.mark.parametrize(
    ("text", "language", "why"),
    [
        ("30/02/2025", "en", "day_none"),
        ("31 de junio de 2025", "es", "day_none"),
        ("2031", "en", "when_to_come"),
        ("２０３１", "en", "when_to_come"),
        ("December 2026", "en", "when_to_come"),
        ("encuesta de 2031", "es", "when_to_come"),
        ("last year", "en", "when"),
        ("survey", "en", "when"),
        ("Q5 2025", "en", "day_none"),
    ],
)
def test_a_number_is_not_taken_on_no_day_or_in_time_to_come(text: str, language: str, why: str) -> None:
    assert typed_days.taken(text, language, TODAY) == Misread(why)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("2025", "2025"),
        ("٢٠٢٥", "2025"),
        ("２０２５", "2025"),
        ("2026", "2026"),
        ("November 2026", "November 2026"),
        ("school year 2025-26", "school year 2025-26"),
        ("the survey of spring 2025, and that of 2019", "the survey of spring 2025, and that of 2019"),
        ("02/01/2025", "02/01/2025"),
    ],
)
def test_a_number_was_taken_when_one_says_it_was(text: str, kept: str) -> None:
    assert typed_days.taken(text, "en", TODAY) == Read(kept)


def test_a_choice_is_offered_only_where_one_of_it_may_be() -> None:
    decade = typed_days.day("end of the decade", "en", TODAY)
    assert typed_days.day_from("end of the decade", "en", TODAY, date(2030, 6, 1)) == decade
    assert typed_days.day_from("end of the decade", "en", TODAY, date(2031, 1, 1)) == Misread("day_past")


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("I'm away from 1 to 5 December", "en", date(2026, 12, 5)),
        ("I'm on vacation until next month", "en", date(2026, 12, 31)),
        ("back on Monday", "en", date(2026, 11, 30)),
        ("estoy de vacaciones hasta el 5 de mayo", "es", date(2027, 5, 5)),
        ("away until 30 February", "en", None),
        ("away until next Friday", "en", None),
        ("I'm away", "en", None),
        ("away since yesterday", "en", None),
    ],
)
def test_the_day_at_the_end_of_a_sentence(text: str, language: str, day: date | None) -> None:
    assert days.read_day(text, language, TODAY) == day


_PIECES = st.lists(
    st.sampled_from(" ".join(text for _, _, text in rows(READ)).split()) | st.text(max_size=3), max_size=12
).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(_PIECES | st.text(max_size=220), st.sampled_from(["en", "es", "xx", "../en"]), st.dates())
def test_any_text_gets_an_answer(text: str, language: str, today: date) -> None:
    found = read(text, language, today)
    assert isinstance(found, Days | NoSuchDay | Unclear)
    if isinstance(found, Days):
        assert found.spans
        assert all(one.first <= one.last for one in found.spans)
