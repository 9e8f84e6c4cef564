"""Owners for whom every screen of the owners' dialogs comes up, in the demo's company on one September morning."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count

from sqlalchemy import Connection
from support.people import TUESDAY, hire, new_car, new_owner
from support.phone import Phone, new_session

from dealership.domain.care import Care
from dealership.domain.company import Company
from dealership.domain.complaints import Category
from dealership.domain.records import Appointment, Session, StaffMember
from dealership.domain.rights import Role
from dealership.domain.survey import Survey
from dealership.services import booking, cases, closing, complaints, holds, privacy, waiting
from dealership.services.closing import Resolution
from dealership.services.complaints import Told
from dealership.services.holds import Wish
from dealership.services.shop import Shop
from dialogs.owner.family import OWNER_ENGINE
from dialogs.staff.family import STAFF_ENGINE
from dialogs.staff.people import MEMBER
from dialogs.talk import Talk
from dialogs.world import World
from storage.schema import planned_message
from storage.sqlite import sqlite_engine
from storage.uow import UnitOfWork

_keys = count()
FULL_IN = 2
"""Days from now until the day on which every bay of Pudong is taken."""
STAFF = {Role.SERVICE_ADVISOR: "陈思远", Role.SERVICE_MANAGER: "方国梁", Role.ADMINISTRATOR: "顾小满"}
USERNAMES = {"owner": "qingchuan_service_bot", "staff": "qingchuan_staff_bot"}


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    """One connection with a transaction that is never committed."""
    engine = sqlite_engine(url)
    with engine.connect() as connection:
        transaction = connection.begin()
        try:
            yield connection
        finally:
            transaction.rollback()
            engine.dispose()


class Cast:
    """Everybody, in the order they came. `accounts`: the owner behind each account of the owners' bot."""

    def __init__(self, connection: Connection, company: Company) -> None:
        self.uow = UnitOfWork(connection)
        self.company = company
        self.shops = {
            store.id: Shop(store, None, care=Care(company.care, store.solutions, company.compensation_limits))
            for store in company.stores
        }
        self.pudong, self.berlin = self.shops[1], self.shops[2]
        self.accounts: dict[str, int] = {}
        self.visits: dict[str, int] = {}
        self.cases: dict[str, int] = {}
        self.staff = [hire(self.uow, self.pudong, role, name=name) for role, name in STAFF.items()]
        self._owners()

    @property
    def world(self) -> World:
        return World(TUESDAY, self.company, self.shops, self.uow, USERNAMES)

    def owner(self, name: str) -> Phone:
        """The owner's phone, with the main menu open."""
        return Phone(OWNER_ENGINE, self.world, new_session("owner", self.accounts[name], self.accounts[name]))

    def member(self, role: Role) -> Phone:
        """A member of staff in a direct chat with the staff bot."""
        found = next(one for one in self.staff if one.role == role)

        def known(talk: Talk) -> None:
            talk.memo[MEMBER] = found

        store = replace(self.company, stores=(self.pudong.store,))
        world = replace(self.world, company=store, shops={self.pudong.id: self.pudong})
        return Phone(STAFF_ENGINE, world, self._staff_session(found), known)

    def _staff_session(self, member: StaffMember) -> Session:
        return new_session("staff", member.id, member.user_id or 0, member.language)

    def _owners(self) -> None:
        """Newcomer; one proven car with a past; several cars, visits and a wait; only a claimed car; leaving."""
        self._add("new", phone=None)
        self._add("known")
        self._past("known", self.car("known", "沪A10001"), ("oil_service",))
        self._add("busy", phone="+8613800000003")
        cars = [self.car("busy", f"沪B2000{number}") for number in range(3)]
        self._past("busy", cars[0], (), fault="过减速带前轮咯噔响")
        self.visits["coming"] = self.book("busy", cars[0], ("tyres",), 3)
        self.visits["asked"] = self.book("busy", cars[1], (), 4, fault="冷车启动抖")
        self.visits["over"] = self.book("busy", cars[1], ("wash",), 5)
        booking.cancel(self.uow, self.pudong, self._visit("over"), "time", TUESDAY)
        self._fill(FULL_IN)
        waiting.join(
            self.uow, self.pudong, Wish(self._id("busy"), cars[0], ("tyres",)), self._day(FULL_IN), TUESDAY
        )
        self._add("claimed", phone="+8613800000004")
        self.car("claimed", "沪C30001", trust="claimed")
        self._add("leaving", phone="+8613800000005")
        privacy.ask_deletion(self.uow, self.company, self._id("leaving"), TUESDAY)
        self._add("regular", phone="+8613800000006")
        car = self.car("regular", "沪D40001")
        for days in range(6, 11):
            self.book("regular", car, ("wash",), days)
        self._unhappy()

    def _unhappy(self) -> None:
        """Owners with a complaint: taken, done and waiting for their word, closed a day ago."""
        shop, advisor, yesterday = self.pudong, self.staff[0], TUESDAY - timedelta(days=1)
        for number, name in enumerate(("heard", "helped", "settled")):
            self._add(name, phone=f"+861380000001{number}")
            car = self.car(name, f"沪E5000{number}")
            told = Told("修了三次 <b>还是响</b>", vehicle_id=car, category=Category.SERVICE, since="上周")
            case = complaints.open_complaint(self.uow, shop, self._id(name), told, yesterday)
            cases.take(self.uow, shop, case, advisor, yesterday)
            self.cases[name] = case.id
        done = Resolution("支架松了", "换了支架", "交车前复查", 0, 12_000)
        for name in ("helped", "settled"):
            closing.resolve(self.uow, shop, advisor, self.cases[name], done, yesterday)
        closing.settled(self.uow, shop, self.uow.cases.get(self.cases["settled"]), yesterday)

    def _add(self, name: str, phone: str | None = "+8613800000002") -> None:
        seen = None if name == "new" else TUESDAY
        owner_id = new_owner(self.uow, self.pudong, "王芳", chats=False, phone=phone, privacy_seen_at=seen)
        self.uow.owners.link_account("owner", owner_id, owner_id, owner_id, TUESDAY)
        self.accounts[name] = owner_id

    def _id(self, name: str) -> int:
        return self.accounts[name]

    def car(self, name: str, plate: str, trust: str = "proven") -> int:
        return new_car(self.uow, self.pudong, self._id(name), plate, trust)

    def _past(self, name: str, car: int, jobs: tuple[str, ...], fault: str | None = None) -> None:
        begun = TUESDAY - timedelta(days=100)
        self.uow.appointments.add(
            begun, store_id=1, owner_id=self._id(name), vehicle_id=car, state="done", jobs=jobs, fault=fault,
            safety=False, minutes=60, price_from=38000, price_to=98000, currency="CNY", start_at=begun,
            finish_at=begun + timedelta(hours=1), bay="lift-1", advisor="chen-siyuan",
        )  # fmt: skip

    def book(self, name: str, car: int, jobs: tuple[str, ...], days: int, fault: str | None = None) -> int:
        shop, wish = self.pudong, Wish(self._id(name), car, jobs, fault)
        times = shop.free_times(self.uow, self._day(days), holds.request_of(shop, wish), TUESDAY)
        held = holds.hold(self.uow, shop, wish, times[4], TUESDAY)
        assert held is not None
        booked = booking.confirm(self.uow, shop, held, wish, TUESDAY, remark="在店里等")
        assert booked is not None
        return booked.id

    def asked(self, name: str, survey: Survey) -> int:
        """An invitation to a survey that has reached this owner: the response it opened."""
        car = self.uow.vehicles.of_owner(self._id(name))[0][0].id
        opened = self.uow.surveys.open(
            store_id=1, owner_id=self._id(name), vehicle_id=car, survey=survey.key, version=survey.version,
            planned_id=self.reminded(name, car, f"survey_{survey.key}"), invited_at=TUESDAY,
            expires_at=TUESDAY + timedelta(days=7),
        )  # fmt: skip
        assert opened is not None
        return opened

    def reminded(self, name: str, car: int, kind: str) -> int:
        """A reminder about this car went out to its owner."""
        first = {"store_id": 1, "owner_id": self._id(name), "vehicle_id": car, "kind": kind, "step": 0,
                 "period": "2026-03-01", "dedup_key": f"{kind}:{car}:{next(_keys)}", "due_at": TUESDAY, "state": "sent",
                 "reason": "due", "detail": "", "decided_at": TUESDAY}  # fmt: skip
        added = planned_message.insert().values(**first).returning(planned_message.c.id)
        return int(self.uow.connection.execute(added).scalar_one())

    def _visit(self, name: str) -> Appointment:
        return self.uow.appointments.get(self.visits[name])

    def _day(self, days: int) -> date:
        return self.pudong.today(TUESDAY) + timedelta(days=days)

    def _fill(self, days: int) -> None:
        """Take every bay for the whole day; the advisors stay free, so a small job can be squeezed in."""
        store, day = self.pudong.store, self._day(days)
        first = int(datetime(day.year, day.month, day.day, tzinfo=store.zone).astimezone(UTC).timestamp())
        slots = [first // (store.limits.grid * 60) + slot for slot in range(24 * 60 // store.limits.grid)]
        claims = [(f"bay:{bay.key}", slot) for bay in store.bays for slot in slots]
        self.uow.appointments.claim(store.id, self.visits["coming"], claims)
