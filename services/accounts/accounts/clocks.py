"""Keeping the clocks of accounts: what winds them up, and where their figures are shown.

A clock is written beside the account and does not raise the account's version. Its figures are copied into the account's row, for
lists to filter and sort by.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from sqlalchemy import Executable, cast, func, or_, select, union, update
from sqlalchemy.dialects.postgresql import JSONPATH

from accounts import tables as t
from accounts.domain.account import Account
from accounts.domain.account_clock import AccountClock
from accounts.domain.interaction import Interaction
from accounts.domain.rfm import WINDOW, Order, segment
from accounts.settings import settings_of
from chassis.changes import previous_scope_of
from chassis.ids import derived_id
from chassis.money import Money
from chassis.unit_of_work import UnitOfWork

# An instalment that may be claimed and was not paid by its day.
_OVERDUE = cast('$[*] ? (@.claim_state == "claimable" && @.open_minor > 0 && @.due_date > "" && @.due_date < $today)', JSONPATH)
# Contracts that were an order, whatever became of them.
_ORDERED = ("effective", "fulfilled", "terminated")


async def start(uow: UnitOfWork, account: Account) -> None:
    """Winds up the clock of a new account."""
    clock = AccountClock(
        id=clock_id(account.id),
        tenant_id=uow.tenant_id,
        create_time=uow.now,
        update_time=uow.now,
        account_id=account.id,
        since_time=uow.now,
        tier=account.tier,
    )
    clock.wind(await settings_of(uow), uow.clock.zone(uow.tenant_id))
    account.next_contact_due_date = clock.next_contact_due_date
    uow.add(clock)


def clock_id(account_id: UUID) -> UUID:
    """Not the account's own: timers and events go by the id of what they are about."""
    return derived_id(account_id, "clock")


async def tier_changed(uow: UnitOfWork, account: Account) -> None:
    """The next contact is due earlier or later."""
    for clock in await _clocks(uow, (account.id,)):
        if clock.tier != account.tier:
            clock.tier = account.tier
            await _wind(uow, clock)


async def owners_changed(uow: UnitOfWork, accounts: Sequence[Account]) -> None:
    """Who has just got an account has the whole time to make contact."""
    before = {account.id: (previous_scope_of(account), account.owner_id) for account in accounts}
    moved = [id for id, (was, owner_id) in before.items() if was is not None and was.owner_id != str(owner_id or "")]
    for clock in await _clocks(uow, moved):
        clock.owned_anew(uow.now)
        await _wind(uow, clock)


async def restored(uow: UnitOfWork, account: Account) -> None:
    """Out of the recycle bin, where nobody was to make contact: its owner has the whole time again."""
    for clock in await _clocks(uow, (account.id,)):
        clock.owned_anew(uow.now)
        await _wind(uow, clock)


async def contacted(uow: UnitOfWork, interaction: Interaction) -> None:
    """A new line of the log. The log itself is not read: an older line changes nothing."""
    if interaction.account_id is None:
        return
    learned = uow.known.get("account_clock", {}).get(interaction.account_id)
    found = [learned] if learned is not None and learned in uow.session else await _clocks(uow, (interaction.account_id,))
    for clock in found:
        at = interaction.interaction_time
        clock.contacted(
            max(clock.last_contact_time or at, at) if interaction.by_assigned else clock.last_contact_time,
            max(clock.last_answer_time or at, at) if interaction.two_way else clock.last_answer_time,
        )
        await _wind(uow, clock)


async def learn(uow: UnitOfWork, account_ids: Iterable[UUID]) -> None:
    """Loads the clocks that a batch of new lines winds up."""
    kept = uow.known.setdefault("account_clock", {})
    kept.update({clock.account_id: clock for clock in await _clocks(uow, account_ids)})


async def recount(uow: UnitOfWork, account_id: UUID | None, changed: Interaction | None = None) -> None:
    """Reads the log anew, after a line of it changed, was taken back, or came from a lead. `changed` is not stored yet."""
    if account_id is None:
        return
    line = t.interaction.c
    where = [line.tenant_id == uow.tenant_id, line.account_id == account_id, line.archive_time.is_(None)]
    if changed is not None:
        where.append(line.id != changed.id)
    last = func.max(line.interaction_time)
    async with uow.beyond_scope("the last contact with an account"):
        columns = (last.filter(line.by_assigned).label("contact"), last.filter(line.two_way).label("answer"))
        row = (await uow.execute(select(*columns).where(*where))).one()
    contact, answer = row.contact, row.answer
    if changed is not None and changed.archive_time is None:
        at = changed.interaction_time
        contact = max(contact or at, at) if changed.by_assigned else contact
        answer = max(answer or at, at) if changed.two_way else answer
    for clock in await _clocks(uow, (account_id,)):
        clock.contacted(contact, answer)
        await _wind(uow, clock)


async def follow_deals(uow: UnitOfWork, account_ids: Sequence[UUID]) -> None:
    """After copies of opportunities, contracts or plans changed: their accounts may be active now, or have bought more."""
    clocks = await _clocks(uow, account_ids)
    if not clocks:
        return
    active = await _active(uow, [clock.account_id for clock in clocks])
    orders = await _orders(uow, [clock.account_id for clock in clocks])
    for clock in clocks:
        clock.is_active(clock.account_id in active, uow.now)
        await value(uow, clock, orders[clock.account_id])


async def value(uow: UnitOfWork, clock: AccountClock, orders: Sequence[Order] | None = None) -> None:
    """Says anew what the account's orders say."""
    if orders is None:
        orders = (await _orders(uow, [clock.account_id]))[clock.account_id]
    settings = await settings_of(uow)
    clock.bought(segment(orders, uow.today, settings.thresholds, settings.currency))
    await _wind(uow, clock)


async def _clocks(uow: UnitOfWork, account_ids: Iterable[UUID]) -> list[AccountClock]:
    """Locked: colleagues who write about one customer at the same moment wait for each other, and none is refused."""
    ids = [clock_id(account_id) for account_id in account_ids]
    if not ids:
        return []
    await uow.lock("account_clock", *ids)
    return await uow.find(AccountClock, t.account_clock.c.id.in_(ids))


async def _wind(uow: UnitOfWork, clock: AccountClock) -> None:
    clock.wind(await settings_of(uow), uow.clock.zone(uow.tenant_id))
    if uow.historical:
        clock.begin_silently(uow.today)
    if uow.session.is_modified(clock):
        uow.write_later(_show, clock)


def _show(clocks: list[AccountClock]) -> Iterator[Executable]:
    """Past the aggregate: the account keeps its version. The clocks are stored by now, so one statement does for all of them."""
    clock, account = t.account_clock.c, t.account.c
    shown = {name: clock[name] for name in ("last_contact_time", "next_contact_due_date", "rfm_segment", "rfm")}
    of_these = (clock.tenant_id == account.tenant_id, clock.account_id == account.id, clock.id.in_([each.id for each in clocks]))
    yield update(t.account).where(*of_these).values(shown)


async def _active(uow: UnitOfWork, account_ids: Sequence[UUID]) -> set[UUID]:
    """Those with an open opportunity or overdue money."""
    deal, plan = t.copy_opportunity.c, t.copy_payment_plan.c
    is_open = (deal.tenant_id == uow.tenant_id, deal.account_id.in_(account_ids), deal.state == "open", ~deal.archived)
    overdue = func.jsonb_path_exists(plan.instalments, _OVERDUE, func.jsonb_build_object("today", uow.today.isoformat()))
    is_overdue = (plan.tenant_id == uow.tenant_id, plan.customer_id.in_(account_ids), overdue)
    active = union(select(deal.account_id).where(*is_open), select(plan.customer_id).where(*is_overdue))
    return set((await uow.execute(active)).scalars())


async def _orders(uow: UnitOfWork, account_ids: Sequence[UUID]) -> dict[UUID, list[Order]]:
    """Those that count today, and the last ones of each account however long ago."""
    contract = t.copy_contract.c
    last = func.max(contract.effective_date).over(partition_by=contract.account_id).label("last")
    orders = (
        select(contract.account_id, contract.effective_date, contract.gross_minor, contract.currency, last)
        .where(
            contract.tenant_id == uow.tenant_id,
            contract.account_id.in_(account_ids),
            contract.state.in_(_ORDERED),
            contract.effective_date <= uow.today,
        )
        .subquery()
    )
    counts = or_(orders.c.effective_date > uow.today - WINDOW, orders.c.effective_date == orders.c.last)
    statement = select(orders).where(counts)
    found: dict[UUID, list[Order]] = defaultdict(list)
    for row in await uow.execute(statement):
        found[row.account_id].append(Order(row.effective_date, Money(row.currency, row.gross_minor)))
    return found
