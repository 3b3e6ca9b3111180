"""Documents and photos: sent, described, fetched, refused."""

import aiohttp
import pytest
from telegram import Bot
from telegram.error import BadRequest

from bot.rehearsal.odd_content import ONE_PIXEL
from bot.rehearsal.records import User
from bot.rehearsal.world import World
from tests.bot.rehearsal.conftest import Call


async def test_a_document_comes_back_byte_for_byte(bot: Bot, reached: User) -> None:
    sent = await bot.send_document(
        reached.id, b"%PDF-1.7 x", filename="Summary 1.pdf", caption="<b>Cycle 1</b>", parse_mode="HTML"
    )
    assert sent.document is not None
    assert (sent.document.file_name, sent.document.mime_type) == ("Summary 1.pdf", "application/pdf")
    assert (sent.caption, sent.caption_entities[0].type) == ("Cycle 1", "bold")
    file = await bot.get_file(sent.document.file_id)
    assert bytes(await file.download_as_bytearray()) == b"%PDF-1.7 x"
    again = await bot.send_document(reached.id, sent.document.file_id)
    assert again.document is not None
    assert again.document.file_unique_id == sent.document.file_unique_id


async def test_a_photo_has_its_size(bot: Bot, reached: User) -> None:
    sent = await bot.send_photo(reached.id, ONE_PIXEL)
    assert [(size.width, size.height) for size in sent.photo] == [(1, 1)]
    with pytest.raises(BadRequest, match=r"^Image_process_failed$"):
        await bot.send_photo(reached.id, b"no picture")


async def test_captions_have_1024_units(bot: Bot, reached: User) -> None:
    assert await bot.send_document(reached.id, b"x", caption="ü" * 1024)
    with pytest.raises(BadRequest, match=r"^Message caption is too long$"):
        await bot.send_document(reached.id, b"x", caption="ü" * 1025)


async def test_what_is_no_file(call: Call, bot: Bot, reached: User) -> None:
    assert (await call("sendDocument", chat_id=reached.id)).description == (
        "Bad Request: there is no document in the request"
    )
    assert (await call("sendDocument", chat_id=reached.id, document="https://example.org/a")).description == (
        "Bad Request: wrong file identifier/HTTP URL specified"
    )
    assert (await call("getFile", file_id="nope")).description == (
        "Bad Request: wrong file_id or the file is temporarily unavailable"
    )
    assert (await call("getFile")).description == "Bad Request: file_id not specified"
    with pytest.raises(BadRequest, match=r"^File must be non-empty$"):
        await bot.send_document(reached.id, b"")


async def test_files_need_the_token(
    url: str, world: World, bot: Bot, http: aiohttp.ClientSession, reached: User
) -> None:
    sent = await bot.send_document(reached.id, b"secret", filename="a.txt")
    assert sent.document is not None
    path = (await bot.get_file(sent.document.file_id)).file_path
    assert path is not None
    async with http.get(path.replace(world.token, "1:wrong")) as answer:
        assert answer.status == 401
    async with http.get(f"{url}/file/bot{world.token}/documents/none.txt") as answer:
        assert answer.status == 404
