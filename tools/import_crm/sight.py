"""Whether people see what is theirs and nothing else: asked in the name of some of them."""

from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from tools.api.client import Client, Json, Refused
from tools.api.progress import Bars
from tools.import_crm.book import Book, Deal
from tools.import_crm.checks import Check, Imported
from tools.import_crm.receipts import PLANS

# The keys that look through somebody's eyes are revoked when that is done; this is for the case that the import is killed before.
KEY_LASTS = timedelta(minutes=15)


async def check_sight(door: Client, administrator: Client, imported: Imported, bars: Bars) -> list[Check]:
    """Representatives see their own, managers those of their team: the very rows, in two services."""
    book, managers = imported.book, dict[str, set[str]]()
    for person in book.people:
        managers.setdefault(person.manager, {person.manager}).add(person.name)
    people = [
        *((name, {name}, "OWN") for name in some_representatives(book)),
        *((name, managers[name], "TEAM_AND_BELOW") for name in _ends([*managers])),
    ]
    step, checks = bars.step("whose is what", len(people)), []
    for name, owners, reach in people:
        async with _eyes(door, administrator, imported.bodies.ids.people[name], reach) as eyes:
            checks += await _look(eyes, name, owners, imported)
        step.done(1)
    return checks


def some_representatives(book: Book) -> list[str]:
    """Those with the most and the fewest deals."""
    deals = Counter({person.name: 0 for person in book.people})
    deals.update(deal.owner for deal in book.deals)
    return _ends([name for name, _ in deals.most_common()])


def _ends(names: Sequence[str]) -> list[str]:
    return list(dict.fromkeys([*names[:1], *names[-1:]]))


async def _look(eyes: Client, name: str, owners: set[str], imported: Imported) -> list[Check]:
    ids = imported.bodies.ids
    theirs = [deal for deal in imported.deals if deal.owner in owners]
    plans = {ids.contracts[deal.id] for deal in theirs if deal.id in ids.contracts}
    seen = {row["id"] for row in await eyes.everything("/v1/opportunities", "opportunities")}
    seen_plans = {row["contractId"] for row in await eyes.everything(PLANS, "paymentPlans")}
    checks = [
        _same(f"{name} sees opportunities", {ids.opportunities[deal.id] for deal in theirs}, seen),
        _same(f"{name} sees payment plans", plans, seen_plans),
    ]
    foreign = next((deal for deal in imported.deals if deal.owner not in owners), None)
    return (
        checks
        if foreign is None
        else [*checks, Check(f"{name} opens one of {foreign.owner}", "NOT_FOUND", await _opened(eyes, foreign, imported))]
    )


async def _opened(eyes: Client, deal: Deal, imported: Imported) -> str:
    try:
        await eyes.get(f"/v1/opportunities/{imported.bodies.ids.opportunities[deal.id]}")
    except Refused as refused:
        return refused.reason
    return "opened"


def _same(what: str, expected: set[str], found: set[str]) -> Check:
    foreign, missing = len(found - expected), len(expected - found)
    wrong = f", {foreign:,} of others, {missing:,} missing" if foreign or missing else ""
    return Check(what, f"{len(expected):,}", f"{len(found):,}{wrong}")


@asynccontextmanager
async def _eyes(door: Client, administrator: Client, person_id: str, reach: str) -> AsyncIterator[Client]:
    """A key that reads what the person may read, and does no more."""
    grants = [{"permission": permission, "reach": f"REACH_{reach}"} for permission in ("opportunity.read", "plan.read")]
    expire = datetime.now(UTC) + KEY_LASTS
    body: Json = {"name": "import: who sees what", "personId": person_id, "grants": grants, "expireTime": expire.isoformat()}
    key = await administrator.post("/v1/apiKeys", body)
    try:
        yield door.signed_in(key["secret"])
    finally:
        await administrator.post(f"/v1/apiKeys/{key['id']}:revoke", {})
