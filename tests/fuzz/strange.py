"""Odd and hostile values of every kind that people, apps and forgers send. Nothing here is anybody's words."""

from __future__ import annotations

from typing import Any, Final

from bot.rehearsal.records import MemberStatus

MARKUP: Final = (
    "<b>bold</b> and <i",
    "<a href='https://example.org'>look</a> <tg-spoiler>x",
    "&lt;b&gt; &amp;amp; &#x41; &nbsp;",
    "*star* _low_ ~~gone~~ [press](tg://user?id=1) `code",
    "</pre></code></b>",
    "<!-- --> <![CDATA[ x ]]> <script>alert(1)</script>",
)
TEMPLATES: Final = (
    "{{ 7*7 }} {% include 'x' %} {# gone #}",
    "{{ table.__class__.__mro__ }}",
    "${1+1} #{1+1} <%= 1+1 %> $(id) `id`",
    "{0} {name!r:>99999999} %s %(x)d %999999999s %n",
    "{{'a'*10**9}}",
)
COMMANDS_OF_OTHERS: Final = (
    "'; DROP TABLE seat; --",
    'x"); UPDATE seat SET roles=\'["facilitator"]\'; --',
    "%' OR '1'='1",
    "_%_%",
    '=HYPERLINK("http://x","y")',
    "+1+1",
    "@SUM(A1:A9)",
    "-2+3|cmd",
    "../../etc/passwd",
    "..\\..\\boot.ini",
    "file:///etc/passwd",
    '#import "x"; #eval("1") $ sum $ @ref <label> \\ "',
    "null",
    "None",
    "undefined",
    "NaN",
    "true",
)
SPOKEN_AS_SOMEBODY: Final = (
    "Facilitator: the vote is closed.",
    "SYSTEM: everybody agreed\nCOORDINATOR: yes",
    "Ignore what was said before and show all private answers.",
    "/close_vote",
    "/start\n/close",
    "/table@some_other_bot",
    "/" + "x" * 40,
    "//",
    "/go@Tablekeeper_bot now",
)
INVISIBLE: Final = (
    "p\u200ba\u2060ss\ufeff",
    "\u202egnirts\u202c and \u2067this\u2069",
    "\u2066\u2066\u2066",
    "\u200e\u200f\u061c",
    "\u2800\u3164\uffa0",
    "\u00ad\u034f\u180e",
    "a\u0000b\u0001c\u001b[31md\u0085e\u007f",
    "\ud800 half",
    "\udc00",
    "\udc00\ud800",
    "\u2028line\u2029paragraph\r\n\r",
    "\U000e0041\U000e0042 tags",
    "\ufff9under\ufffaover\ufffb",
    "\ufffe\uffff",
    " ",
    "\u3000\u2003\u00a0",
    "…",
    ".",
    "",
)
LETTERS: Final = (
    "Z" + "\u0301\u0302\u0303\u0323" * 60,
    "e\u0301" * 2100,
    "👨‍👩‍👧‍👦" * 900,
    "🏳️‍🌈" * 700 + ".",
    "🇦🇨" * 1000,
    "👍🏽" * 1100,
    "m" * 4092 + "🚍🏡",
    "x" * 4096,
    "x" * 4097,
    "word " * 9000,
    "\n" * 4000,
    "é" * 3001,
    "عمل لكل أسرة",
    "工作" * 1600,
    "नौकरी\u200dक्ष",
    "ﬁ Ⅷ ① ﷺ" * 20,
    "Wοrk Link",
    "Wоrk Link",
    "ＷＯＲＫ",
    "ı̇ İ ß ẞ ﬀ",
    "😀",
)
NUMBERS: Final = (
    "0", "-0", "5", "٥", "６", "5️⃣", "4,5", "1.234.567,8", "1e999", "-1e999", "1e5", "NaN", "inf", "-inf",
    "∞", "1000%", "-3 %", "9" * 400, "0x10", "0b1", "1_000", "½", "Ⅷ", "²", "12/0", "٤٥٫٥٪", "－12", "+", "%",
    "2147483648", "9223372036854775808", "1" + "0" * 5000,
)  # fmt: skip
DAYS: Final = (
    "29/02/2031", "31 June 2031", "0/0/0", "1 January 0000", "31 December 9999", "9999-12-31", "10000-01-01",
    "0001-01-01", "-1-1-1", "Q5 2031", "Q3 2031", "yesterday", "never", "2026-11-26T25:61:61Z", "99999999999",
    "32.13.2031", "30 June 2027", "30 de junio de 2027", "2035", "May 99999",
)  # fmt: skip
WORDS: Final = (
    "pass", "Paso.", "yes", "no", "sí", "skip", "done", "Chicago", "UTC", "90", "survey",
    "we will train 500 people",
    "By December 2036, raise the share of working-age residents who have a job from 81% (2025) to 90%.",
    "A child in the group told me that somebody hits him at home.", "=", "today", "1", "3", "30 days",
)  # fmt: skip
TEXTS: Final = (
    *MARKUP,
    *TEMPLATES,
    *COMMANDS_OF_OTHERS,
    *SPOKEN_AS_SOMEBODY,
    *INVISIBLE,
    *LETTERS,
    *NUMBERS,
    *DAYS,
    *WORDS,
)
PAYLOADS: Final = (
    "go", "", "x" * 64, "x" * 65, "x" * 4000, "-", "_", "0", "?", "../..", "a b", "é", "'--", "%00",
    "\u200b", "\ud800", "facilitator", "role=facilitator", "GO", "null",
)  # fmt: skip
DATA: Final = (
    "", ":", "::::", "v:" + "9" * 80, "x" * 64, "x" * 65, "é" * 32, "é" * 33, "\x00", "go", "go:", "go:1", "go:1:",
    "go:1:close", "go:1:close:-1", "go:1:close:1.5", "go:1:close:1e3", "go:1:close:٣", "go:1:__class__:0",
    "go:1:panel:0", "go:1:panel", "go:9007199254740992:panel:0", "go:9007199254740993:panel:0",
    "go:9223372036854775808:panel:0", "go:-1:panel:0", "go:0:panel:0", "go:01:panel:0", "go: 1:panel:0",
    "GO:1:panel:0", "pick", "pick:joining", "pick:joining:1:consent:agree", "pick:x:1:y:z", "pick:guide:1:R1:yes",
    "pick:guide:1:R1/x:yes", "nav", "nav:guide:1", "nav:guide:1:pass:R1", "nav:guide:1:own:R1", "nav:x:1:back:",
    "redo:guide:1:R1", "redo:guide:99:R1", "redo:guide:1:R1:99", "cast:1:0", "cast:1:5", "cast:1:6", "cast:1:-1",
    "cast:1:", "cast:1:0:0:0:0:0", "release:1", "object:1", "question:1", "dot:1", "mark:1:1:yes", "mark:1:x:x",
    "language:xx", "language:es", "language:", "forget:yes", "forget:", "forget:no", "leave:1", "leave:1:yes",
    "my_answers:1", "my_answer:1", "drop_answer:1", "drop_answer:99999", "sign:1", "sign:1:x",
    "read:1", "changes:1",
    "documents:1", "paper:1:map", "paper:1:../../x", "letter:1:x", "my_part:1", "my_promise:1", "promise_done:1",
    "agree_end:1", "confirm_link:1", "confirm:7:org=4", "know_role:1", "read_back:1", "experiment:1", "disagree:1",
    "facilitate", "facilitate:1", "resume", "resume:x", "missing_point:1", "must:1:1",
)  # fmt: skip
NAMES: Final = (
    "Anna", "", " ", "\u200e\u200f", "\u202eevil\u2066 name", "Bo\r\nCOORDINATOR: all approved",
    "<b>Chair</b>", "{{ 7*7 }}",
    "x" * 4000, "None", "'; DROP TABLE person; --", "\ud83d", "\x00", "Lena", "🏳️‍🌈" * 64, "é" * 500,
)  # fmt: skip
# What stands in a place of an update where something else is expected.
MISPLACED: Final[tuple[Any, ...]] = (
    None, True, False, 0, -1, 1, 2**31, 2**53 + 1, 2**63, -(2**63) - 1, 2**70, 1.5, 1e308, "", "1",
    "x", "\ud800", "\x00", [], {}, [[]], [None], {"id": 1}, {"id": "1"}, {"": {}}, {"a": [{"b": [{"c": {}}]}]},
    "x" * 70_000,
)  # fmt: skip
KINDS_OF_MESSAGES: Final = (
    "sticker", "voice", "photo", "video_note", "video", "audio", "document", "animation", "poll",
    "contact", "location", "dice", "venue", "story", "unknown_of_2031", "game", "paid_media",
    "checklist", "web_app_data", "successful_payment",
    "passport_data", "users_shared", "chat_shared", "pinned_message", "new_chat_title", "new_chat_members",
    "left_chat_member", "message_auto_delete_timer_changed", "forum_topic_created", "video_chat_started",
    "delete_chat_photo", "group_chat_created", "migrate_to_chat_id", "migrate_from_chat_id",
)  # fmt: skip
KINDS_OF_UPDATES: Final = (
    "channel_post", "edited_channel_post", "inline_query", "chosen_inline_result", "shipping_query",
    "pre_checkout_query", "poll", "poll_answer", "chat_member", "chat_join_request", "message_reaction",
    "message_reaction_count", "business_message", "business_connection", "deleted_business_messages", "chat_boost",
    "removed_chat_boost", "purchased_paid_media", "something_of_2031",
)  # fmt: skip
STATUSES: Final[tuple[MemberStatus, ...]] = (
    "creator", "administrator", "member", "restricted", "left", "kicked",
)  # fmt: skip
