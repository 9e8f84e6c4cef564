"""The whole house put together: database, two bots, delivery, metronome; started, settled and stopped as one.

The same wiring serves `servicebay run`, the demo and the tests; only clock, addresses and tokens differ.
"""

from __future__ import annotations

import logging
from datetime import timedelta

log = logging.getLogger("servicebay.house")
LEASE = timedelta(seconds=15)
