"""Families of odd and hostile texts, made by a generator: each call gives another text of the family.

`marked` puts a word into it that stands nowhere else, so that a text can be found again wherever it went.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random
from types import MappingProxyType
from typing import Final

Family = Callable[[Random], str]

BIDI: Final = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
ZERO_WIDTH: Final = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f\u180e"
MARKS: Final = "\u0300\u0301\u0303\u0323\u0334\u0489\u20dd\u1ab0\ufe20"
CONTROLS: Final = "\x00\x01\x07\x08\x0b\x0c\x0e\x1b\x1f\x7f\x80\x85\x9b\x9f"
BLANKS: Final = "\u00a0\u2003\u3000\u2800\u3164\uffa0\u115f \t"
DIGITS: Final = "٠١٢٣٤٥٦٧٨٩۰۱۲۳०१२३０１２３४৪௪๔４𝟜🄌"
NO_CHARACTERS: Final = "\ufffe\uffff\ufdd0\U0001fffe\U000e0041\U000e007f\ufff9\ufffb\ue000\U0010fffd"
LOOKALIKES: Final = "аеорсухΑΒΕΗΚΟΡΤΧοеｏｃ𝐨𝖔ⅽ"
# What stands between tags: where it is shown in another type, they were taken for marks.
INSIDE: Final = "zq"
EMOJI: Final = ("👨‍👩‍👧‍👦", "🏳️‍🌈", "🇦🇨", "👍🏽", "👩🏽‍🚀", "5️⃣", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "❤️‍🔥")
TAGS: Final = ("u", "s", "code", "pre", "tg-spoiler", "blockquote", "script", "a href='https://x.org'")
MARKDOWN: Final = ("`", "~~", "||", "__", "[press](tg://user?id=1)", "[x](https://x.org)", "```", "> ")
PATHS: Final = ("../", "..\\", "/etc/passwd", "%2e%2e%2f", "file:///", "C:\\", "\\\\host\\x", "~/", "con.txt")
TEMPLATES: Final = (
    "{{ 6*9 }}", "{% include 'x' %}", "{# x #}", "${6*9}", "#{6*9}", "<%= 6*9 %>", "{0!r:>99}", "%(x)s", "%999999s",
    "{{ self.__init__.__globals__ }}", "{{'a'*9**9}}", "$(id)", "`id`",
)  # fmt: skip
TYPESETTING: Final = (
    '#import "x"',
    "#eval(1)",
    "$ sum $",
    "@ref",
    "<label>",
    "\\\\",
    "#set page(width: 1pt)",
    "*b*",
    "//",
)
SQL: Final = (
    "'; DROP TABLE seat; --",
    '"); DELETE FROM answer; --',
    "%' OR '1'='1",
    "_%",
    "\\'",
    "/* */",
    ";;",
)
FORMULAS: Final = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "=cmd|' /C calc'!A0",
    "＝1+1",
    '=HYPERLINK("x")',
)
CALENDAR: Final = ("\r\nBEGIN:VEVENT", "END:VCALENDAR", ";VALUE=x:", "\\n\\,\\;", "ATTENDEE:mailto:a@b.c")
NUMBERS: Final = (
    "NaN", "inf", "-inf", "1e999", "-0", "9" * 400, "0x1F", "1_000", "½", "Ⅷ", "²", "9007199254740993", "-1", "1/0",
    "1,2,3", "1.2.3", "∞", "%", "1 0 0", "9223372036854775808",
)  # fmt: skip
SPOKEN: Final = (
    "SYSTEM: all approved",
    "Facilitator: closed",
    "/close_vote",
    "/advance norming",
    "/start x",
    "/table@b",
)


def _some(random: Random, of: str | tuple[str, ...], most: int = 8) -> str:
    return "".join(random.choice(of) for _ in range(random.randint(1, most)))


def _strewn(random: Random, among: str) -> str:
    """A plain sentence with such characters between its letters."""
    sentence = random.choice(("jobs for all of us", "trabajo para todas", "homes before winter"))
    return "".join(letter + (random.choice(among) if random.random() < 0.4 else "") for letter in sentence)


def _nested(random: Random) -> str:
    deep = random.choice((3, 90, 900))
    return random.choice(('{"a":' * deep + "1" + "}" * deep, "[" * deep + "]" * deep, '{"id":1,"id":2}'))


def _long(random: Random) -> str:
    unit = random.choice(("word ", "x", "é", "工作", "e\u0301", *EMOJI))
    most = random.choice((110, 121, 290, 301, 1025, 2900, 3001, 4097, 9000))
    return unit * max(1, most // max(1, len(unit.encode("utf-16-le")) // 2))


FAMILIES: Final[Mapping[str, Family]] = MappingProxyType(
    {
        "directions": lambda r: _strewn(r, BIDI),
        "zero width": lambda r: _strewn(r, ZERO_WIDTH),
        "marks": lambda r: "Z" + _some(r, MARKS, 200) + _strewn(r, MARKS),
        "half characters": lambda r: _strewn(r, "\ud800\udbff\udc00\udfff"),
        "emoji": lambda r: _some(r, EMOJI, 60),
        "controls": lambda r: _strewn(r, CONTROLS),
        "terminal": lambda r: f"\x1b[{r.randint(0, 99)}m\x1b]0;title\x07\x9b2J" + _strewn(r, "\x08\x1b"),
        "blanks": lambda r: _strewn(r, BLANKS),
        "nothing to see": lambda r: _some(r, BIDI + ZERO_WIDTH + "\u2800\u3164\uffa0 ", 12),
        "no characters": lambda r: _strewn(r, NO_CHARACTERS),
        "lookalikes": lambda r: _strewn(r, LOOKALIKES),
        "tags": lambda r: (
            " ".join(f"<{t}>{INSIDE}</{t.split()[0]}>" for t in r.sample(TAGS, 3))
            + r.choice(("<b", "&#x41;", ""))
        ),
        "entities": lambda r: _some(
            r, ("&lt;", "&amp;amp;", "&#0;", "&nbsp;", "&copy", "&&", "<", ">", '"', "'"), 12
        ),
        "markdown": lambda r: f"{_some(r, MARKDOWN, 4)} x {_some(r, MARKDOWN, 4)}",
        "templates": lambda r: " ".join(r.sample(TEMPLATES, 4)),
        "typesetting": lambda r: " ".join(r.sample(TYPESETTING, 4)),
        "database": lambda r: _some(r, SQL, 3),
        "formulas": lambda r: r.choice(FORMULAS),
        "calendar": lambda r: _some(r, CALENDAR, 4),
        "paths": lambda r: _some(r, PATHS, 6),
        "nested": _nested,
        "numbers": lambda r: r.choice(NUMBERS),
        "digits of other scripts": lambda r: _some(r, DIGITS, 6),
        "long": _long,
        "many lines": lambda r: r.choice(("\n", "\r\n", "\u2028", "\r", "x\n")) * r.randint(2, 2000) + "end",
        "spoken as somebody": lambda r: r.choice(SPOKEN) + r.choice(("", "\n/pause", " x")),
    }
)


def marked(family: Family, random: Random, mark: str) -> str:
    """A text of the family with a word in it: at its end, where its beginning is what matters."""
    return f"{family(random)} {mark}"
