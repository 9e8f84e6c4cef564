"""Reading ahead: what a use case is going to ask, asked in one go on PostgreSQL."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from dealership.domain.records import Appointment
from storage.questions import together
from storage.repositories.base import Repository
from storage.repositories.questions import (
    CHAT_OF_OWNER,
    COUNT_OF_OWNER,
    GROUP_OF_STORE,
    MEMBERS_OF_STORE,
    PHOTOS_OF_VISIT,
    VISITS_OF_CAR,
)

_confirming = together(
    COUNT_OF_OWNER, VISITS_OF_CAR, CHAT_OF_OWNER, PHOTOS_OF_VISIT, GROUP_OF_STORE, MEMBERS_OF_STORE
)


class AheadRepository(Repository):
    """Reads ahead; SQLite, which is not far, is asked when it is needed."""

    def of_confirming(
        self, held: Appointment, upcoming: Collection[str], since: datetime, past: Collection[str], most: int
    ) -> None:
        """A place is going to be a visit: its owner's coming visits, its car's past, and who is to be told."""
        values = {
            "k_owner": held.owner_id, "k_states": list(upcoming), "k_since": since,
            "k_vehicle": held.vehicle_id, "k_past": list(past), "k_most": most,
            "k_bot": "owner", "k_appointment": held.id, "k_store": held.store_id,
        }  # fmt: skip
        if self.postgres:
            _confirming(self.driver, self.known, values)
