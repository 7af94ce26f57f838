"""Teams and the people in them, and those who do what representatives may not."""

from collections.abc import Sequence
from dataclasses import dataclass

from tools.api.batches import Verdict, batches, store
from tools.api.client import Client, Json
from tools.api.keep import Keep
from tools.api.progress import Bars
from tools.api.signing_in import as_user
from tools.import_crm.bodies import Bodies, team_of
from tools.import_crm.book import Book
from tools.stack.trouble import Trouble

# Who stores the sales book, who enters what was paid, who looks after it: never one person.
STAFF = {"operations": "Operations", "cashier": "Cashier", "receivables_accountant": "Receivables accountant"}


@dataclass(frozen=True)
class Staff:
    operations: Client
    cashier: Client
    accountant: Client


async def make_people(administrator: Client, book: Book, bodies: Bodies, bars: Bars) -> None:
    """Regions, teams below them, a manager for each team, representatives. Who manages a team is said once the person is there."""
    ids, taken = bodies.ids, set[str]()
    ids.legal_entity = await _legal_entity(administrator, bodies.mapping.currency)
    ids.roles = {role["key"]: role["id"] for role in await administrator.everything("/v1/roles", "roles")}
    step = bars.step("teams", len(book.regions) + len(book.managers))
    regions = await _all(administrator, "/v1/teams", [bodies.region(name) for name in book.regions])
    ids.teams |= dict(zip(book.regions, regions, strict=True))
    step.done(len(regions))
    teams = await _all(administrator, "/v1/teams", [bodies.team(*each) for each in book.managers.items()])
    ids.teams |= dict(zip(book.managers, teams, strict=True))
    step.done(len(teams))
    await _hire(administrator, list(book.managers), "sales_manager", book, bodies, taken, bars)
    for manager in book.managers:
        await _put_in_charge(administrator, ids.teams[manager], ids.people[manager])
    await _hire(administrator, [person.name for person in book.people], "sales", book, bodies, taken, bars)


async def make_staff(door: Client, administrator: Client, tenant: str, bodies: Bodies, keep: Keep, bars: Bars) -> Staff:
    """Signs in as each of those who store the book; hires them first where they are not there yet."""
    step, clients = bars.step("sign-ins", len(STAFF)), []
    for role, name in STAFF.items():
        rows = bodies.users([name], role, {}, set())
        (id,) = await _all(administrator, "/v1/users", rows)
        user = await administrator.get(f"/v1/users/{id}")
        clients.append(await as_user(door, administrator, tenant, user, keep.password(user["email"])))
        step.done(1)
    return Staff(*clients)


async def _legal_entity(administrator: Client, currency: str) -> str:
    """Our company that signs: the one that keeps its books in the currency of the sales book, else the first."""
    entities = await administrator.everything("/v1/legalEntities", "legalEntities")
    fitting = [entity for entity in entities if entity["functionalCurrency"] == currency]
    return str((fitting or entities)[0]["id"])


async def _hire(administrator: Client, names: Sequence[str], role: str, book: Book, bodies: Bodies, taken: set[str], bars: Bars) -> None:
    step = bars.step(role.replace("_", " ") + " people", len(names))
    rows = bodies.users(names, role, team_of(book), taken)
    for some, their in zip(batches(names), batches(rows), strict=True):
        bodies.ids.people |= dict(zip(some, await _all(administrator, "/v1/users", their), strict=True))
        step.done(len(some))


async def _put_in_charge(administrator: Client, team_id: str, manager_id: str) -> None:
    team = await administrator.get(f"/v1/teams/{team_id}")
    if team["managerId"] != manager_id:
        await administrator.patch(f"/v1/teams/{team_id}", {"managerId": manager_id})


async def _all(administrator: Client, path: str, rows: Sequence[Json]) -> list[str]:
    """The ids. Raises Trouble where one is refused: nothing that follows would have its place."""
    return [_id(verdict, path) for verdict in await store(administrator, path, rows)]


def _id(verdict: Verdict, path: str) -> str:
    if not verdict.id:
        raise Trouble(f"{path} refused what the import cannot do without: {verdict.reason}")
    return verdict.id
