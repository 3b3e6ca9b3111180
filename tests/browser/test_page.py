"""The page as people use it, in a real Chromium."""

import re
from datetime import timedelta

from playwright.async_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import DEADLINE, HOSTILE, KEY, MORNING, NEXT_CYCLE, Room


async def _open(page: Page, address: str) -> None:
    await page.goto(address)
    await page.wait_for_selector("body[data-ready]")


async def test_it_loads_fast_and_shows_who_sits_where(page: Page, room: Room) -> None:
    # The quickest of some: what else the machine does meanwhile is not the page's.
    loaded = []
    for _ in range(5):
        await _open(page, room.address())
        loaded.append(await page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd"))
    assert min(loaded) < 1000, f"loaded after {loaded} ms"
    assert KEY not in page.url
    await expect(page.locator("#group-title")).to_have_text("Employment table")
    await expect(page.locator(".seat")).to_have_count(2)
    await expect(page.locator(".seat").first).to_contain_text("Chamber of Commerce")
    await expect(page.locator("#guide-steps li")).to_have_count(2)
    await expect(page.locator("#panel")).to_contain_text("Collecting answers")


async def test_without_the_key_it_says_what_to_do(page: Page, room: Room) -> None:
    await page.goto(room.url)
    await expect(page.locator("#alert")).to_contain_text("Open the page with the address printed")


async def test_start_write_and_read(page: Page, room: Room) -> None:
    await _open(page, room.address(room.anna))
    await page.get_by_role("button", name="Start", exact=True).click()
    messages = page.locator("#private .messages")
    await expect(messages).to_contain_text("You said: /start")
    await page.get_by_label("Write to Tablekeeper as Anna").fill("Twelve jobs")
    await page.keyboard.press("Enter")
    await expect(messages).to_contain_text("You said: Twelve jobs")
    await page.reload()
    await expect(messages).to_contain_text("You said: Twelve jobs")


async def test_buttons_toasts_and_alerts(page: Page, room: Room) -> None:
    room.world.start(room.anna)
    room.world.say(room.anna, room.anna, "/table")
    await _open(page, room.address(room.anna))
    await page.get_by_role("button", name="Softly").click()
    await expect(page.locator(".toast")).to_have_text("Noted")
    await expect(page.locator("#private .messages")).to_contain_text("Anna pressed soft")
    await expect(page.locator("#private .edited")).to_be_visible()
    room.world.say(room.anna, room.anna, "/table")
    await page.get_by_role("button", name="Loudly").click()
    await expect(page.locator("#alert")).to_be_visible()
    await expect(page.locator("#alert-text")).to_have_text("Noted")
    await page.keyboard.press("Enter")
    await expect(page.locator("#alert")).to_be_hidden()


async def test_a_link_in_the_group_opens_the_private_chat(page: Page, room: Room) -> None:
    room.world.say(room.ben, room.group, "/table")
    await _open(page, room.address(room.ben))
    await expect(page.locator("#private .start")).to_be_visible()
    await page.get_by_role("button", name="In private").click()
    await expect(page.locator("#private .messages")).to_contain_text("You said: /start ballot")


async def test_the_clock(page: Page, room: Room) -> None:
    await _open(page, room.address())
    await page.get_by_role("button", name="+1 hour").click()
    await room.world.wait_for(lambda: room.world.clock.now() == MORNING + timedelta(hours=1))
    await page.get_by_role("button", name="To the next deadline").click()
    await expect(page.locator("#clock-time")).to_have_attribute("datetime", re.compile(r"^2026-03-05T09:00"))
    assert room.world.clock.now() == DEADLINE
    await expect(page.locator("#to-deadline")).to_be_disabled()
    await page.get_by_role("button", name="To the next cycle").click()
    await expect(page.locator("#clock-time")).to_have_attribute("datetime", re.compile(r"^2026-05-31T09:00"))
    assert room.world.clock.now() == NEXT_CYCLE


async def test_there_is_one_clock_and_it_is_the_tables(page: Page, room: Room) -> None:
    room.world.say(room.ben, room.group, "Good evening")
    await _open(page, room.address())
    await expect(page.locator("#clock-time")).to_have_text("18:00")
    await expect(page.locator("#clock-date")).to_have_text("Monday, 2 March 2026 · Tokyo time")
    await expect(page.locator("#group .bubble time").last).to_have_text("18:00")


async def test_two_windows_for_two_people(window: BrowserContext, browser: Browser, room: Room) -> None:
    second = await browser.new_context()
    anna, ben = await window.new_page(), await second.new_page()
    await _open(anna, room.address(room.anna))
    await _open(ben, room.address(room.ben))
    await anna.get_by_label("Write in the group as Anna").fill("Good morning, Ben")
    await anna.keyboard.press("Enter")
    bubble = ben.locator("#group .message", has_text="Good morning, Ben")
    await expect(bubble).to_be_visible()
    await bubble.hover()
    await bubble.get_by_role("button", name="Reply to Anna").click()
    await ben.keyboard.type("Good morning")
    await ben.keyboard.press("Enter")
    await expect(anna.locator("#group .quote")).to_contain_text("Good morning, Ben")
    await second.close()


async def test_unread_messages_are_counted_per_seat(page: Page, room: Room) -> None:
    await _open(page, room.address(room.anna))
    room.world.start(room.ben)
    await expect(page.locator(".seat", has_text="Ben").locator(".badge")).to_contain_text("1")
    await page.locator(".seat", has_text="Ben").click()
    await expect(page.locator("#private-title")).to_have_text("Ben")
    await expect(page.locator(".badge")).to_have_count(0)
    await expect(page).to_have_url(re.compile(f"seat={room.ben.id}"))


async def test_on_a_phone_the_panes_are_tabs(page: Page, room: Room) -> None:
    room.world.start(room.anna)
    await page.set_viewport_size({"width": 390, "height": 844})
    await _open(page, room.address(room.anna))
    await page.get_by_role("button", name="Close this help").click()
    await expect(page.locator("#group")).to_be_visible()
    await expect(page.locator("#private")).to_be_hidden()
    await page.locator(".tabs").get_by_role("button", name="Private").click()
    await expect(page.locator("#private")).to_be_visible()
    text = page.get_by_label("Write to Tablekeeper as Anna")
    box = await text.bounding_box()
    assert box is not None
    assert box["height"] > 30
    await text.fill("from a phone")
    await page.get_by_role("button", name="Send", exact=True).click()
    await expect(page.locator("#private .messages")).to_contain_text("You said: from a phone")
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def test_hostile_words_stay_words(page: Page, room: Room) -> None:
    mallory = room.world.add_user(HOSTILE)
    room.world.join(room.group, mallory)
    room.world.say(mallory, room.group, HOSTILE)
    await _open(page, room.address(mallory))
    await expect(page.locator("#group .words")).to_have_text(HOSTILE)
    await expect(page.locator(".seat", has_text="onerror")).to_be_visible()
    assert await page.locator("img[src='x']").count() == 0
    assert await page.title() != "taken"


async def test_formats_and_spoilers(page: Page, room: Room) -> None:
    room.world.say(room.anna, room.anna, "/formats")
    await _open(page, room.address(room.anna))
    words = page.locator("#private .words").last
    await expect(words.locator("strong em")).to_have_text("both")
    await expect(words.locator("a")).to_have_attribute("href", "https://example.org/")
    await words.get_by_role("button", name="Show hidden words").click()
    await expect(words.locator(".spoiler.shown")).to_have_text("hidden")


async def test_commands_are_suggested_and_odd_things_sent(page: Page, room: Room) -> None:
    room.world.start(room.anna)
    await _open(page, room.address(room.anna))
    text = page.get_by_label("Write to Tablekeeper as Anna")
    await text.press_sequentially("/t")
    await expect(page.get_by_role("option", name="/table")).to_be_visible()
    await text.press("Tab")
    await expect(text).to_have_value("/table")
    await text.fill("")
    await page.locator("#private").get_by_label("Send something else").click()
    await page.locator("#private").get_by_role("button", name="Sticker").click()
    await expect(page.locator("#private .messages")).to_contain_text("Sticker")


async def test_pictures_and_documents_open(page: Page, room: Room) -> None:
    room.world.send_kind(room.anna, room.group, "photo")
    room.world.send_kind(room.anna, room.group, "document")
    await _open(page, room.address(room.anna))
    picture = page.get_by_role("button", name="Open the picture photo.png")
    await expect(picture.locator("img")).to_have_js_property("naturalWidth", 1)
    await picture.click()
    await expect(page.locator("#picture")).to_be_visible()
    await page.get_by_role("button", name="Close the picture").click()
    address = await page.get_by_role("link", name="Open notes.pdf").get_attribute("href")
    answer = await page.request.get(room.url + (address or ""))
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")


async def test_starting_over(page: Page, room: Room) -> None:
    await _open(page, room.address())
    await page.locator("#room-menu summary").click()
    await page.get_by_role("button", name="Empty group").click()
    await page.get_by_role("button", name="Start over").click()
    await expect(page.locator("#group-title")).to_have_text("Second table")
    await expect(page.locator(".seat")).to_have_count(1)


async def test_with_the_keyboard_alone(page: Page, room: Room) -> None:
    await _open(page, room.address(room.anna))
    for _ in range(40):
        await page.keyboard.press("Tab")
        if await page.evaluate("document.activeElement?.dataset.seat") == str(room.ben.id):
            break
    await page.keyboard.press("Enter")
    await expect(page.locator("#private-title")).to_have_text("Ben")
    for _ in range(40):
        await page.keyboard.press("Tab")
        if await page.evaluate("document.activeElement?.classList.contains('start')"):
            break
    await page.keyboard.press("Enter")
    await expect(page.locator("#private .messages")).to_contain_text("You said: /start")
    await page.locator("#private-text").focus()
    await page.keyboard.type("by keys")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("two lines")
    await page.keyboard.press("Enter")
    await expect(page.locator("#private .words", has_text="You said: by keys")).to_contain_text("two lines")


async def test_every_control_has_a_name_and_regions_are_marked(page: Page, room: Room) -> None:
    room.world.say(room.anna, room.anna, "/table")
    await _open(page, room.address(room.anna))
    nameless = await page.evaluate(
        """() => [...document.querySelectorAll("button, input, textarea, a, summary, img")]
            .filter((node) => node.offsetParent && !node.matches("img[alt='']"))
            .filter((node) => !(node.textContent.trim() || node.ariaLabel || node.labels?.length || node.alt))
            .map((node) => node.outerHTML)"""
    )
    assert nameless == []
    for landmark in ("banner", "main", "navigation", "complementary"):
        assert await page.get_by_role(landmark).count() >= 1, landmark
    assert await page.get_by_role("log").count() == 2


async def test_many_messages_stay_smooth(page: Page, room: Room) -> None:
    with room.world.change():
        for number in range(5000):
            room.world.post(room.group, from_id=room.ben.id, text=f"Message {number}")
        for number in range(38):
            room.world.join(room.group, room.world.add_user(f"Person {number}"))
    await _open(page, room.address(room.anna))
    await expect(page.locator("#group .messages")).to_contain_text("Message 4999")
    spent = await page.evaluate(
        """() => {
            const seats = [...document.querySelectorAll(".seat")];
            return [5, 6, 7, 8, 9].map((place) => {
                const begun = performance.now();
                seats[place].click();
                document.body.offsetHeight;
                return performance.now() - begun;
            });
        }"""
    )
    assert min(spent) < 100, f"changing the seat took {spent} ms"
