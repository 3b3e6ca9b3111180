"""Updates as Telegram sends them, and what they mean."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from telegram import Update

from bot.ingress.translate import Myself, translate
from dialogues.events import (
    AnonymousCommanded,
    Blocked,
    BotAdded,
    BotRemoved,
    Commanded,
    Event,
    Group,
    GroupMoved,
    Pressed,
    Revised,
    SentOther,
    Started,
    Unblocked,
    Who,
    Wrote,
    WroteInGroup,
)

MYSELF = Myself(7000000001, "Tablekeeper_bot")
AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
NOW = datetime(2026, 11, 23, 9, 5, tzinfo=UTC)
UNIX = int(AT.timestamp())

ANNA = {"id": 11, "is_bot": False, "first_name": "Anna", "last_name": "Lee", "language_code": "es"}
BOT = {"id": MYSELF.id, "is_bot": True, "first_name": "Tablekeeper", "username": MYSELF.username}
ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
PRIVATE = {"id": 11, "type": "private", "first_name": "Anna"}
GROUP = {"id": -100, "type": "supergroup", "title": "Work \u202etable"}
WHO = Who(11, "Anna Lee", "es")
HERE = Group(-100, "Work table")


def understood(kind: str, **body: Any) -> Event | None:
    update = Update.de_json({"update_id": 1, kind: body}, None)
    return translate(update, MYSELF, NOW)


def message(chat: dict[str, Any], **body: Any) -> Event | None:
    return understood("message", **written(chat, body))


def edited(chat: dict[str, Any], **body: Any) -> Event | None:
    return understood("edited_message", **written(chat, body))


def written(chat: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
    return {"message_id": 5, "date": UNIX, "chat": chat, "from": ANNA} | body


def test_an_account_without_a_name_has_one_for_us() -> None:
    event = message(PRIVATE, text="hello", **{"from": ANNA | {"first_name": "", "last_name": ""}})
    assert isinstance(event, Wrote)
    assert event.who.name == "Member 11"


@pytest.mark.parametrize("code", ["", "x" * 70, "en\ud800", "<b>", "en\n", "../..", "e"])
def test_the_app_may_tell_any_language(code: str) -> None:
    event = message(PRIVATE, text="hello", **{"from": ANNA | {"language_code": code}})
    assert isinstance(event, Wrote)
    assert event.who.language == "und"


def test_start_with_and_without_a_payload() -> None:
    assert message(PRIVATE, text="/start") == Started(at=AT, who=WHO, payload=None)
    assert message(PRIVATE, text="/start aB-_9") == Started(at=AT, who=WHO, payload="aB-_9")
    assert message(PRIVATE, text="/start@TABLEKEEPER_bot x") == Started(at=AT, who=WHO, payload="x")


@pytest.mark.parametrize("payload", ["a b", "a\u200bB", "x" * 65, "é", "a';--", "x" * 64_000, "\udc00"])
def test_a_payload_that_cannot_be_ours_stays_wrong(payload: str) -> None:
    assert message(PRIVATE, text=f"/start {payload}") == Started(at=AT, who=WHO, payload="?")


def test_text_is_cleaned_and_knows_what_it_answers() -> None:
    ours = {"message_id": 4, "date": UNIX, "chat": PRIVATE, "from": BOT, "text": "How much?"}
    theirs = ours | {"from": ANNA}
    assert message(PRIVATE, text="p\u200bass", reply_to_message=ours) == Wrote(
        at=AT, who=WHO, text="pass", message_id=5, reply_to=4
    )
    assert message(PRIVATE, text="ok", reply_to_message=theirs) == Wrote(
        at=AT, who=WHO, text="ok", message_id=5
    )


def test_forwarded_text_is_marked_and_no_command() -> None:
    origin = {"type": "hidden_user", "date": UNIX, "sender_user_name": "Somebody"}
    assert message(PRIVATE, text="0", forward_origin=origin) == Wrote(
        at=AT, who=WHO, text="0", message_id=5, forwarded=True
    )
    forwarded = message(PRIVATE, text="/close", forward_origin=origin)
    assert isinstance(forwarded, Wrote)
    assert isinstance(message(GROUP, text="/close", forward_origin=origin), WroteInGroup)


def test_64_kilobytes_of_text_arrive_whole() -> None:
    event = message(PRIVATE, text="word " * 13_000)
    assert isinstance(event, Wrote)
    assert len(event.text) == 65_000


def test_half_a_character_does_not_hurt() -> None:
    event = message(PRIVATE, text="\udc00 start")
    assert isinstance(event, Wrote)
    assert event.text == " start"


def test_an_edited_message_revises() -> None:
    revised = edited(PRIVATE, text="make it 85", edit_date=UNIX + 60)
    assert isinstance(revised, Revised)
    assert (revised.text, revised.message_id, revised.at.minute) == ("make it 85", 5, 1)
    assert edited(PRIVATE, caption="x") is None
    command = edited(PRIVATE, text="/start x")
    assert isinstance(command, Revised)
    assert (revised.command, command.command) == (False, True)
    assert edited(GROUP, text="x") is None


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ({"sticker": {"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1, "is_animated": False,
                      "is_video": False, "type": "regular"}}, "sticker"),
        ({"voice": {"file_id": "a", "file_unique_id": "b", "duration": 3}}, "voice"),
        ({"video_note": {"file_id": "a", "file_unique_id": "b", "length": 9, "duration": 9}}, "video_note"),
        ({"photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}], "caption": "my answer"},
         "photo"),
        ({"location": {"latitude": 1.0, "longitude": 2.0},
          "venue": {"location": {"latitude": 1.0, "longitude": 2.0}, "title": "t", "address": "a"}}, "venue"),
        ({"dice": {"emoji": "x", "value": 3}}, "dice"),
        ({"something_of_2030": {"a": 1}}, "unknown"),
    ],
)  # fmt: skip
def test_other_things_are_named(content: dict[str, Any], kind: str) -> None:
    assert message(PRIVATE, **content) == SentOther(at=AT, who=WHO, kind=kind)


def test_a_poll_of_a_member_is_no_vote() -> None:
    poll = {
        "id": "1", "question": "Agree?", "options": [], "total_voter_count": 0, "is_closed": False,
        "is_anonymous": True, "type": "regular", "allows_multiple_answers": False, "allows_revoting": False,
        "members_only": False,
    }  # fmt: skip
    assert message(PRIVATE, poll=poll) == SentOther(at=AT, who=WHO, kind="poll")
    assert message(GROUP, poll=poll) is None


def test_service_messages_mean_nothing() -> None:
    assert message(GROUP, new_chat_members=[ANNA]) is None
    assert message(GROUP, left_chat_member=ANNA) is None
    assert message(GROUP, new_chat_title="New") is None
    assert message(PRIVATE, pinned_message={"message_id": 1, "date": UNIX, "chat": PRIVATE}) is None


def test_commands_with_arguments_and_further_lines() -> None:
    assert message(GROUP, text="/Remind  10 days ") == Commanded(
        at=AT, who=WHO, command="remind", argument="10 days", group=HERE
    )
    assert message(PRIVATE, text="/status\n/advance norming") == Commanded(
        at=AT, who=WHO, command="status", argument="", group=None, extra=True, message_id=5
    )
    assert message(PRIVATE, text="/status \n \n") == Commanded(
        at=AT, who=WHO, command="status", argument="", group=None, message_id=5
    )


def test_commands_for_another_bot_are_not_ours() -> None:
    assert message(GROUP, text="/table@other_bot") is None
    assert isinstance(message(GROUP, text="/table@tablekeeper_BOT"), Commanded)
    assert message(GROUP, text="/ not a command") is None


def test_what_is_said_in_the_group() -> None:
    ours = {"message_id": 4, "date": UNIX, "chat": GROUP, "from": BOT, "text": "How much?"}
    assert message(GROUP, text="80", reply_to_message=ours) == WroteInGroup(
        at=AT, who=WHO, group=HERE, text="80", message_id=5, reply_to=4
    )
    photo = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
    captioned = message(GROUP, photo=photo, caption="our street")
    assert isinstance(captioned, WroteInGroup)
    assert captioned.text == "our street"


def test_topics_are_remembered_and_threads_of_replies_are_not() -> None:
    in_topic = message(GROUP, text="/table", message_thread_id=9, is_topic_message=True)
    in_general = message(GROUP, text="/table", message_thread_id=9)
    assert isinstance(in_topic, Commanded)
    assert isinstance(in_general, Commanded)
    assert (in_topic.group, in_general.group) == (Group(-100, "Work table", 9), HERE)


def test_an_anonymous_admin_cannot_be_recognised() -> None:
    as_group: dict[str, Any] = {"from": ANONYMOUS, "sender_chat": GROUP}
    assert message(GROUP, text="/table", **as_group) == AnonymousCommanded(at=AT, group=HERE, command="table")
    assert message(GROUP, text="hello", **as_group) is None


@pytest.mark.parametrize("id", [777000, 136817688, 1087968824])
def test_telegram_itself_is_nobody(id: int) -> None:
    somebody = ANNA | {"id": id, "is_bot": id != 777000}
    assert message(GROUP, text="hello", **{"from": somebody}) is None
    assert message(PRIVATE, text="hello", **{"from": somebody}) is None


def test_channels_and_other_bots_are_nobody() -> None:
    channel = {"id": -200, "type": "channel", "title": "News"}
    assert message(GROUP, text="/table", sender_chat=channel) is None
    assert message(GROUP, text="hello", **{"from": ANNA | {"is_bot": True}}) is None
    assert understood("channel_post", message_id=1, date=UNIX, chat=channel, text="x") is None
    assert message(channel, text="x") is None


def press(**body: Any) -> Event | None:
    base = {"id": "77", "from": ANNA, "chat_instance": "1", "data": "vote:12:3"}
    return understood("callback_query", **(base | body))


def test_a_press_in_private_and_in_the_group() -> None:
    shown = {"message_id": 8, "date": UNIX, "chat": PRIVATE, "from": BOT, "text": "?"}
    assert press(message=shown) == Pressed(
        at=NOW, who=WHO, verb="vote", arguments=("12", "3"), message_id=8, group=None
    )
    in_group = press(message=shown | {"chat": GROUP, "message_thread_id": 9, "is_topic_message": True})
    assert isinstance(in_group, Pressed)
    assert in_group.group == Group(-100, "Work table", 9)


def test_a_press_on_a_message_too_old_to_be_shown() -> None:
    old = press(message={"message_id": 8, "date": 0, "chat": GROUP})
    assert isinstance(old, Pressed)
    assert (old.verb, old.group, old.message_id) == ("vote", HERE, 8)


@pytest.mark.parametrize("data", ["v:" + "9" * 80, "\x00", None])
def test_forged_presses_have_no_verb(data: str | None) -> None:
    shown = {"message_id": 8, "date": UNIX, "chat": PRIVATE, "from": BOT, "text": "?"}
    forged = press(message=shown, data=data)
    assert isinstance(forged, Pressed)
    assert (forged.verb, forged.arguments) == ("", ())
    inline = press(inline_message_id="x")
    assert isinstance(inline, Pressed)
    assert inline.verb == ""


def my_member(
    chat: dict[str, Any], old: str, new: str, *, who: dict[str, Any] = ANNA, **rights: Any
) -> Event | None:
    def member(status: str) -> dict[str, Any]:
        whole: dict[str, Any] = {"status": status, "user": BOT}
        if status == "restricted":
            whole |= dict.fromkeys(
                ("can_change_info", "can_invite_users", "can_pin_messages", "can_send_polls",
                 "can_send_other_messages", "can_add_web_page_previews", "can_manage_topics",
                 "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos",
                 "can_send_video_notes", "can_send_voice_notes", "can_edit_tag", "can_react_to_messages"), False
            ) | {"until_date": 0, "is_member": True, "can_send_messages": True} | rights  # fmt: skip
        if status == "kicked":
            whole |= {"until_date": 0}
        if status == "administrator":
            whole |= dict.fromkeys(
                ("can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages",
                 "can_manage_video_chats", "can_restrict_members", "can_promote_members",
                 "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories",
                 "can_delete_stories"), False
            )  # fmt: skip
        return whole

    return understood(
        "my_chat_member",
        chat=chat, date=UNIX, old_chat_member=member(old), new_chat_member=member(new), **{"from": who},
    )  # fmt: skip


def test_the_bot_comes_and_goes() -> None:
    assert my_member(GROUP, "left", "member") == BotAdded(at=AT, group=HERE, who=WHO)
    assert my_member(GROUP, "left", "administrator", who=ANONYMOUS) == BotAdded(at=AT, group=HERE, who=None)
    assert my_member(GROUP, "member", "kicked") == BotRemoved(at=AT, group=HERE)
    assert my_member(GROUP, "administrator", "left") == BotRemoved(at=AT, group=HERE)
    assert my_member(GROUP, "member", "administrator") is None


def test_losing_and_regaining_the_right_to_write() -> None:
    assert my_member(GROUP, "member", "restricted", can_send_messages=False) == BotRemoved(at=AT, group=HERE)
    assert my_member(GROUP, "member", "restricted") is None
    assert my_member(GROUP, "restricted", "member", can_send_messages=False) == BotAdded(
        at=AT, group=HERE, who=WHO
    )
    assert my_member(GROUP, "member", "restricted", is_member=False) == BotRemoved(at=AT, group=HERE)


def test_a_person_blocks_and_unblocks_the_bot() -> None:
    assert my_member(PRIVATE, "member", "kicked") == Blocked(at=AT, telegram_id=11)
    assert my_member(PRIVATE, "kicked", "member") == Unblocked(at=AT, telegram_id=11)
    assert my_member(PRIVATE, "left", "member") is None


def test_both_signals_of_a_move_mean_the_same() -> None:
    moved = GroupMoved(at=AT, old_chat_id=-5, new_chat_id=-100)
    assert message({"id": -5, "type": "group", "title": "W"}, migrate_to_chat_id=-100) == moved
    assert message(GROUP, migrate_from_chat_id=-5) == moved


def test_other_updates_mean_nothing() -> None:
    assert translate(Update.de_json({"update_id": 3, "poll_of_2030": {}}, None), MYSELF, NOW) is None


@pytest.mark.parametrize(
    ("user", "name", "language"),
    [
        ({"first_name": "Bo\t\r\nCOORDINATOR", "last_name": None}, "Bo COORDINATOR", "es"),
        ({"first_name": "\u200e\u061c", "last_name": None}, "Member 11", "es"),
        ({"first_name": "Anna", "language_code": None}, "Anna Lee", "und"),
    ],
)
def test_names_and_languages(user: dict[str, Any], name: str, language: str) -> None:
    event = message(PRIVATE, text="x", **{"from": {k: v for k, v in (ANNA | user).items() if v is not None}})
    assert isinstance(event, Wrote)
    assert event.who == Who(11, name, language)


@pytest.mark.parametrize("text", ["/", "/ and then we count", "//x", "/órdenes"])
def test_a_stroke_alone_makes_no_command(text: str) -> None:
    assert message(PRIVATE, text=text) == Wrote(at=AT, who=WHO, text=text, message_id=5)
