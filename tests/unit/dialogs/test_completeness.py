"""Every step of every dialog, rendered in every language, within Telegram's limits and a phone's width."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select
from support.cast import Cast
from support.explorer import Journey
from support.people import TUESDAY, new_car, new_owner
from support.phone import Phone
from support.reminded import of_reminders
from support.screens import faults_of, faults_of_payload, unexpected
from support.surveying import answer_surveys

from dealership.domain.company import Company
from dealership.domain.records import Media
from dealership.domain.rights import Role
from dealership.services import booking, cases, privacy, receipts, waiting
from dealership.services.holds import Wish
from dialogs.engine import Turn
from dialogs.model import Command, Contact, Event, Sent, Typed
from dialogs.owner.family import OWNER_DIALOGS
from dialogs.staff.family import STAFF_DIALOGS
from dialogs.surveys import SURVEYS
from storage.schema import outbox

PHOTO = Sent("photo", Media("photo", "owner", "file", "unique"), "", 5)
WORDS: dict[tuple[str, str], tuple[Event, ...]] = {
    ("booking", "car"): (Typed("沪E55555"),),
    ("booking", "reason"): (Typed("做个保养"), Typed("刹车有异响")),
    ("booking", "fault"): (Typed("过减速带前轮咯噔响"), Typed("刹车失灵了"), PHOTO),
    ("booking", "day"): (Typed("明天上午"), Typed("后天"), Typed("昨天"), Typed("后年三月")),
    ("booking", "time"): (Typed("九点半"),),
    ("booking", "full"): (Typed("明天下午三点"),),
    ("booking", "pickup"): (Typed("云川路 9 号，上午九点，我本人"),),
    ("booking", "remark"): (Typed("想在店里等"),),
    ("booking", "odometer"): (Typed("35000"), Typed("不少了")),
    ("booking", "summary"): (Typed("改成周五上午十点"), Typed("凌晨三点")),
    ("again_visit", "time"): (Typed("明天下午三点"), Typed("凌晨三点")),
    ("bind", "car"): (
        Contact("+86 138 0000 0009", True),
        Contact("+8613800000003", True),
        Contact("+8613800000009", False),
        Typed("沪F66666"),
        Typed("LSVAA4182E2123456"),
        Typed("哈哈"),
    ),
    ("invited", "time"): (Typed("明天下午三点"),),
    ("odometer", "km"): (Typed("35000"), Typed("三万五"), Typed("不少了")),
    ("move", "day"): (Typed("周五下午两点"), Typed("周二")),
    ("remark", "words"): (Typed("想在店里等"),),
    ("human", "talk"): (Typed("有人吗"), PHOTO),
    ("complaint", "said"): (Typed("等了三个小时"), PHOTO),
    ("complaint", "since"): (Typed("上周提车以后"),),
    ("complaint", "wish"): (Typed("把钱退了"),),
    ("complaint", "talk"): (Typed("到哪一步了"), Typed("刹车失灵了"), PHOTO),
    **{(f"survey-{key}", "remark"): (Typed("休息区多放几个充电口"), Typed("气死我了")) for key in SURVEYS},
    **{(f"survey-{key}", "happened"): (Typed("后备箱里全是水渍"), PHOTO) for key in SURVEYS},
    ("survey-service", "clean"): (Typed("还行"), Typed("缝里还有点泥")),
    ("survey-sales", "picture"): (PHOTO, Typed("不发了")),
    ("note", "words"): (Typed("备件周四到"),),
    ("handover", "car"): (Typed("沪A10001"), Typed("沪Z99999")),
    ("propose", "day"): (Typed("周五"),),
    ("cases", "list"): (Typed("1"), Typed("沪E50000"), Typed("没有这个人")),
    ("case-hold", "until"): (Typed("下周一"), Typed("昨天")),
    ("case-note", "words"): (Typed("备件已到"),),
    ("case-resolve", "cause"): (Typed("支架松了"),),
    ("case-resolve", "remedy"): (Typed("换了支架"),),
    ("case-resolve", "prevention"): (Typed("交车前复查"),),
    ("case-resolve", "compensation"): (Typed("100"), Typed("99999999"), Typed("一些")),
    ("case-resolve", "cost"): (Typed("120"),),
    ("complaint-entry", "words"): (Typed("等了三个小时没人理"),),
}
AT_HOME: tuple[Event, ...] = (
    Typed("刹车失灵了"),
    Typed("明天下午三点做保养，现在三万五千公里"),
    Typed("明天凌晨三点做保养"),
    Typed("后天换轮胎"),
    Typed("周二换轮胎"),
    Typed("换轮胎要多少钱"),
    Typed("可以自己带机油吗"),
    Typed("你们态度太差了，我要投诉"),
    Typed("我要投诉"),
    Typed("新车质量太差，我要投诉"),
    Typed("再不退钱我就找媒体曝光"),
    Typed("以后再说吧"),
    Typed("好的"),
    Typed("不用了"),
    Typed("改到周五上午"),
    Typed("取消预约"),
    Typed("你们几点关门"),
    Typed("地址在哪"),
    Typed("救援电话多少"),
    Typed("多少钱"),
    Typed("谢谢"),
    Typed("沪E55555"),
    Typed("LSVAA4182E2123456"),
    Typed("你好"),
    Typed("别再给我发消息了"),
    Typed("找人工"),
    Typed("阿巴阿巴"),
    PHOTO,
    Sent("voice", PHOTO.media),
    Sent("sticker", PHOTO.media),
    Sent("location", None, "", 5, (31.2, 121.5)),
    Contact("+8613800000003", True),
    *(Command(name) for name in ("start", "cancel", "stop", "book", "mydata", "deletemydata", "nonsense")),
)
NEVER_ASKED = {("human", "opened"), ("complaint", "opened"), ("complaint", "noted"), ("invited", "offers")}
"""Steps that only do something on the way and never stop there."""


class Eye:
    """Looks at every screen that has not been looked at and remembers what is wrong."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self._seen: set[object] = set()

    def __call__(self, phone: Phone, turn: Turn) -> None:
        if turn.screen is None:
            return
        sight = (turn.screen.paragraphs, turn.screen.rows, turn.toast)
        if (known := repr(sight)) not in self._seen:
            self._seen.add(known)
            self.faults += [f"{'.'.join(phone.step)}: {fault}" for fault in faults_of(turn)]


def journey_of(company: Company) -> tuple[Eye, Journey]:
    eye = Eye()
    jobs = frozenset(job.key for store in company.stores for job in store.menu)
    return eye, Journey(eye, WORDS, (Typed("阿巴阿巴"),), jobs)


def set_out(journey: Journey, phone: Phone, *events: Event) -> None:
    """Begin at the main menu; say each of the events there, and go everywhere from what follows."""
    phone.send(Command("menu"))
    journey.explore(phone)
    for event in events:
        with phone.branch():
            if journey.may(phone.send, event):
                journey.explore(phone)


def test_every_step_of_the_owners_dialogs_shows_in_every_language(cast: Cast, company: Company) -> None:
    eye, journey = journey_of(company)
    new = cast.owner("new")
    new.send(Command("start"))
    journey.explore(new)
    for name in ("known", "busy"):
        set_out(journey, cast.owner(name), *AT_HOME)
    for name in ("claimed", "leaving", "regular"):
        set_out(journey, cast.owner(name), Command("book"), Command("deletemydata"))
    for visit in cast.visits.values():
        for dialog in ("move", "cancel_booking", "remark"):
            journey.begin(cast.owner("busy"), dialog, appointment=visit)
    for name in ("new", "regular"):
        journey.begin(cast.owner(name), "again_visit")
    answer_surveys(journey, cast, "known")
    of_reminders(journey, cast)
    for name in ("heard", "helped", "settled"):
        journey.begin(cast.owner(name), "complaint")
        journey.begin(cast.owner(name), "rating", case=cast.cases[name])
    every = {(dialog.key, step.key) for dialog in OWNER_DIALOGS for step in dialog.steps}
    assert not eye.faults, unexpected(eye.faults)
    assert every - journey.steps - NEVER_ASKED == set()


def test_every_step_of_the_staff_dialogs_shows_in_every_language(cast: Cast, company: Company) -> None:
    eye, journey = journey_of(company)
    for role in (Role.SERVICE_MANAGER, Role.ADMINISTRATOR, Role.SERVICE_ADVISOR):
        phone = cast.member(role)
        set_out(journey, phone, Command("today"), Command("tomorrow"), Command("handover"), Command("team"))
        for dialog in ("staff-visit", "propose", "note"):
            journey.begin(phone, dialog, appointment=cast.visits["asked"])
        _records(journey, cast, phone)
        _desk(journey, cast, phone)
        _reports(journey, phone)
    every = {(dialog.key, step.key) for dialog in STAFF_DIALOGS for step in dialog.steps}
    assert not eye.faults, unexpected(eye.faults)
    assert every - journey.steps == set()


def _reports(journey: Journey, phone: Phone) -> None:
    """Of every survey and of complaints, with and without anything in it."""
    journey.begin(phone, "report")
    for about in (*SURVEYS, "complaints"):
        journey.begin(phone, "report", about=about, span="month")


def _records(journey: Journey, cast: Cast, phone: Phone) -> None:
    """Owners' records: found by name, put right, two made one."""
    person = cast.uow.owners.get(cast.uow.appointments.get(cast.visits["asked"]).owner_id)
    other = new_owner(cast.uow, cast.pudong, "双份", chats=False, phone=None)
    journey.begin(phone, "owners", who=person.name)
    journey.begin(phone, "owners")
    cast.reminded("busy", cast.uow.vehicles.of_owner(person.id)[0][0].id, "insurance")
    for dialog in ("owner", "owner-name", "owner-phone", "ledger", "owner-survey"):
        journey.begin(phone, dialog, owner=person.id)
    journey.begin(phone, "owner-merge", owner=person.id)
    journey.begin(phone, "owner-merge", owner=person.id, who="双份")
    journey.begin(phone, "owner-merge", owner=person.id, who="双份", other=other)
    car = cast.uow.vehicles.of_owner(person.id)[0][0].id
    second = new_car(cast.uow, cast.pudong, other, "沪D2FEN0")
    journey.begin(phone, "owner-car", owner=person.id)
    journey.begin(phone, "owner-car", owner=person.id, car=car)
    journey.begin(phone, "owner-car", owner=person.id, car=car, who=second)


def _desk(journey: Journey, cast: Cast, phone: Phone) -> None:
    """Complaints in every state, and the roster."""
    for name in ("heard", "helped", "settled"):
        for dialog in (
            "case",
            "case-offer",
            "case-hold",
            "case-hand",
            "case-note",
            "case-past",
            "case-resolve",
        ):
            journey.begin(phone, dialog, case=cast.cases[name])
    for which in ("mine", "open", "overdue"):
        journey.begin(phone, "cases", which=which)
    journey.begin(phone, "complaint-entry", owner=cast.accounts["known"])
    journey.begin(phone, "duty")


LONG = "轰隆一声 <b>&" * 90
"""As long as a fault may be told, with what HTML would trip over."""


def test_every_message_nobody_asked_for_can_be_sent(cast: Cast) -> None:
    """Receipts (with the longest words an owner may use), cards, offers: in every language, within the limits."""
    uow, shop = cast.uow, cast.pudong
    with cast.owner("busy").branch():
        visit = uow.appointments.get(cast.visits["asked"])
        uow.appointments.update(
            visit.id, TUESDAY, expected=booking.UPCOMING, fault=LONG, remark=LONG[:500].strip()
        )
        visit = uow.appointments.get(visit.id)
        receipts.booked(uow, shop, replace(visit, revision=90), TUESDAY)
        receipts.confirmed(uow, shop, replace(visit, state="confirmed", revision=91), TUESDAY)
        receipts.moved(uow, shop, replace(visit, revision=92, advisor=None), TUESDAY)
        booking.cancel(uow, shop, visit, "other", TUESDAY)
        cases.alert(uow, shop, visit.owner_id, visit.vehicle_id, LONG, TUESDAY)
        privacy.ask_deletion(uow, cast.company, visit.owner_id, TUESDAY)
        _offers(cast)
        rows = uow.connection.execute(select(outbox.c.purpose, outbox.c.payload)).all()
    faults = [f"{purpose}: {fault}" for purpose, payload in rows for fault in faults_of_payload(payload)]
    assert not faults, unexpected(faults)
    assert {"receipt", "card", "offer", "danger", "case"} <= {purpose for purpose, _ in rows}


def _offers(cast: Cast) -> None:
    """A place offered, one that lapsed, and a day that passed in vain."""
    owner_id, uow, shop = cast.accounts["known"], cast.uow, cast.pudong
    car = uow.vehicles.of_owner(owner_id)[0][0].id
    for days in (3, 4):
        day = shop.today(TUESDAY) + timedelta(days=days)
        waiting.join(uow, shop, Wish(owner_id, car, ("oil_service",)), day, TUESDAY)
    first, second = uow.waitlist.of_owner(owner_id, (waiting.WAITING,))
    assert waiting.offer(uow, shop, first, TUESDAY)
    waiting.lapse(uow, shop, uow.waitlist.get(first.id), TUESDAY)
    waiting.lapse(uow, shop, second, TUESDAY)
