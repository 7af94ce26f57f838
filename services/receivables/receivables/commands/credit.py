"""Commands on credit: asked for by one person, approved by others, and taken away again.

Under the lock of the customer, so that of two that are approved at once one takes the place of the other."""

from uuid import UUID

from chassis.errors import precondition
from chassis.messages import values
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.receivables.v1 import credit_pb2 as pb
from receivables import credit_tables as t
from receivables import known
from receivables.credit_watching import start_watch, stop_watch
from receivables.domain.credit.limit import CreditLimit
from receivables.domain.credit.states import CreditKind, CreditState
from receivables.order_credits import look_again


@command
async def create_credit_limit(request: pb.CreateCreditLimitRequest, uow: UnitOfWork) -> CreditLimit:
    given = values(request.credit_limit)
    kind, amount = CreditKind(given.pop("kind")), given.pop("amount")
    customer = await known.customer(uow, given["customer_id"], "credit_limit.customer_id")
    if given["legal_entity_id"] is not None:
        await known.legal_entity(uow, given["legal_entity_id"], "credit_limit.legal_entity_id")
    limit = CreditLimit(
        id=uow.new_id(),
        tenant_id=uow.tenant_id,
        create_time=uow.now,
        update_time=uow.now,
        kind=kind,
        currency=amount.currency,
        amount_minor=amount.minor,
        **given,
    )
    limit.owner_id, limit.team_id, limit.shared_with = customer.owner_id, customer.team_id, list(customer.shared_with)
    if limit.contract_id is not None:
        await _name_contract(limit, limit.contract_id, uow)
    limit.request((await known.settings(uow)).credit_confirmations, uow.principal.person_id, uow.today)
    return uow.add(limit)


async def _name_contract(limit: CreditLimit, contract_id: UUID, uow: UnitOfWork) -> None:
    plan = await known.plan_of_contract(uow, contract_id, "credit_limit.contract_id")
    if plan.customer_id != limit.customer_id:
        raise precondition("OTHER_CUSTOMER", "This contract is another customer's.", field="credit_limit.contract_id")
    limit.contract_number, limit.legal_entity_id = plan.contract_number, plan.legal_entity_id


@command
async def approve_credit_limit(request: pb.ApproveCreditLimitRequest, uow: UnitOfWork) -> CreditLimit:
    limit = await _under_lock(request, uow)
    if not limit.needs_confirmation:
        await _make_room(limit, uow)
    limit.approve(uow.principal.person_id, uow.now, uow.today)
    await _holds(limit, uow)
    return limit


@command
async def confirm_credit_limit(request: pb.ConfirmCreditLimitRequest, uow: UnitOfWork) -> CreditLimit:
    limit = await _under_lock(request, uow)
    await _make_room(limit, uow)
    limit.confirm(uow.principal.person_id, uow.now, uow.today)
    await _holds(limit, uow)
    return limit


@command
async def reject_credit_limit(request: pb.RejectCreditLimitRequest, uow: UnitOfWork) -> CreditLimit:
    limit = await _under_lock(request, uow)
    limit.reject(request.reason, uow.principal.person_id, uow.now)
    return limit


@command
async def withdraw_credit_limit(request: pb.WithdrawCreditLimitRequest, uow: UnitOfWork) -> CreditLimit:
    limit = await _under_lock(request, uow)
    limit.withdraw(uow.principal.person_id, uow.now)
    return limit


@command
async def end_credit_limit(request: pb.EndCreditLimitRequest, uow: UnitOfWork) -> CreditLimit:
    limit = await _under_lock(request, uow)
    limit.end(request.reason, uow.principal.person_id, uow.now)
    await stop_watch(uow, limit)
    await look_again(uow, limit.customer_id)
    return limit


async def _make_room(limit: CreditLimit, uow: UnitOfWork) -> None:
    """The limit before gives way, and is stored so: of two of the same, one holds."""
    if limit.kind is not CreditKind.LIMIT or limit.state is not CreditState.REQUESTED:
        return
    c = t.credit_limit.c
    same = (c.customer_id == limit.customer_id, c.legal_entity_id.is_not_distinct_from(limit.legal_entity_id), c.currency == limit.currency)
    before = await uow.first(CreditLimit, *same, c.kind == CreditKind.LIMIT, c.state == CreditState.APPROVED)
    if before is not None:
        before.give_way(uow.now)
        await stop_watch(uow, before)
        await uow.stage()


async def _holds(limit: CreditLimit, uow: UnitOfWork) -> None:
    if limit.state is CreditState.APPROVED:
        if limit.kind is CreditKind.LIMIT:
            start_watch(uow, limit)
        await look_again(uow, limit.customer_id)


async def _under_lock(
    request: pb.ApproveCreditLimitRequest
    | pb.ConfirmCreditLimitRequest
    | pb.RejectCreditLimitRequest
    | pb.WithdrawCreditLimitRequest
    | pb.EndCreditLimitRequest,
    uow: UnitOfWork,
) -> CreditLimit:
    limit = await uow.get(CreditLimit, request.credit_limit_id, etag=request.etag)
    await uow.lock("customer", limit.customer_id)
    return limit
