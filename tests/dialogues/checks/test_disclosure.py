"""Texts that must be held, and texts that must not: precision first."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path
from types import ModuleType

import pytest
import yaml

from dialogues.checks import disclosure
from dialogues.checks.disclosure import harm, must_be_held
from dialogues.checks.disclosure.patterns import fold

HARM = (
    "Un niño del grupo me contó que en su casa le pegan.",
    "Una niña del grupo me contó que en su casa le pegan.",
    "El hijo de mi vecina me dijo que su papá le pega.",
    "Vi que a una alumna la golpean. Me dijo que no quiere volver.",
    "A child in the group told me that somebody hits him at home.",
    "A child in my class told me that his father beats him.",
    "My neighbor's daughter told us that she is hurt at home",
    "A woman told me something. Her husband beats her.",
)
NO_HARM_TOLD = (
    "A child who is abused finds no bed in this county.",
    "Every school needs a nurse a child can talk to when they are hurt at home",
    "A student told me that the bus is late. It is cold. Nobody hits him for that.",
    "Los niños maltratados esperan meses por un lugar",
    "Un niño me dijo que le gusta leer",
    "Hay que capacitar a quien atiende a una mujer maltratada",
)
KNOWN = (
    "Lake Alder Council",
    "Mill Towns Assembly",
    "County Health Plan",
    "Casa Esperanza",
    "Rosa Parks School",
)
HELD = (
    "A Toñito le sacaron tres dientes y su mamá no quiere que se sepa.",
    "Maria's son was arrested last week",
    "Our neighbour Bill has hepatitis",
    "our neighbor Bill has hepatitis.",
    "Mr. Hanlon was deported in May",
    "My cousin Zeb is back in jail",
    "We know a family. Tyrone lost his kids to CPS.",
    "the boy, Kwame, has asthma and misses school",
    "Yesterday Oksana was hospitalized after an overdose",
    "Ottoline's daughter was molested",
    "Jamal can't read and is 9 years old",
    "I think Keisha is pregnant again.",
    "Ask Mrs. Alvarez. Her husband is undocumented.",
    "Her husband is undocumented. Ask Mrs. Alvarez.",
    "Doña Remedios tiene cáncer y no puede venir",
    "Mi vecina Lupita está embarazada",
    "A Juan lo deportaron el mes pasado.",
    "Rosita, de 8 años, tiene caries en todas las muelas",
    "El hijo de Pedro está en la cárcel",
    "En la reunión Ramiro dijo que no tiene papeles",
    "DON JOSÉ no vino. José está en diálisis.",
)
NOT_HELD = (
    "",
    "Somebody who can open a childcare room before sunrise.",
    "Parents who sign without reading.",
    "The Mill Towns clinic closes at five",
    "County Health Plan pays late",
    "County Health Plan pays late and people with diabetes wait",
    "Families in Salinas with diabetes wait for a bus",
    "When Walmart fired people with a record, nobody spoke",
    "Hope: fewer arrests. Worry: no money",
    "Esperanza: menos dolor. Miedo: que la camioneta no pase otra inspección",
    "Lake Alder Council: residents with a criminal record cannot get hired",
    "Maria runs the front desk and knows everyone",
    "Our nurse Maria opened the diabetes program",
    "The Sheriff arrests people for sleeping in Riverside Park",
    "People leaving prison in Jackson have no ID",
    "Undocumented parents fear the clinic on Main Street",
    "Medicaid cut dialysis rides",
    "Los niños de San Isidro tienen caries",
    "Las familias indocumentadas no van a la clínica de Santa Rosa",
    "Whoever is depressed gets no appointment before Monday",
    "En Salinas hay mucha depresión",
    "Bill pays late and people get sick",
    "Casa Esperanza atiende a mujeres embarazadas",
    "Children at Rosa Parks School have asthma",
    "Untreated high blood pressure among adults in the 7 clinic villages of the Makah Peninsula is 18% or less.",
    "At most 275 young people of Little Rock's Precincts 4 and 11 are detained in 2030.",
)


# Who writes in capitals, or in none; names from everywhere, and initials.
HELD_HOWEVER_WRITTEN = (
    "MARIA GONZALEZ HAS HIV",
    "JOSÉ LÓPEZ ESTÁ PRESO",
    "maria has hepatitis",
    "john smith was arrested",
    "juan perez tiene sida",
    "Priya lost her kids to CPS.",
    "Wei was arrested and his wife left",
    "Oluwaseun has HIV",
    "Dmitri is in jail",
    "Ngozi lost her baby. She has cancer.",
    "Yusuf drinks too much",
    "Itzel está embarazada",
    "J. Smith has HIV",
    "O'Brien drinks too much",
    "mi vecina lupita está embarazada",
)
# Places called as people are, and words that are names elsewhere.
NOBODY_HOWEVER_WRITTEN = (
    "Pregnant teens in St. Louis",
    "Children in foster care in St. Paul",
    "Addicts in Jackson and Madison",
    "Residents of Austin in recovery from addiction",
    "Madres adolescentes embarazadas de Rosario",
    "Fewer arrests on Martin Luther King Drive",
    "FREE HIV TESTING FOR EVERYBODY IN JACKSON",
    "HIV testing is free for everybody on the north side",
    "the refugio for pregnant women closes at five",
    "teens in austin with asthma cannot see a doctor",
    "en el refugio no reciben a embarazadas",
    "que sean atendidas las embarazadas",
    "Congress has cut rehab money",
    "Nobody lost her job over a relapse",
    "Management has to know who is pregnant",
    "Housing has its price: evictions",
    "Families of Trenton lost kids to foster care",
    "DIABETES IS RISING IN THE MILL TOWNS",
    "mark your calendar: diabetes day",
    "Depression is everywhere. Work has its own pace.",
    "A single mother has her own fear of eviction",
    "Una niña menor de 15 años",
    "niñas menores de 15 años embarazadas",
    "We serve Hong Kong families with diabetes",
)


@pytest.mark.parametrize("text", HELD_HOWEVER_WRITTEN)
def test_a_name_is_seen_however_it_is_written(text: str) -> None:
    assert disclosure.must_be_held(text)


@pytest.mark.parametrize("text", NOBODY_HOWEVER_WRITTEN)
def test_places_and_words_are_nobody(text: str) -> None:
    assert not disclosure.must_be_held(text)


# Harm to one person without a name, as people tell it, and what only sounds alike.
TOLD: dict[str, list[str]] = json.loads(Path(__file__).with_name("harm_told.json").read_text("utf-8"))
# Accounts that tell it all in one sentence, and what is said of many, of the work or as a figure of speech.
ACCOUNTS: dict[str, list[str]] = json.loads(Path(__file__).with_name("harm_accounts.json").read_text("utf-8"))


@pytest.mark.parametrize("text", HELD)
def test_a_name_with_a_private_detail_is_held(text: str) -> None:
    assert must_be_held(text, KNOWN)


@pytest.mark.parametrize("text", NOT_HELD)
def test_a_place_an_organisation_or_a_detail_alone_is_not(text: str) -> None:
    assert not must_be_held(text, KNOWN)


def test_a_detail_two_sentences_away_is_not_about_the_name() -> None:
    assert not must_be_held("Maria sent the list. It is long. Many were arrested.")
    assert must_be_held("Maria sent the list. She was arrested.")


@pytest.mark.parametrize("text", HARM)
def test_harm_told_of_somebody_without_a_name_is_held(text: str) -> None:
    assert must_be_held(text, KNOWN)


@pytest.mark.parametrize("text", NO_HARM_TOLD)
def test_what_holds_for_many_is_no_disclosure(text: str) -> None:
    assert not must_be_held(text, KNOWN)


@pytest.mark.parametrize("text", TOLD["told"])
def test_harm_is_told_in_many_ways(text: str) -> None:
    assert must_be_held(text)


@pytest.mark.parametrize("text", TOLD["other"])
def test_the_same_words_about_the_work_are_shown(text: str) -> None:
    assert not must_be_held(text)


@pytest.mark.parametrize("text", ACCOUNTS["told"])
def test_an_account_of_harm_to_one_person_is_held(text: str) -> None:
    assert must_be_held(text)


@pytest.mark.parametrize("text", ACCOUNTS["other"])
def test_the_work_against_harm_and_figures_of_speech_are_shown(text: str) -> None:
    assert not must_be_held(text)


@pytest.mark.parametrize("text", [*TOLD["told"], *ACCOUNTS["told"]])
def test_no_harm_is_told_without_a_sign(text: str) -> None:
    """What the quick search for signs passes by is never looked at."""
    cues = harm.all_cues()
    said = fold(text)
    for kind in cues.accounts:
        assert not kind.lines.search(said) or kind.signs.search(said)
    assert not cues.told["harm"].search(said) or (cues.told_signs.search(said) and cues.signs.search(said))


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("folder", [disclosure, harm])
def test_no_list_stands_twice_in_a_file(language: str, folder: ModuleType) -> None:
    """Of two the first would be lost, and nobody told."""
    text = resources.files(folder).joinpath(f"{language}.yaml").read_text("utf-8")
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    assert isinstance(node, yaml.MappingNode)
    names = [key.value for key, _ in node.value]
    assert sorted(set(names)) == sorted(names)
