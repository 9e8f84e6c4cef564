"""The ledger for staff: what an owner of their store got, why, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence

from dealership.domain.records import Owner, Planned, StaffMember
from dealership.domain.rights import Action
from dealership.services import records
from dealership.services.ports import UnitOfWork
from dealership.services.shop import Shop


def of_owner(
    uow: UnitOfWork, shop: Shop, member: StaffMember, owner_id: int, limit: int
) -> tuple[Owner, Sequence[Planned]]:
    """The owner and their latest planned messages, newest last; NotAllowedError beyond one's store and role."""
    person = records.owner_for(uow, shop, member, owner_id, Action.SEE_LEDGER)
    return person, uow.planned.ledger(person.id, limit)
