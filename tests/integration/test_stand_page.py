"""The stand's page in a real browser: what a newcomer sees and does. The tests play the bots by hand."""

import os
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import BrowserContext, Locator, Page, async_playwright, expect
from stand_kit import OWNER_TOKEN, STAFF_TOKEN, Kit, buttons, running_kit

from bot.stand.server import Stand
from bot.stand.strings import LANGUAGES, strings

CHROMIUM = Path("/usr/bin/chromium")
NO_BROWSER = not CHROMIUM.exists() and os.environ.get("CI") != "true"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync"]
PAGE = Path(__file__).parents[2] / "bot" / "stand" / "page"
SPEAKERS = {"王芳": "zh-CN", "Иван": "ru", "Вера": "ru"}
HOSTILE = (
    "<b onclick=alert(1)>bold</b><script>alert(2)</script><img src=x onerror=alert(3)>"
    "<a href='javascript:alert(4)'>bad</a><a href='https://example.com' style='x'>good</a>"
    "<svg><script>5</script></svg><iframe srcdoc=x></iframe><u>u</u>"
)

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.browser]


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def context() -> AsyncIterator[BrowserContext]:
    if NO_BROWSER:
        pytest.skip(f"no browser at {CHROMIUM}")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        context = await browser.new_context(viewport={"width": 1440, "height": 900})
        context.set_default_timeout(5000)
        yield context
        await browser.close()


@pytest_asyncio.fixture(loop_scope="module")
async def kit() -> AsyncIterator[Kit]:
    async with running_kit(limits=False, zones=[{"name": "Shanghai", "zone": "Asia/Shanghai"}]) as kit:
        yield kit


@pytest_asyncio.fixture(loop_scope="module")
async def page(context: BrowserContext, kit: Kit) -> AsyncIterator[Page]:
    """A fresh page; what it remembers is the stand's own, for each stand has its own port."""
    page = await context.new_page()
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    await opened(page, kit)
    yield page
    await page.close()
    assert broken == []


async def opened(page: Page, kit: Kit, lang: str = "en") -> None:
    await page.goto(f"{kit.stand.url}/?lang={lang}")
    await expect(page.locator(".lamp.on")).to_be_attached()


def phone(page: Page) -> Locator:
    return page.locator(".phone")


async def begun(page: Page, kit: Kit, *labels: str) -> int:
    """The owner has started the chat, the bot greeted with these buttons; the greeting's message id."""
    await kit.says()
    markup = {"reply_markup": buttons(*labels)} if labels else {}
    sent = await kit.ok("sendMessage", chat_id=kit.li, text="Welcome", **markup)
    await expect(phone(page).get_by_text("Welcome")).to_be_visible()
    return int(sent["message_id"])


async def forum(kit: Kit) -> tuple[int, int, list[int]]:
    """A staff group of two with one topic: chat id, thread id, members."""
    people = [kit.stand.add_user(name, "en", f"+1202555010{i}") for i, name in enumerate(("Ann", "Bob"))]
    group = kit.stand.add_group("Service team", members=people, bot_admins=["staff"])
    topic = await kit.ok("createForumTopic", "staff", chat_id=group, name="Brakes squeal")
    return group, int(topic["message_thread_id"]), people


async def test_start_button_opens_the_chat_and_makes_room_for_writing(page: Page, kit: Kit) -> None:
    await expect(phone(page).locator("textarea")).to_be_hidden()
    await phone(page).get_by_role("button", name="Start").click()
    await expect(phone(page).locator("textarea")).to_be_focused()
    assert [update["message"]["text"] for update in await kit.updates()] == ["/start"]


async def tapped(kit: Kit) -> dict[str, Any]:
    """The callback query of the tap just made; the page sends it in its own time."""
    for _ in range(50):
        newest = await kit.updates(offset=-1, timeout=1)
        if newest and "callback_query" in newest[-1]:
            query: dict[str, Any] = newest[-1]["callback_query"]
            return query
    raise AssertionError("no tap arrived")


async def test_tap_shows_the_answer_and_the_edit_in_place_with_the_focus_kept(page: Page, kit: Kit) -> None:
    message_id = await begun(page, kit, "Book", "Cars")
    await phone(page).get_by_role("button", name="Book").focus()
    await page.keyboard.press("ArrowRight")
    await page.keyboard.press("Enter")
    query = await tapped(kit)
    assert query["data"] == "data:Cars"
    await kit.ok(
        "editMessageText",
        chat_id=kit.li,
        message_id=message_id,
        text="Pick",
        reply_markup=buttons("A"),
    )
    await kit.ok("answerCallbackQuery", callback_query_id=query["id"], text="Here you are")
    await expect(phone(page).locator(".toast")).to_have_text("Here you are")
    await expect(phone(page).locator(".message.theirs")).to_have_count(1)
    await expect(phone(page).locator(".edited")).to_be_visible()
    await expect(phone(page).get_by_role("button", name="A", exact=True)).to_be_focused()


async def test_alert_waits_for_the_reader_and_closes_with_escape(page: Page, kit: Kit) -> None:
    await begun(page, kit, "Book")
    await phone(page).get_by_role("button", name="Book").click()
    query = await tapped(kit)
    await kit.ok(
        "answerCallbackQuery",
        callback_query_id=query["id"],
        text="Just taken",
        show_alert=True,
    )
    await expect(page.get_by_role("alertdialog")).to_contain_text("Just taken")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("alertdialog")).to_have_count(0)
    await expect(phone(page).get_by_role("button", name="Book")).to_be_focused()


async def test_enter_sends_but_not_while_a_chinese_word_is_composed(page: Page, kit: Kit) -> None:
    await begun(page, kit)
    box = phone(page).locator("textarea")
    await box.fill("保养")
    await box.dispatch_event("keydown", {"key": "Enter", "isComposing": True, "bubbles": True})
    await expect(box).to_have_value("保养")
    await box.press("Enter")
    await expect(phone(page).locator(".mine").last).to_contain_text("保养")
    await expect(box).to_have_value("")


async def test_contact_keyboard_shares_the_own_number_and_folds_when_removed(page: Page, kit: Kit) -> None:
    await begun(page, kit)
    keyboard = {
        "keyboard": [
            [{"text": "Share my number", "request_contact": True}],
            [{"text": "Later"}],
        ]
    }
    await kit.ok("sendMessage", chat_id=kit.li, text="Your number?", reply_markup=keyboard)
    await phone(page).get_by_role("button", name="Share my number").click()
    contact = (await kit.updates(offset=-1, timeout=2))[0]["message"]["contact"]
    assert (contact["phone_number"], contact["user_id"]) == ("+8613800000001", kit.li)
    await kit.ok(
        "sendMessage",
        chat_id=kit.li,
        text="Thanks",
        reply_markup={"remove_keyboard": True},
    )
    await expect(phone(page).locator(".reply-keyboard")).to_have_count(0)


async def test_photo_and_voice_samples_reach_the_bot_and_files_of_the_bot_are_shown(
    page: Page, kit: Kit
) -> None:
    await begun(page, kit)
    for label, kind in (("Sample photo", "photo"), ("Sample voice", "voice")):
        await phone(page).get_by_role("button", name="Attach").click()
        await page.get_by_role("menuitem", name=label).click()
        await expect(phone(page).locator(f".mine .{kind}")).to_be_visible()
        assert kind in (await kit.updates(offset=-1, timeout=2))[0]["message"]
    await kit.ok(
        "sendVenue",
        chat_id=kit.li,
        latitude=31.1,
        longitude=121.4,
        title="The shop",
        address="Road 1",
    )
    await expect(phone(page).locator(".place")).to_contain_text("Road 1")


async def test_hostile_markup_is_rebuilt_from_the_allow_list(page: Page) -> None:
    script = """async (html) => {
        const { richText } = await import("/js/sanitize.js");
        const box = document.createElement("div");
        box.append(richText(html));
        return box.innerHTML;
    }"""
    made = await page.evaluate(script, HOSTILE)
    tags = re.findall(r"<(\w+)", made)
    assert sorted(tags) == ["a", "b", "u"]
    assert [word for word in ("javascript", "alert", "style") if word in made] == []
    assert [word for word in ('href="https://example.com"', "bad", "bold") if word not in made] == []


async def test_owners_words_are_text_and_commands_in_them_can_be_tapped(page: Page, kit: Kit) -> None:
    await kit.says("<img src=x onerror=alert(1)> see /book or https://example.com/x")
    bubble = phone(page).locator(".mine .words")
    await expect(bubble).to_contain_text("<img src=x onerror=alert(1)>")
    await expect(bubble.locator("img")).to_have_count(0)
    await expect(bubble.locator("a[target=_blank]")).to_have_attribute("href", "https://example.com/x")
    await bubble.get_by_text("/book").click()
    assert (await kit.updates(offset=-1, timeout=2))[0]["message"]["text"] == "/book"


async def test_reader_who_scrolled_up_keeps_the_place_and_is_told_of_news(page: Page, kit: Kit) -> None:
    await begun(page, kit)
    for n in range(40):
        await kit.ok("sendMessage", chat_id=kit.li, text=f"line {n}.")
    await expect(phone(page).get_by_text("line 39.")).to_be_in_viewport()
    messages = phone(page).locator(".messages")
    await messages.evaluate("(el) => el.scrollTo(0, 0)")
    pill = phone(page).locator(".pill")
    await expect(pill).to_be_visible()
    await kit.ok("sendMessage", chat_id=kit.li, text="the news")
    await expect(pill).to_have_text("New: 1")
    assert await messages.evaluate("(el) => el.scrollTop") == 0
    await pill.click()
    await expect(phone(page).get_by_text("the news")).to_be_in_viewport()
    await expect(pill).to_be_hidden()


async def test_a_picture_that_comes_late_leaves_the_reader_at_the_newest_line(page: Page, kit: Kit) -> None:
    await begun(page, kit)
    for n in range(12):
        await kit.ok("sendMessage", chat_id=kit.li, text=f"line {n}.")
    await expect(phone(page).get_by_text("line 11.")).to_be_in_viewport()
    await phone(page).get_by_role("button", name="Attach").click()
    await page.get_by_role("menuitem", name="Sample photo").click()
    picture = phone(page).locator(".mine .photo img")
    await picture.evaluate("(img) => img.decode()")
    newest = (await kit.updates(offset=-1, timeout=2))[0]["message"]["message_id"]
    seen = {"chat_id": kit.li, "message_id": newest, "reaction": [{"type": "emoji", "emoji": "👌"}]}
    await kit.ok("setMessageReaction", **seen)
    await expect(phone(page).locator(".mine .reactions")).to_be_in_viewport(ratio=1)
    await expect(phone(page).locator(".pill")).to_be_hidden()


async def test_blocked_bot_is_refused_until_the_owner_unblocks_it(page: Page, kit: Kit) -> None:
    await begun(page, kit)
    await phone(page).get_by_role("button", name="More").click()
    await page.get_by_role("menuitem", name="Block the bot").click()
    unblock = phone(page).get_by_role("button", name="Unblock the bot")
    await expect(unblock).to_be_visible()
    assert "blocked by the user" in await kit.refused("sendMessage", chat_id=kit.li, text="hello?")
    await unblock.click()
    await expect(phone(page).locator("textarea")).to_be_visible()


async def test_owner_edits_and_answers_messages(page: Page, kit: Kit) -> None:
    await begun(page, kit)
    await kit.says("tomorow")
    await expect(phone(page).get_by_text("tomorow")).to_be_visible()
    box = phone(page).locator("textarea")
    await box.press("ArrowUp")
    await box.fill("tomorrow")
    await box.press("Enter")
    await expect(phone(page).locator(".mine").last).to_contain_text("tomorrow")
    assert (await kit.updates(offset=-1, timeout=2))[0]["edited_message"]["text"] == "tomorrow"
    row = phone(page).locator(".theirs").last
    await row.hover()
    await row.get_by_role("button", name="Reply").click()
    await box.fill("yes")
    await box.press("Enter")
    await expect(phone(page).locator(".mine").last.locator(".quote")).to_contain_text("Welcome")


async def test_new_owner_is_added_and_gets_the_phone(page: Page, kit: Kit) -> None:
    await page.get_by_role("button", name="Add an owner").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Name").fill("Maria")
    await dialog.get_by_label("Language").select_option("ru")
    await dialog.get_by_label("Phone").fill("+79000001234")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("tab", name="Maria")).to_have_attribute("aria-selected", "true")
    users = (await kit.sim("users"))["users"]
    assert [u["phone"] for u in users if u["name"] == "Maria"] == ["+79000001234"]
    await expect(phone(page).get_by_role("button", name="Start")).to_be_visible()


async def test_commands_come_in_the_owners_language(page: Page, kit: Kit) -> None:
    await begun(page, kit)
    await kit.ok("setMyCommands", commands=[{"command": "book", "description": "Book a visit"}])
    await kit.ok(
        "setMyCommands",
        commands=[{"command": "book", "description": "预约"}],
        language_code="zh",
    )
    await phone(page).get_by_role("button", name="Commands").click()
    await expect(page.get_by_role("menuitem", name="/book")).to_contain_text("预约")
    await page.keyboard.press("Escape")
    await expect(phone(page).get_by_role("button", name="Commands")).to_be_focused()
    box = phone(page).locator("textarea")
    await box.fill("/b")
    await box.press("ArrowDown")
    await box.press("Enter")
    await expect(phone(page).locator(".mine").last).to_contain_text("/book")


async def test_staff_write_into_a_topic_under_the_chosen_name(page: Page, kit: Kit) -> None:
    group, thread, people = await forum(kit)
    staff = page.locator(".staff-panel")
    await staff.get_by_role("button", name="Brakes squeal").click()
    await staff.get_by_label("Write as").select_option("Bob")
    await staff.locator("textarea").fill("I take it")
    await staff.locator("textarea").press("Enter")
    message = (await kit.updates("staff", offset=-1, timeout=2))[0]["message"]
    assert (message["from"]["id"], message["message_thread_id"]) == (people[1], thread)
    delivered = {"chat_id": group, "message_id": message["message_id"]}
    await kit.ok(
        "setMessageReaction",
        "staff",
        **delivered,
        reaction=[{"type": "emoji", "emoji": "👌"}],
    )
    await expect(staff.locator(".mine .reactions")).to_have_text("👌")


async def test_only_members_of_the_group_can_be_written_as(page: Page, kit: Kit) -> None:
    await forum(kit)
    stranger = kit.stand.add_user("Carl", "en", "+12025550109")
    kit.stand.add_group("Other shop", members=[stranger], bot_admins=["staff"])
    staff = page.locator(".staff-panel")
    await staff.get_by_role("button", name="Brakes squeal").click()
    await expect(staff.get_by_label("Write as").locator("option")).to_have_text(["Ann", "Bob"])


async def test_names_and_order_follow_the_pages_language(page: Page, kit: Kit) -> None:
    people = [
        kit.stand.add_user(name, tag, f"+1202555012{i}") for i, (name, tag) in enumerate(SPEAKERS.items())
    ]
    titles = {"zh-CN": "一店", "en": "First shop", "ru": "Первый"}
    kit.stand.add_group("一店", members=people[:1], bot_admins=["staff"], titles=titles)
    kit.stand.add_group("Второй", members=people[1:2], bot_admins=["staff"])
    await opened(page, kit, "ru")
    headings = page.locator(".place-heading h3")
    await expect(headings).to_have_text(["Второй", "Первый", "Личные чаты"])
    await expect(page.locator(".chip").first).to_contain_text("Вера")


async def test_on_a_phone_the_next_step_of_the_guide_keeps_its_number(page: Page, kit: Kit) -> None:
    await page.set_viewport_size({"width": 390, "height": 844})
    await opened(page, kit)
    tick = page.locator(".guide li:visible .tick")
    await expect(tick).to_have_attribute("data-number", "1")
    await begun(page, kit)
    await expect(tick).to_have_count(1)
    await expect(tick).to_have_attribute("data-number", "2")


async def test_files_of_the_page_are_asked_for_anew_after_an_upgrade(kit: Kit) -> None:
    for path in ("/", "/js/main.js", "/css/ground.css"):
        async with kit.http.get(path) as answer:
            assert answer.headers["Cache-Control"] == "no-cache"
            again = {"If-None-Match": answer.headers.get("ETag", "")}
        async with kit.http.get(path, headers=again) as answer:
            assert answer.status == 304


async def test_pinned_card_stays_on_top_and_unread_topics_are_counted(page: Page, kit: Kit) -> None:
    group, thread, _ = await forum(kit)
    await expect(page.locator(".place-row", has_text="Brakes squeal")).to_be_visible()
    sent = await kit.ok(
        "sendMessage",
        "staff",
        chat_id=group,
        message_thread_id=thread,
        text="Card: waiting",
    )
    row = page.locator(".place-row", has_text="Brakes squeal")
    await expect(row.locator(".badge")).to_be_visible()
    await kit.ok("pinChatMessage", "staff", chat_id=group, message_id=sent["message_id"])
    await row.click()
    await expect(page.locator(".staff-panel .pin-bar")).to_contain_text("Card: waiting")
    await expect(row.locator(".badge")).to_be_hidden()


async def test_call_log_filters_and_opens_request_and_answer(page: Page, kit: Kit) -> None:
    await begun(page, kit)
    await kit.refused("editMessageText", chat_id=kit.li, message_id=999999, text="x")
    await kit.ok("getMe", "staff")
    log = page.locator(".calls-panel")
    await expect(log.locator(".call")).to_have_count(3)
    await log.get_by_label("Errors only").check()
    await expect(log.locator(".call")).to_have_count(1)
    await log.locator("summary").click()
    await expect(log.locator("pre").first).to_contain_text('"message_id": 999999')
    await expect(log.locator("pre").last).to_contain_text("message to edit not found")
    await log.get_by_label("Errors only").uncheck()
    await log.get_by_label("Filter by bot").select_option("staff")
    await expect(log.locator(".call b")).to_have_text("getMe")


async def test_clock_moves_by_steps_and_tells_the_shops_time(page: Page, kit: Kit) -> None:
    before = kit.stand.world.clock.now()
    await page.get_by_role("button", name="+1 day").click()
    await expect(page.locator(".clock")).not_to_have_attribute("aria-busy", "true")
    after = kit.stand.world.clock.now()
    assert 86_400 <= (after - before).total_seconds() < 86_460
    shown = await page.evaluate(
        "async () => (await import('/js/store.js')).wallClock(new Date('2026-01-31T20:05:00Z'))"
    )
    assert shown == "2026-02-01T04:05"


async def test_fault_is_armed_shown_and_used_up(page: Page, kit: Kit) -> None:
    await begun(page, kit)
    await page.get_by_role("button", name="5xx server error").click()
    await expect(page.locator(".armed li b")).to_have_text("5xx server error")
    assert await kit.refused("sendMessage", chat_id=kit.li, text="lost") == "Bad Gateway"
    await expect(page.locator(".armed li b")).to_have_count(0)


async def test_page_finds_a_stand_that_was_started_anew(page: Page, kit: Kit) -> None:
    await begun(page, kit)
    port = int(kit.stand.url.rpartition(":")[2])
    await kit.stand.stop()
    await expect(page.locator(".lamp")).not_to_have_class(re.compile(r"\bon\b"))
    fresh = Stand(OWNER_TOKEN, STAFF_TOKEN)
    fresh.add_user("Zoe", "en", "+12025550142")
    await fresh.start(port=port)
    try:
        await expect(page.get_by_role("tab", name="Zoe")).to_be_visible(timeout=8000)
        await expect(page.locator(".lamp.on")).to_be_attached()
    finally:
        await fresh.stop()


@pytest.mark.parametrize("lang", LANGUAGES)
async def test_phone_width_shows_one_part_at_a_time_without_sideways_scrolling(
    page: Page, kit: Kit, lang: str
) -> None:
    await forum(kit)
    await page.set_viewport_size({"width": 390, "height": 844})
    await opened(page, kit, lang)
    shown = {
        "owner": ".phone",
        "staff": ".places",
        "calls": ".calls-panel",
        "controls": ".faults-panel",
    }
    for view, part in shown.items():
        await page.locator(f".tabs [data-view={view}]").click()
        await expect(page.locator(part)).to_be_visible()
        hidden = [other for name, other in shown.items() if name != view]
        assert not any([await page.locator(other).is_visible() for other in hidden])
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def test_everything_that_can_be_pressed_has_a_name(page: Page, kit: Kit) -> None:
    await forum(kit)
    await begun(page, kit, "Book")
    nameless = """() => [...document.querySelectorAll("button, select, input, textarea, a, summary")]
        .filter((el) => el.checkVisibility())
        .filter((el) => ![el.innerText?.trim(), el.ariaLabel, el.labels?.length, el.title].some(Boolean))
        .map((el) => el.outerHTML)"""
    assert await page.evaluate(nameless) == []


async def test_guide_can_be_put_away_for_good(page: Page, kit: Kit) -> None:
    await page.get_by_role("button", name="Hide these hints").click()
    await opened(page, kit)
    await expect(page.locator(".guide")).to_have_count(0)


async def test_language_switch_is_remembered(page: Page, kit: Kit) -> None:
    await page.get_by_label("Language").select_option("ru")
    await expect(page.get_by_role("button", name="+1 день")).to_be_visible()
    await page.goto(kit.stand.url)
    await expect(page.get_by_role("button", name="+1 день")).to_be_visible()


def used_keys() -> set[str]:
    """Sentence keys that the page's modules name outright."""
    sources = [module.read_text("utf-8") for module in (PAGE / "js").glob("*.js")]
    return {key for source in sources for key in re.findall(r'\bt\("([a-z][\w-]*)"', source)}


@pytest.mark.parametrize("lang", LANGUAGES)
async def test_each_language_has_every_sentence_with_the_same_variables(
    lang: str,
) -> None:
    chinese, other = strings("zh-CN"), strings(lang)
    variables: Any = re.compile(r"\{\$(\w+)\}").findall
    assert used_keys() <= other.keys() == chinese.keys()
    assert all(variables(other[key]) == variables(chinese[key]) for key in chinese)
    assert not re.search("[\u2066-\u2069]", "".join(other.values()))
