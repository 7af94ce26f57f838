"""Lists of credit limits, exposure, what of limits is used, and whether a customer may take more."""

from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Row, Select, select
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.company_settings import show_settings
from chassis.errors import forbidden, invalid, not_found
from chassis.fields import choice, money
from chassis.listing import Listing
from chassis.messages import to_message, values
from chassis.money import Money
from chassis.reader import Reader
from chassis.scope import Limits
from chassis.service import query
from chassis.wire import money as wired
from chassis.wire import text
from crm.receivables.v1 import credit_pb2 as pb
from crm.receivables.v1 import receivables_pb2 as books
from receivables import credit_exposure as made_of
from receivables.credit_tables import credit_limit
from receivables.credit_used import at
from receivables.credit_used import used as used_of
from receivables.domain.credit.exposure import Usage, by_place
from receivables.domain.credit.limit import CreditLimit
from receivables.domain.credit.states import CreditKind, CreditOccasion, CreditStanding, CreditState, ExposureComponent
from receivables.domain.credit.verdict import Gate, verdict
from receivables.domain.receivable_settings import ReceivableSettings
from receivables.domain.states import ClaimState
from receivables.domain.terms import Gate as Holds
from receivables.seeing import seen
from receivables.tables import copy_account, instalment

c = credit_limit.c
MOST_LIMITS = 5000
_STANDINGS = {each: pb.CreditStanding.Value(f"CREDIT_STANDING_{each.name}") for each in CreditStanding}

CREDIT_LIMITS = Listing(
    credit_limit,
    {
        **{column.name: column for column in (c.id, c.number, c.customer_id, c.legal_entity_id, c.contract_id, c.contract_number)},
        **{column.name: column for column in (c.currency, c.valid_until_date, c.needs_confirmation, c.requested_by, c.approved_by)},
        **{column.name: column for column in (c.approve_time, c.owner_id, c.team_id, c.create_time, c.update_time)},
        "kind": choice(c.kind, CreditKind),
        "state": choice(c.state, CreditState),
        "amount": money(c.amount_minor, c.currency),
    },
    search="search_credit_limit",
    default_order="create_time desc",
)


@query
async def get_credit_limit(request: pb.GetCreditLimitRequest, reader: Reader) -> pb.CreditLimit:
    return to_message(pb.CreditLimit, await reader.get(CreditLimit, request.credit_limit_id))


@query
async def list_credit_limits(request: pb.ListCreditLimitsRequest, reader: Reader) -> pb.ListCreditLimitsResponse:
    return await reader.page(CREDIT_LIMITS, request, pb.ListCreditLimitsResponse)


@query
async def report_exposure(request: pb.ReportExposureRequest, reader: Reader) -> pb.ExposureReport:
    """Of a customer that the caller reaches, whole: a part that is not shown would look like room that is there."""
    customer_id = await _reached(reader, request.customer_id)
    near, limits = await _near_percent(reader), reader.scope.limits
    async with reader.snapshot() as connection:
        group = await made_of.members(connection, reader.tenant_id, (customer_id,))
        rows = made_of.rows(reader.tenant_id, reader.today, group[customer_id], limits)
        sums, behind = await made_of.exposed(connection, rows), await made_of.items(connection, rows)
        above = await made_of.chain(connection, reader.tenant_id, customer_id)
        used = await used_of(connection, reader.tenant_id, reader.today, c.customer_id.in_(above), near, limits)
    return pb.ExposureReport(
        as_of=reader.today.isoformat(),
        customer_id=request.customer_id,
        is_group=len(group[customer_id]) > 1,
        rows=[_place(place, parts, behind) for place, parts in sorted(by_place(sums).items(), key=lambda each: str(each[0]))],
        lines=[_line(each) for each in used],
    )


@query
async def report_credit(request: pb.ReportCreditRequest, reader: Reader) -> pb.CreditReport:
    """The limits are those of the scope; what is used of them is used by whomever."""
    given, near = values(request), await _near_percent(reader)
    asked = [c.legal_entity_id == given["legal_entity_id"]] if given["legal_entity_id"] else []
    mine = select(c.id).where(c.tenant_id == reader.tenant_id, c.state == CreditState.APPROVED, c.kind == CreditKind.LIMIT)
    ids = [row.id for row in await reader.execute(mine.where(*seen(credit_limit, reader.scope), *asked).limit(MOST_LIMITS + 1))]
    async with reader.snapshot() as connection:
        where = c.id.in_(ids[:MOST_LIMITS])
        used = await used_of(connection, reader.tenant_id, reader.today, where, near, Limits()) if ids else []
    shown = [each for each in used if given["standing"] in (None, "", each.standing)]
    shown.sort(key=lambda each: (each.available.minor >= 0, -each.used_percent, str(cast(CreditLimit, each.limit).id)))
    return pb.CreditReport(as_of=reader.today.isoformat(), lines=[_line(each) for each in shown], truncated=len(ids) > MOST_LIMITS)


@query
async def report_credit_verdict(request: pb.ReportCreditVerdictRequest, reader: Reader) -> pb.CreditVerdict:
    """By all limits of the customer and its groups, whoever may see these."""
    customer_id, given, near = await _reached(reader, request.customer_id), values(request), await _near_percent(reader)
    entity, allowed = given["legal_entity_id"], reader.scope.limits.legal_entity_ids
    if allowed and entity not in allowed:
        raise forbidden("LEGAL_ENTITY_NOT_YOURS", "You work for other companies of ours.", field="legal_entity_id")
    asked = _amount(request)
    async with reader.snapshot() as connection:
        above = await made_of.chain(connection, reader.tenant_id, customer_id)
        where = at(above, entity, asked.currency)
        used = await used_of(
            connection, reader.tenant_id, reader.today, where, near, Limits(), contract_id=given["contract_id"], releasing=above
        )
        gates: list[Gate] = []
        released = Money.zero(asked.currency)
        if given["occasion"] == CreditOccasion.SHIPMENT and given["contract_id"]:
            gates = await _gates(connection, reader, given["contract_id"], request.lot_code)
            released = await _released(connection, reader, given["contract_id"], asked.currency)
    found = verdict(asked, used, gates, released)
    return pb.CreditVerdict(
        decision=pb.CreditDecision.Value(f"CREDIT_DECISION_{found.decision.name}"),
        reasons=[message for reason in found.reasons if (message := reason.message)],
        available=wired(found.available),
        lines=[_line(each) for each in used],
    )


# --- what is looked up -----------------------------------------------------------------------------


async def _reached(reader: Reader, id: str) -> UUID:
    """A customer of the scope. Raises NOT_FOUND for another one."""
    a = copy_account.c
    mine = select(a.id).where(a.tenant_id == reader.tenant_id, a.id == UUID(id), *seen(copy_account, reader.scope))
    found = (await reader.execute(mine)).scalar()
    if found is None:
        raise not_found("account", id)
    return cast(UUID, found)


async def _near_percent(reader: Reader) -> int:
    return (await show_settings(reader, ReceivableSettings, books.ReceivableSettings)).credit_near_percent


async def _gates(connection: AsyncConnection, reader: Reader, contract_id: UUID, lot_code: str) -> list[Gate]:
    """What must be paid before the contract, or the lot, may go: what is held in advance for it is there."""
    i = instalment.c
    holds: Select[Any] = select(i.name, i.currency, i.open_minor, i.advance_minor).where(
        i.tenant_id == reader.tenant_id, i.contract_id == contract_id, i.gate == Holds.SHIPMENT, i.claim_state != ClaimState.CLOSED
    )
    if lot_code:
        holds = holds.where(i.lot_code.in_(("", lot_code)))
    return [
        Gate(name=row.name, open=Money(row.currency, max(row.open_minor - row.advance_minor, 0)))
        for row in await connection.execute(holds.order_by(i.position))
    ]


async def _released(connection: AsyncConnection, reader: Reader, contract_id: UUID, currency: str) -> Money:
    mine = (c.tenant_id == reader.tenant_id, c.state == CreditState.APPROVED, c.kind == CreditKind.RELEASE, c.contract_id == contract_id)
    holding = select(c.amount_minor).where(*mine, c.currency == currency, c.valid_until_date >= reader.today)
    return Money(currency, sum((await connection.execute(holding)).scalars()))


def _amount(request: pb.ReportCreditVerdictRequest) -> Money:
    try:
        asked = Money.parse(request.currency_code, request.amount or "0")
    except ValueError as error:
        raise invalid("amount", str(error), "AMOUNT_INVALID") from None
    if asked.minor < 0:
        raise invalid("amount", "An amount is not negative.", "AMOUNT_NEGATIVE")
    return asked


# --- as messages -----------------------------------------------------------------------------------


def _line(used: Usage) -> pb.CreditLine:
    row: Any = used.limit
    return pb.CreditLine(
        credit_limit=to_message(pb.CreditLimit, row),
        released=wired(used.released),
        exposure=wired(used.exposure),
        available=wired(used.available),
        used_percent=used.used_percent,
        standing=_STANDINGS[used.standing],
    )


def _place(place: tuple[UUID | None, str], parts: Any, behind: Sequence[Row[Any]]) -> pb.ExposureRow:
    legal_entity_id, currency = place
    here = [row for row in behind if (row.legal_entity_id, row.currency) == place]
    return pb.ExposureRow(
        legal_entity_id=text(legal_entity_id),
        exposure=wired(Money(currency, parts.total())),
        parts=[_part(each, Money(currency, parts[each]), [row for row in here if row.component == each]) for each in ExposureComponent],
    )


def _part(component: ExposureComponent, amount: Money, rows: Sequence[Row[Any]]) -> pb.ExposurePart:
    return pb.ExposurePart(
        component=pb.ExposureComponent.Value(f"EXPOSURE_COMPONENT_{component.name}"),
        amount=wired(amount),
        items=[
            pb.ExposureItem(
                subject_type=row.subject_type,
                subject_id=str(row.subject_id),
                customer_id=str(row.customer_id),
                contract_id=text(row.contract_id),
                label=row.label,
                amount=wired(Money(row.currency, int(row.amount_minor))),
                item_date=text(row.item_date),
            )
            for row in rows
        ],
        item_count=rows[0].item_count if rows else 0,
    )
