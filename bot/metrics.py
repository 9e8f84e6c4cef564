"""What Prometheus reads at `/metrics`: what this process did, and how the whole house stands in the database.

Counters are of this process and begin with it; gauges of the database are the same on every replica. No personal data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from dealership.domain.lanes import Lane
from dealership.domain.rates import Rates
from dealership.domain.records import Gate
from scheduler.delivery import Delivery
from scheduler.metronome import Metronome, Spent
from scheduler.rate import paused
from storage.database import Database
from storage.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class Standing:
    """How the house stands: the database's time, gates and oldest due rows by bot, open plans by (state, reason)."""

    at: datetime
    gates: Mapping[str, Gate]
    oldest: Mapping[str, Mapping[Lane, datetime]]
    plans: Mapping[tuple[str, str], int]


class Metrics:
    """Everything there is to measure in one process."""

    def __init__(
        self,
        database: Database,
        deliveries: Sequence[Delivery],
        metronome: Metronome,
        rates: Rates,
        clock: Callable[[], datetime],
    ) -> None:
        self._database, self._deliveries, self._metronome = database, deliveries, metronome
        self._rates, self._clock = rates, clock

    async def text(self) -> bytes:
        """The page, in the text format of Prometheus. Raises what the database raises."""
        standing = await self._database.run(self._stand)
        registry = CollectorRegistry()
        registry.register(_Page([*self._own(), *self._house(standing)]))
        return generate_latest(registry)

    def _stand(self, uow: UnitOfWork) -> Standing:
        bots, now = [delivery.bot for delivery in self._deliveries], self._clock()
        return Standing(
            uow.time(),
            {bot: uow.gates.read(bot) for bot in bots},
            {bot: uow.outbox.oldest_due(bot, now) for bot in bots},
            uow.planned.open_counts(),
        )

    def _own(self) -> Iterator[Metric]:
        """What this process did."""
        ended = CounterMetricFamily(
            "servicebay_messages", "Attempts to send, by outcome.", labels=["bot", "lane", "outcome"]
        )
        leases = CounterMetricFamily("servicebay_lease_changes", "Process leases taken anew.", labels=["bot"])
        flying = GaugeMetricFamily(
            "servicebay_in_flight", "Messages claimed and not written down.", labels=["bot"]
        )
        for delivery in self._deliveries:
            for (lane, outcome), count in delivery.ended.items():
                ended.add_metric([delivery.bot, lane.name.lower(), outcome], count)
            leases.add_metric([delivery.bot], delivery.lease.changes)
            flying.add_metric([delivery.bot], delivery.in_flight)
        yield from (ended, leases, flying, *_of_sweeps(self._metronome.spent))

    def _house(self, standing: Standing) -> Iterator[Metric]:
        """How the whole house stands."""
        lag = GaugeMetricFamily(
            "servicebay_lag_seconds", "How long the oldest due message waits.", labels=["bot", "lane"]
        )
        for bot, oldest in standing.oldest.items():
            for lane in Lane:
                since = (self._clock() - oldest[lane]).total_seconds() if lane in oldest else 0.0
                lag.add_metric([bot, lane.name.lower()], max(0.0, since))
        plans = GaugeMetricFamily(
            "servicebay_plans_open",
            "Planned messages not decided for good, and why.",
            labels=["state", "reason"],
        )
        for (state, reason), count in standing.plans.items():
            plans.add_metric([state, reason], count)
        yield from (lag, plans, *self._of_gates(standing))

    def _of_gates(self, standing: Standing) -> Iterator[Metric]:
        share = GaugeMetricFamily(
            "servicebay_rate_share",
            "The part of the rate that pauses of Telegram's have left.",
            labels=["bot"],
        )
        silence = GaugeMetricFamily(
            "servicebay_silence_seconds", "How long Telegram still wants silence.", labels=["bot"]
        )
        closed = GaugeMetricFamily(
            "servicebay_lane_closed", "Lanes somebody has closed.", labels=["bot", "lane"]
        )
        for bot, gate in standing.gates.items():
            share.add_metric([bot], self._rates.share(gate, standing.at))
            silence.add_metric([bot], paused(gate, standing.at))
            for lane in Lane:
                closed.add_metric([bot, lane.name.lower()], int(lane in gate.closed))
        yield from (share, silence, closed)


def _of_sweeps(spent: Mapping[str, Spent]) -> Iterator[Metric]:
    """Each sweep: how often, how long, how much was done, how often it failed."""
    told = {
        "calls": ("servicebay_sweeps", "Sweeps that ran."),
        "seconds": ("servicebay_sweep_seconds", "Seconds spent in sweeps."),
        "done": ("servicebay_sweep_done", "What sweeps did: rows planned, owners decided, places freed."),
        "failures": ("servicebay_sweep_failures", "Sweeps that failed."),
    }
    for value, (name, words) in told.items():
        family = CounterMetricFamily(name, words, labels=["sweep"])
        for sweep, one in spent.items():
            family.add_metric([sweep], getattr(one, value))
        yield family


class _Page(Collector):
    """Values that are there already."""

    def __init__(self, families: Sequence[Metric]) -> None:
        self._families = families

    def collect(self) -> Iterator[Metric]:
        yield from self._families
