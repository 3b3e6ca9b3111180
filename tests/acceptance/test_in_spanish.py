"""A table that lives in Spanish: no English word comes from the bot, in private or in the group."""

from __future__ import annotations

import functools
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import yaml

from bot.method import menus
from bot.rehearsal.players import Player
from bot.rehearsal.records import Chat, Message
from dialogues import phrases
from dialogues.manners import zones
from dialogues.model import Result, Summary, Table
from tests.acceptance import acts
from tests.acceptance.playing import Played
from tests.bot.conftest import Room, open_room

ORGANISATIONS = (
    ("Ottilie", "Alcaldía de Heredia", "government", "no", "decision_maker"),
    ("Clementine", "Colegio Técnico Barva", "education", "no", "doer"),
    ("Thaddeus", "Clínica del Valle", "health", "no", "decision_maker"),
    ("Philippa", "Fundación Cafetal", "philanthropy", "no", "decision_maker"),
    ("Marigold", "Asamblea de Barrios", "community", "yes", "designee"),
)
RESULT = (
    "De aquí a 2033, la proporción de mujeres adultas de Heredia con cuenta de ahorro sube del 29 % al 51 %."
)
GROUP = "Mesa de Heredia"
CITIES = [zone.rsplit("/", 1)[-1].replace("_", " ") for zone in zones.ZONES]
NAMES = (*CITIES, "Tablekeeper", "English", "Lena", "Carl", *(name for name, *_ in ORGANISATIONS))
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def b(button: str) -> str:
    """A button as a person who reads Spanish sees it."""
    return phrases.render("es", f"buttons.{button}", "UTC", {})


def words(text: str) -> set[str]:
    """The words of a text in small letters, without commands and links."""
    return {w.lower() for w in WORD.findall(re.sub(r"https?://\S+|/[a-z]+\b", " ", text))}


@functools.cache
def literal_words(language: str) -> frozenset[str]:
    """Every word that stands in a template of the language."""
    folder = Path(phrases.__path__[0]) / language
    texts = [str(t) for f in folder.glob("*.yaml") for t in yaml.safe_load(f.read_text("utf-8")).values()]
    plain = [re.sub(r"\{%.*?%\}|\{\{.*?\}\}|</?[a-z]+>", " ", text, flags=re.DOTALL) for text in texts]
    return frozenset().union(*(words(text) for text in plain))


def english_in(text: str) -> set[str]:
    """The words of a text that stand in the English templates and in no Spanish one."""
    for name in NAMES:
        text = text.replace(name, " ")
    return words(text) & (literal_words("en") - literal_words("es"))


class Mesa(Played):
    """The same table with Spanish phones. All the bot ever showed is kept, also what it edited away."""

    def __init__(self, room: Room) -> None:
        self.shown: dict[str, set[str]] = {}
        super().__init__(room)

    def _player(self, name: str) -> Player:
        known = next((u for u in self.world.users.values() if u.first_name == name), None)
        return Player(self.stage, known) if known else self.stage.player(name, language="es")

    def _group(self) -> Chat:
        members = [self.carl.user, *(p.user for p in self.people.values())]
        return self.world.create_group(GROUP, self.lena.user, members)

    async def settle(self) -> None:
        await super().settle()
        for who, messages in {
            "group": self.in_group(),
            **{u.first_name: self.stage.bot_messages(u) for u in self.world.users.values()},
        }.items():
            self.shown.setdefault(who, set()).update(text for m in messages for text in _texts(m))
        toasts = {q.answer_text for q in self.world.queries.values() if q.answer_text}
        self.shown.setdefault("toasts", set()).update(toasts)

    async def all_answer(self, *answers: str) -> None:
        """Everybody answers the open questions; "{}" becomes a number that differs from one to another."""
        for number, player in enumerate(self.people.values()):
            for answer in answers:
                await player.says(answer.format(number))

    async def open(self) -> None:
        """From the empty group to an open table."""
        self.world.add_bot(self.group, self.lena.user)
        await self.settle()
        await self.lena.presses(b("facilitate"), self.group)
        await self.lena.starts("go")
        await self.lena.presses(GROUP)
        await self.lena.says("Costa Rica")
        await self.lena.presses("Español")
        await self.lena.presses(b("days_90"))
        await self.lena.presses(b("start_today"))
        await self.lena.presses(b("send_coordinator_link"))
        await self.carl.opens(self.lena.link_for("coordinar"))
        await self.carl.presses(b("agree"))

    async def seat_all(self) -> None:
        """Five organisations are added and take their seats."""
        for name, organisation, sector, grassroots, part in ORGANISATIONS:
            await self.lena.presses(b("add_another" if name != "Ottilie" else "add_organisation"))
            await self.lena.says(organisation)
            await self.lena.presses(phrases.render("es", f"sectors.{sector}", "UTC", {}))
            await self.lena.says("sí" if grassroots == "yes" else "no")
            player = self.people[name]
            await player.opens(self.lena.link_for(organisation))
            await player.presses(b("agree"))
            await player.presses(b("yes"))
            await player.presses(b(part))

    async def meet(self) -> None:
        """The introductions."""
        await self.lena.says("/table")
        await self.lena.presses(b("open_introductions"))
        await self.all_answer(
            "Ganamos clientela en el barrio {}.", "Esperanza: ahorro. Preocupación: tiempo."
        )
        await self.lena.presses(b("close_and_show"))

    async def ratify(self) -> None:
        """The questions of the result, the sentence, its notice, the vote."""
        await self.lena.presses(b("begin_result"))
        await self.all_answer(
            "Mujeres adultas del barrio {}", "Cuentas de ahorro {}", "5{} por ciento para 2033"
        )
        await self.lena.presses(b("close_and_show"))
        await self.lena.presses(b("draft"))
        await self.lena.says("Vamos a dar talleres de ahorro.")
        await self.lena.says(RESULT)
        await self.lena.presses(b("skip"))
        await self.lena.presses(b("propose"))
        await self["Marigold"].presses(b("ask_question"), self.group)
        await self["Marigold"].says("¿Cuentan también las cuentas del barrio?")
        await self.lena.presses(b("question_answered"))
        await self.wait(hours=48)
        await self.lena.presses(b("open_vote"))
        for name, player in self.people.items():
            await player.presses(b("score_2" if name == "Thaddeus" else "score_4"))
        await self["Thaddeus"].says("Falta el dato de las zonas rurales.")
        await self["Thaddeus"].presses(b("score_3"))
        await self.lena.says("/table")
        await self.lena.presses(b("close_vote"))

    async def count(self) -> None:
        """The indicator with a unit that is a button."""
        await self.lena.presses(b("enter_data"))
        await self.lena.says("mujeres con cuenta de ahorro")
        await self.lena.presses(b("unit_people"))
        await self.lena.presses(b("have_value"))
        for answer in ("29,5", "2025", "encuesta de hogares", "51", "por barrio"):
            await self.lena.says(answer)

    async def map_all(self) -> None:
        """The map, an owner for every gap, and nobody who objects."""
        await self.lena.presses(b("open_map"))
        kinds = ("policy", "practice", "demand", "funding", "community")
        for (name, player), kind in zip(self.people.items(), kinds, strict=True):
            await player.presses(phrases.render("es", f"functions.{kind}", "UTC", {}))
            await player.presses(b("done"))
            await player.presses(b("no" if name in ("Clementine", "Marigold") else "yes"))
            await player.presses(b("yes" if name == "Clementine" else "no"))
            await player.says("no")
            await player.says("Falta alguien de las zonas rurales")
        await self.lena.presses(b("close_and_show"))
        await self.lena.presses(b("gaps"))
        while gap := self._without_owner():
            await self.lena.presses(gap)
            await self.lena.presses(phrases.render("es", "roles.facilitator", "UTC", {}))
            await self.lena.says("30 de junio de 2027")
        await self.lena.says("/table")
        await self.lena.presses(b("put_map"))
        await self.wait(hours=72)

    def _without_owner(self) -> str | None:
        lists = [m for m in self.stage.bot_messages(self.lena.user) if "Vacíos" in m.words and m.buttons]
        left = [o.text for o in lists[-1].buttons if ":" in o.text and not o.text.startswith("✓")]
        return left[0] if left else None

    async def look_back(self) -> None:
        """The reflection and the summary."""
        await self.lena.says("/table")
        await self.lena.presses(b("reflect"))
        await self.lena.presses(b("enter_value"))
        await self.lena.says("33")
        for _ in range(3):
            await self.lena.presses(b("skip"))
        await self.lena.says("/table")
        await self.lena.presses(b("reflect_begin"))
        for player in self.people.values():
            for _ in range(6):
                await player.says("Faltó tiempo en el barrio")
            await player.says("paso")
            for rating in ("4", "3", "4", "2"):
                await player.presses(rating)
        await self.lena.presses(b("close_and_show"))
        await self.lena.presses(b("reflect_decide"))
        await self.lena.says("Seguimos con las mentoras.")
        await self.lena.presses(phrases.render("es", "upstream.problem_text", "UTC", {}))
        await self.lena.says("La distancia es parte del problema.")
        await self.lena.presses(b("suggested_practice"))
        await self.lena.presses(b("send_summary"))

    def english(self) -> dict[str, dict[str, set[str]]]:
        """Who was shown which English words, and in what text."""
        found = {
            who: {text: english_in(text) for text in texts if english_in(text)}
            for who, texts in self.shown.items()
        }
        return {who: texts for who, texts in found.items() if texts}


def _texts(message: Message) -> list[str]:
    return [message.words, *(button.text for button in message.buttons)]


@pytest.fixture
async def mesa(tmp_path: Path) -> AsyncIterator[Mesa]:
    """An empty group of people with Spanish phones."""
    async with open_room(tmp_path) as room:
        played = Mesa(room)
        await played.start()
        yield played
        await played.stop()


def test_the_check_knows_english_from_spanish() -> None:
    common = {"the", "and", "you", "your", "is", "with", "of", "not", "yet", "answers", "vote", "seat"}
    assert common <= literal_words("en") - literal_words("es")
    assert english_in("La mesa is abierta") == {"is"}
    assert english_in("La mesa está abierta en New York. /table https://t.me/the?start=of") == set()
    for key in ("panel.which", "toasts.stale", "asking.closed", "buttons.agree", "roles.facilitator"):
        assert english_in(phrases.render("en", key, "UTC", {}))
        assert not english_in(phrases.render("es", key, "UTC", {}))


async def test_from_the_link_to_a_ratified_result_in_spanish(mesa: Mesa) -> None:
    await mesa.open()
    await mesa.seat_all()
    await mesa.meet()
    await mesa.ratify()
    assert mesa.one(Table).languages == ("es",)
    assert mesa.one(Result).statement == RESULT
    marigold = mesa.shown["Marigold"]
    for seen in ("Le damos la bienvenida a Mesa de Heredia", "Pregunta 1 de 2", "¿Ve un daño para"):
        assert any(seen in text for text in marigold), seen
    assert any("Escríbala otra vez" in text for text in mesa.shown["Lena"]), "the coach helps in Spanish"
    assert "✅ El resultado: acordado" in mesa.group_text()
    assert len(marigold) > 20
    assert mesa.english() == {}


async def test_from_the_map_to_the_summary_in_spanish(mesa: Mesa) -> None:
    for part in (mesa.open, mesa.seat_all, mesa.meet, mesa.ratify, mesa.count, mesa.map_all, mesa.look_back):
        await part()
    assert mesa.one(Table).lifecycle == "structuring"
    summary = mesa.one(Summary).text
    assert "29,5 personas → 33 personas → 51 personas" in summary
    assert "confianza: en formación" in summary
    assert mesa.english() == {}


async def test_refusals_and_misreadings_are_spanish(mesa: Mesa) -> None:
    await mesa.open()
    await mesa.seat_all()
    await mesa.lena.says("/table")
    await mesa.lena.presses(b("open_introductions"))
    await mesa.lena.says("/table")
    await mesa.lena.presses(b("close_and_show"))
    assert "Todavía no." in mesa.lena.reads()
    await acts.sends(mesa, mesa["Ottilie"], "sticker")
    await mesa["Ottilie"].says("!!!")
    for command in ("/help", "/privacy", "/table", "/close", "/nada", "/language"):
        await mesa["Ottilie"].says(command)
    await mesa.lena.says("/help", mesa.group)
    await mesa.lena.says("/table", mesa.group)
    await mesa["Ottilie"].starts("a-link-that-nobody-gave")
    assert "pocas respuestas" in phrases.render("es", "result.revealed_R1", "UTC", {"too_few": True})
    assert mesa.english() == {}
    assert len(mesa.shown["Ottilie"]) > 10


async def test_an_english_phone_can_be_spoken_to_in_spanish(mesa: Mesa) -> None:
    await mesa.open()
    dora = mesa.stage.player("Dora", language="en")
    await dora.starts()
    assert english_in(dora.reads())
    await dora.says("/language")
    await dora.presses("Español")
    assert dora.reads() == "Desde ahora le escribo en español."
    (menu,) = [kept for key, kept in mesa.world.settings["commands"].items() if f"|{dora.user.id}|" in key]
    assert len(menu) > 4
    assert not any(english_in(command["description"]) for command in menu)
    await dora.says("/help")
    assert not english_in(dora.reads())


def test_the_command_menus_are_there_in_spanish() -> None:
    spanish = [menu for menu in menus() if menu.language == "es"]
    assert {menu.scope for menu in spanish} == {"private", "group"}
    assert all(not english_in(text) for menu in spanish for _, text in menu.commands)
