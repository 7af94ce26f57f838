"""Exposure and what of a limit it uses.

exposure = receivable + retention + shipped and not claimed + released orders + unmatured commercial bills - advances - collateral, per
legal entity and currency. There are no exchange rates here: a limit counts what is owed in its own currency.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from chassis.money import Money
from receivables.domain.credit.states import CreditKind, CreditStanding, CreditState, ExposureComponent


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposed:
    """What one component comes to for one customer. What lowers the exposure is negative; collateral for all companies of ours names
    none."""

    component: ExposureComponent
    customer_id: UUID
    legal_entity_id: UUID | None
    currency: str
    amount_minor: int


class Granted(Protocol):
    """A credit limit, release or collateral, as a record or as a row."""

    kind: CreditKind
    state: CreditState
    customer_id: UUID
    legal_entity_id: UUID | None
    contract_id: UUID | None
    currency: str
    amount_minor: int
    valid_until_date: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """A limit with what is used of it. `released` comes on top."""

    limit: Granted
    released: Money
    exposure: Money
    standing: CreditStanding

    @property
    def allowed(self) -> Money:
        """Nothing but what is released once its last day is past."""
        limit = 0 if self.standing is CreditStanding.EXPIRED else self.limit.amount_minor
        return Money(self.limit.currency, limit + self.released.minor)

    @property
    def available(self) -> Money:
        """Less than nothing where it is exceeded."""
        return self.allowed - self.exposure

    @property
    def used_percent(self) -> int:
        """Rounded down; 0 where nothing is allowed."""
        return int(100 * self.exposure.minor // self.allowed.minor) if self.allowed.minor > 0 else 0


def is_over(on: date, until: date | None) -> bool:
    """Whether the last day is past."""
    return until is not None and until < on


def usage(
    limit: Granted,
    releases: Iterable[Granted],
    exposed: Iterable[Exposed],
    members: Collection[UUID],
    *,
    today: date,
    near_percent: int,
    contract_id: UUID | None = None,
) -> Usage:
    """What is used of one limit: by its customer and by those below it (`members`), at its legal entity and in its currency.

    Releases are those of the same customers; one that is for a contract counts where that contract is asked about (`contract_id`)."""
    exposure = sum(
        each.amount_minor
        for each in exposed
        if each.customer_id in members and each.currency == limit.currency and limit.legal_entity_id in (None, each.legal_entity_id)
    )
    released = sum(
        each.amount_minor
        for each in releases
        if each.kind is CreditKind.RELEASE
        and each.customer_id in members
        and each.currency == limit.currency
        and (each.legal_entity_id is None or limit.legal_entity_id in (None, each.legal_entity_id))
        and each.contract_id in (None, contract_id)
        and not is_over(today, each.valid_until_date)
    )
    found = Usage(
        limit=limit,
        released=Money(limit.currency, released),
        exposure=Money(limit.currency, exposure),
        standing=CreditStanding.EXPIRED if is_over(today, limit.valid_until_date) else CreditStanding.WITHIN,
    )
    if found.standing is CreditStanding.EXPIRED:
        return found
    return Usage(limit=limit, released=found.released, exposure=found.exposure, standing=_standing(found, near_percent))


def _standing(used: Usage, near_percent: int) -> CreditStanding:
    if used.available.minor < 0:
        return CreditStanding.EXCEEDED
    near = used.exposure.minor > 0 and used.exposure.minor * 100 >= used.allowed.minor * near_percent
    return CreditStanding.NEAR if near else CreditStanding.WITHIN


def by_place(exposed: Iterable[Exposed]) -> Mapping[tuple[UUID | None, str], Counter[ExposureComponent]]:
    """What each component comes to, per legal entity and currency."""
    found: dict[tuple[UUID | None, str], Counter[ExposureComponent]] = {}
    for each in exposed:
        found.setdefault((each.legal_entity_id, each.currency), Counter())[each.component] += each.amount_minor
    return found
