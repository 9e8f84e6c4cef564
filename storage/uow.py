"""The unit of work: one open transaction and the repositories that read and write in it."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Connection

from storage.intake.export import ExportRepository
from storage.intake.links import LinkRepository
from storage.intake.people import PeopleRepository
from storage.intake.repository import IntakeRepository
from storage.moment import Time, database_time
from storage.prepared import driver_of
from storage.repositories.ahead import AheadRepository
from storage.repositories.appointments import AppointmentRepository
from storage.repositories.cases import CaseRepository
from storage.repositories.chats import SessionRepository, TokenRepository, UpdateRepository
from storage.repositories.complaints import ComplaintRepository
from storage.repositories.duplicates import DuplicateRepository
from storage.repositories.gates import GateRepository, ProcessRepository
from storage.repositories.history import HistoryRepository
from storage.repositories.house import AuditRepository, LeaseRepository, MediaRepository
from storage.repositories.misheard import MisheardRepository
from storage.repositories.outbox import OutboxRepository
from storage.repositories.owners import OwnerRepository
from storage.repositories.planned import PlannedRepository
from storage.repositories.reports import ReportRepository
from storage.repositories.roster import RosterRepository
from storage.repositories.staff import StaffRepository
from storage.repositories.surveys import SurveyRepository
from storage.repositories.tasks import TaskRepository
from storage.repositories.upkeep import UpkeepRepository
from storage.repositories.vehicles import VehicleRepository
from storage.repositories.waitlist import WaitlistRepository


class UnitOfWork:
    """Repositories over one connection, made when first asked for. Whoever opened it commits."""

    def __init__(self, connection: Connection, time: Time = database_time) -> None:
        self.connection = connection
        self._time = time
        self.touched: set[str] = set()
        self._known: dict[Any, Any] = {}

    def touch(self, topic: str) -> None:
        self.touched.add(topic)

    def time(self) -> datetime:
        """The database's own time, for leases, rates and pauses; everything else is passed its `now`."""
        return self._time(driver_of(self.connection))

    @cached_property
    def owners(self) -> OwnerRepository:
        return OwnerRepository(self.connection, self._known)

    @cached_property
    def vehicles(self) -> VehicleRepository:
        return VehicleRepository(self.connection, self._known)

    @cached_property
    def history(self) -> HistoryRepository:
        return HistoryRepository(self.connection)

    @cached_property
    def duplicates(self) -> DuplicateRepository:
        return DuplicateRepository(self.connection, self._known)

    @cached_property
    def appointments(self) -> AppointmentRepository:
        return AppointmentRepository(self.connection, self._known)

    @cached_property
    def ahead(self) -> AheadRepository:
        return AheadRepository(self.connection, self._known)

    @cached_property
    def waitlist(self) -> WaitlistRepository:
        return WaitlistRepository(self.connection)

    @cached_property
    def misheard(self) -> MisheardRepository:
        return MisheardRepository(self.connection)

    @cached_property
    def staff(self) -> StaffRepository:
        return StaffRepository(self.connection, self._known)

    @cached_property
    def cases(self) -> CaseRepository:
        return CaseRepository(self.connection, self._known)

    @cached_property
    def complaints(self) -> ComplaintRepository:
        return ComplaintRepository(self.connection)

    @cached_property
    def roster(self) -> RosterRepository:
        return RosterRepository(self.connection)

    @cached_property
    def outbox(self) -> OutboxRepository:
        return OutboxRepository(self.connection, self.touch)

    @cached_property
    def planned(self) -> PlannedRepository:
        return PlannedRepository(self.connection)

    @cached_property
    def reports(self) -> ReportRepository:
        return ReportRepository(self.connection)

    @cached_property
    def surveys(self) -> SurveyRepository:
        return SurveyRepository(self.connection)

    @cached_property
    def upkeep(self) -> UpkeepRepository:
        return UpkeepRepository(self.connection, self._known)

    @cached_property
    def tasks(self) -> TaskRepository:
        return TaskRepository(self.connection)

    @cached_property
    def sessions(self) -> SessionRepository:
        return SessionRepository(self.connection, self._known)

    @cached_property
    def updates(self) -> UpdateRepository:
        return UpdateRepository(self.connection)

    @cached_property
    def tokens(self) -> TokenRepository:
        return TokenRepository(self.connection)

    @cached_property
    def media(self) -> MediaRepository:
        return MediaRepository(self.connection, self._known)

    @cached_property
    def audit(self) -> AuditRepository:
        return AuditRepository(self.connection)

    @cached_property
    def gates(self) -> GateRepository:
        return GateRepository(self.connection, self._time)

    @cached_property
    def processes(self) -> ProcessRepository:
        return ProcessRepository(self.connection)

    @cached_property
    def leases(self) -> LeaseRepository:
        return LeaseRepository(self.connection)

    @cached_property
    def intake(self) -> IntakeRepository:
        return IntakeRepository(self.connection)

    @cached_property
    def links(self) -> LinkRepository:
        return LinkRepository(self.connection)

    @cached_property
    def export(self) -> ExportRepository:
        return ExportRepository(self.connection)

    @cached_property
    def people(self) -> PeopleRepository:
        return PeopleRepository(self.connection)
