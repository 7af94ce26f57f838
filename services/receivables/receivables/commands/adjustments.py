"""Commands on adjustments: asked for by one person, approved by others, posted once.

The customer is locked before anything is computed from a balance."""

from typing import Any

from chassis.errors import invalid, precondition
from chassis.messages import values
from chassis.money import Money
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.receivables.v1 import adjustments_pb2 as pb
from receivables import adjustment_tables as t
from receivables import known, late_interest_claims
from receivables.adjusting import carry_out, check_payee
from receivables.books import open_journal, post
from receivables.domain.adjusting.adjustment import Adjustment
from receivables.domain.adjusting.posting import (
    check_fee,
    come_back,
    is_small_change,
    pay_back,
    refundable,
    relievable,
    takeable,
)
from receivables.domain.adjusting.states import AdjustmentKind, AdjustmentState
from receivables.domain.contract import give
from receivables.domain.instalment import Instalment
from receivables.domain.plan import PaymentPlan
from receivables.domain.receipt import Receipt
from receivables.domain.states import Tender

# What only refunds say.
_OF_REFUNDS = ("payee_name", "payee_account", "other_payee_reason", "bank_account_id")


@command
async def create_adjustment(request: pb.CreateAdjustmentRequest, uow: UnitOfWork) -> Adjustment:
    given = values(request.adjustment)
    kind, amount = given.pop("kind"), given.pop("amount")
    if given["original_id"]:
        adjustment = await _taking_back(given, amount, uow)
    elif not kind:
        raise invalid("adjustment.kind", "Say what it is, or which adjustment it takes back.", "KIND_MISSING")
    elif kind == AdjustmentKind.REFUND:
        adjustment = await _refund(given, amount, uow)
    else:
        adjustment = await _relief(given, AdjustmentKind(kind), amount, uow)
    await _check_alone(adjustment, uow)
    uow.add(adjustment)
    await carry_out(uow, adjustment)
    return adjustment


async def _refund(given: dict[str, Any], amount: Money | None, uow: UnitOfWork) -> Adjustment:
    if given["receipt_id"] is None or given.pop("instalment_id"):
        raise invalid("adjustment.receipt_id", "Name the receipt whose money goes back, and no instalment.", "SUBJECT_UNCLEAR")
    _check_no_days(given)
    receipt = await known.receipt_under_lock(uow, given["receipt_id"])
    adjustment = _written(
        uow,
        {
            **given,
            "payee_name": given["payee_name"] or receipt.payer_name,
            "payee_account": given["payee_account"] or receipt.payer_account,
            "bank_account_id": given["bank_account_id"] or receipt.bank_account_id,
        },
        kind=AdjustmentKind.REFUND,
        amount=refundable(receipt, amount),
        subject_id=receipt.id,
        legal_entity_id=receipt.legal_entity_id,
    )
    if receipt.tender is Tender.CREDIT and adjustment.bank_account_id is None:
        raise invalid("adjustment.bank_account_id", "No money came by a credit; say which of our accounts pays.", "BANK_ACCOUNT_MISSING")
    _belong(adjustment, receipt)
    await check_payee(uow, adjustment, receipt)
    adjustment.request((await known.settings(uow)).adjustment_limits, uow.principal.person_id)
    return adjustment


async def _relief(given: dict[str, Any], kind: AdjustmentKind, amount: Money | None, uow: UnitOfWork) -> Adjustment:
    if given["instalment_id"] is None or (kind is AdjustmentKind.BANK_FEE) != (given["receipt_id"] is not None):
        detail = "Name the instalment; of a bank fee, and of nothing else, the receipt that came short besides."
        raise invalid("adjustment.instalment_id", detail, "SUBJECT_UNCLEAR")
    _check_no_payee(given)
    plan, instalment = await known.instalment_under_lock(uow, given["instalment_id"])
    if kind is AdjustmentKind.LATE_INTEREST_WAIVER and not instalment.is_late_interest:
        amount = await _accrued(uow, given, plan, instalment, amount)
    else:
        _check_no_days(given)
        amount = relievable(instalment, amount)
    if given["receipt_id"] is not None:
        check_fee(await known.receipt_under_lock(uow, given["receipt_id"]), instalment)
    adjustment = _written(
        uow,
        given,
        kind=kind,
        amount=amount,
        subject_id=instalment.id,
        payment_plan_id=plan.id,
        contract_id=plan.contract_id,
        contract_number=plan.contract_number,
        customer_id=plan.customer_id,
        legal_entity_id=plan.legal_entity_id,
    )
    give(adjustment, plan.belonging)
    limits = (await known.settings(uow)).adjustment_limits
    adjustment.request(limits, uow.principal.person_id, alone=is_small_change(adjustment, instalment))
    return adjustment


async def _accrued(uow: UnitOfWork, given: dict[str, Any], plan: PaymentPlan, instalment: Instalment, amount: Money | None) -> Money:
    """What nobody claimed yet is waived as a whole, up to a day; part of it, once it is claimed."""
    until = given["interest_until_date"] = given["interest_until_date"] or uow.today
    if until > uow.today:
        raise invalid("adjustment.interest_until_date", f"{until} has not come yet.", "DAY_IN_FUTURE")
    _, accrued = await late_interest_claims.accrued(uow, plan, instalment, until)
    if amount not in (None, accrued):
        detail = f"{accrued} has accrued up to {until}, and is waived as a whole; claim it first to waive a part."
        raise precondition("INTEREST_DIFFERS", detail, available=str(accrued), field="adjustment.amount")
    return accrued


async def _taking_back(given: dict[str, Any], amount: Money | None, uow: UnitOfWork) -> Adjustment:
    if given.pop("receipt_id") or given.pop("instalment_id"):
        raise invalid("adjustment.original_id", "What it is about, the adjustment says that it takes back.", "SUBJECT_UNCLEAR")
    _check_no_payee(given)
    _check_no_days(given)
    original = await uow.get(Adjustment, given["original_id"])
    if original.customer_id is not None:
        await uow.lock("customer", original.customer_id)
    kept = ("subject_id", "receipt_id", "instalment_id", "payment_plan_id", "contract_id", "contract_number", "customer_id")
    adjustment = _written(
        uow,
        given,
        kind=original.kind,
        amount=takeable(original, amount),
        legal_entity_id=original.legal_entity_id,
        **{name: getattr(original, name) for name in kept},
    )
    adjustment.bank_account_id, adjustment.payee_name = original.bank_account_id, original.payee_name
    for name in ("owner_id", "team_id", "business_unit", "product_line", "region"):
        setattr(adjustment, name, getattr(original, name))
    adjustment.shared_with = list(original.shared_with)
    adjustment.request((await known.settings(uow)).adjustment_limits, uow.principal.person_id)
    return adjustment


def _written(uow: UnitOfWork, given: dict[str, Any], *, amount: Money, **known: Any) -> Adjustment:
    return Adjustment(
        id=uow.new_id(),
        tenant_id=uow.tenant_id,
        create_time=uow.now,
        update_time=uow.now,
        currency=amount.currency,
        amount_minor=amount.minor,
        **{**given, **known},
    )


def _belong(adjustment: Adjustment, receipt: Receipt) -> None:
    """To whom the receipt belongs, once one knows whose money it is."""
    adjustment.customer_id = receipt.customer_id
    adjustment.owner_id, adjustment.team_id, adjustment.shared_with = receipt.owner_id, receipt.team_id, list(receipt.shared_with)


def _check_no_payee(given: dict[str, Any]) -> None:
    if named := next((name for name in _OF_REFUNDS if given[name]), None):
        raise invalid(f"adjustment.{named}", "Only money that goes back has a payee.", "NOT_A_REFUND")


def _check_no_days(given: dict[str, Any]) -> None:
    if given["interest_until_date"] is not None:
        raise invalid("adjustment.interest_until_date", "Only interest that is not claimed yet is waived up to a day.", "NOT_ACCRUED")


async def _check_alone(adjustment: Adjustment, uow: UnitOfWork) -> None:
    a = t.adjustment.c
    waiting = (a.subject_id == adjustment.subject_id, a.state.in_([state for state in AdjustmentState if state.is_open]))
    if found := await uow.find(Adjustment, *waiting, limit=1):
        raise precondition(
            "ADJUSTMENT_PENDING", f"{found[0].number} waits for the same; decide on it first.", adjustment_id=str(found[0].id)
        )


@command
async def approve_adjustment(request: pb.ApproveAdjustmentRequest, uow: UnitOfWork) -> Adjustment:
    adjustment = await _under_lock(request, uow)
    adjustment.approve(uow.principal.person_id, uow.now)
    await carry_out(uow, adjustment)
    return adjustment


@command
async def confirm_adjustment(request: pb.ConfirmAdjustmentRequest, uow: UnitOfWork) -> Adjustment:
    adjustment = await _under_lock(request, uow)
    adjustment.confirm(uow.principal.person_id, uow.now)
    await carry_out(uow, adjustment)
    return adjustment


@command
async def reject_adjustment(request: pb.RejectAdjustmentRequest, uow: UnitOfWork) -> Adjustment:
    adjustment = await _under_lock(request, uow)
    adjustment.reject(request.reason, uow.principal.person_id, uow.now)
    return adjustment


@command
async def withdraw_adjustment(request: pb.WithdrawAdjustmentRequest, uow: UnitOfWork) -> Adjustment:
    adjustment = await _under_lock(request, uow)
    adjustment.withdraw(uow.principal.person_id, uow.now)
    return adjustment


@command
async def pay_adjustment(request: pb.PayAdjustmentRequest, uow: UnitOfWork) -> Adjustment:
    adjustment = await _under_lock(request, uow)
    adjustment.check_payable()
    receipt = await known.receipt_under_lock(uow, adjustment.subject_id)
    _belong(adjustment, receipt)
    journal = await open_journal(uow, receipt.legal_entity_id)
    day = values(request)["value_date"]
    if adjustment.original_id is None:
        pay_back(adjustment, receipt, journal, on=day, bank_reference=request.bank_reference)
    else:
        original = await uow.get(Adjustment, adjustment.original_id)
        come_back(adjustment, original, receipt, journal, on=day, bank_reference=request.bank_reference)
    post(uow, journal)
    return adjustment


async def _under_lock(
    request: pb.ApproveAdjustmentRequest
    | pb.ConfirmAdjustmentRequest
    | pb.RejectAdjustmentRequest
    | pb.WithdrawAdjustmentRequest
    | pb.PayAdjustmentRequest,
    uow: UnitOfWork,
) -> Adjustment:
    adjustment = await uow.get(Adjustment, request.adjustment_id, etag=request.etag)
    if adjustment.customer_id is not None:
        await uow.lock("customer", adjustment.customer_id)
    return adjustment
