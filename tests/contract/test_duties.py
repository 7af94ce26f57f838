"""The duty matrix: who may do what with money and commitments, and which persons never, over every command that there is.

A command that posts money, or approves, without a line here fails. Lines say roles (who may) and fields of the record that hold a person
who must not be the one (never): the pipeline compares persons, not roles, so two roles or an API key help nobody. tests/e2e/test_duties.py
shows that it does.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from chassis.pipeline import Rpc, rpcs_of
from identity.domain.shipped_roles import SHIPPED_ROLES
from tests.contract.members import SERVICES

pytestmark = pytest.mark.capability("X-17")


@dataclass(frozen=True)
class Duty:
    may: frozenset[str]
    never: frozenset[str] = frozenset()
    money: bool = True


def duty(may: str, never: str = "", *, money: bool = True) -> Duty:
    return Duty(frozenset(may.split()), frozenset(never.split()), money)


DUTIES = {
    # A receipt is entered or brought in by the cashier, not by who sells; nobody allocates what they entered, or what their customer pays.
    "CreateReceipt": duty("cashier", "owner_id"),
    "BatchCreateReceipts": duty("cashier", "owner_id"),
    "UpsertReceipt": duty("cashier", "owner_id"),
    "DecideBankStatementLine": duty("cashier", "owner_id"),
    "IdentifyReceipt": duty("receivables_accountant", "owner_id"),
    "AllocateReceipt": duty("receivables_accountant", "entered_by owner_id"),
    "ReleaseAdvance": duty("receivables_accountant", "entered_by owner_id"),
    # A proposal is accepted as it would be allocated; who claims money does not decide whose it is.
    "AcceptCashProposal": duty("receivables_accountant", "entered_by owner_id"),
    "RejectCashProposal": duty("receivables_accountant", money=False),
    "AcceptReceiptClaim": duty("receivables_accountant", "owner_id"),
    "DeclineReceiptClaim": duty("receivables_accountant", money=False),
    # Who pays for whom is said by one person of finance and confirmed by another.
    "ConfirmPayerAlias": duty("receivables_accountant finance_manager", "asked_by", money=False),
    # An allocation is reversed by two: one asks, another approves.
    "ReverseReceipt": duty("receivables_accountant", "owner_id"),
    "ApproveReversal": duty("finance_manager", "asked_by owner_id"),
    "DeclineReversal": duty("receivables_accountant finance_manager", money=False),
    # What nobody pays any more, and what goes back: the accountant asks, the finance manager approves, a large write-off an executive
    # besides; the cashier pays what is refunded.
    "CreateAdjustment": duty("receivables_accountant", "owner_id"),
    "ApproveAdjustment": duty("finance_manager", "requested_by owner_id"),
    "ConfirmAdjustment": duty("executive", "requested_by approved_by owner_id"),
    "RejectAdjustment": duty("finance_manager executive", money=False),
    "PayAdjustment": duty("cashier", "requested_by approved_by owner_id"),
    # How much a customer may owe: asked for by who knows it, approved by the finance manager, much of it by an executive besides.
    "CreateCreditLimit": duty("sales sales_manager commercial receivables_accountant", money=False),
    "ApproveCreditLimit": duty("finance_manager", "requested_by owner_id"),
    "ConfirmCreditLimit": duty("executive", "requested_by approved_by owner_id"),
    "RejectCreditLimit": duty("finance_manager executive", money=False),
    "WithdrawCreditLimit": duty("sales sales_manager commercial receivables_accountant", money=False),
    "EndCreditLimit": duty("finance_manager", money=False),
    # Late interest is claimed by the accountant; what of it is not to be paid is waived by an adjustment.
    "ClaimLateInterest": duty("receivables_accountant", "owner_id"),
    # What is set aside at a month end: the accountant reckons it, the finance manager posts it, or takes it back.
    "PostProvision": duty("finance_manager", "prepared_by"),
    "ReverseProvision": duty("finance_manager", "prepared_by"),
    # What was gained or lost by rates of exchange goes the same way.
    "PostExchange": duty("finance_manager", "prepared_by"),
    "ReverseExchange": duty("finance_manager", "prepared_by"),
    # A bill is presented, and its payment recorded, by the cashier; what is to be done with it is asked for by the accountant and approved
    # by the finance manager, who takes back steps that others did.
    "SplitBill": duty("receivables_accountant", "owner_id"),
    "RequestBillAct": duty("receivables_accountant", "owner_id", money=False),
    "ApproveBillAct": duty("finance_manager", "asked_by owner_id"),
    "DeclineBillAct": duty("receivables_accountant finance_manager", money=False),
    "ReleaseBill": duty("receivables_accountant", "owner_id", money=False),
    "PresentBill": duty("cashier", "owner_id", money=False),
    "PayBill": duty("cashier", "owner_id"),
    "DishonourBill": duty("receivables_accountant", "entered_by owner_id"),
    "SettleRecourse": duty("receivables_accountant", "owner_id", money=False),
    "TakeBackBillStep": duty("finance_manager", "acted_by owner_id"),
    # A plan changes by three: sales asks, the managers of sales and of finance approve. The one of a refused plan is its first.
    "RevisePaymentPlan": duty("sales_manager finance_manager", "owner_id"),
    "ApprovePlanRevision": duty("sales_manager", "asked_by owner_id confirmed_by"),
    "ConfirmPlanRevision": duty("finance_manager", "asked_by owner_id approved_by"),
    "RejectPlanRevision": duty("sales sales_manager finance_manager", money=False),
    # An invoice is asked for by one and approved by another; issued ones are recorded by the accountant. What takes one back in red is
    # asked for by the accountant and approved by the finance manager, as a reversal is.
    "ApproveInvoice": duty("receivables_accountant finance_manager", "requested_by owner_id"),
    "ApproveInvoiceAboveContract": duty("finance_manager", "requested_by owner_id"),
    "RejectInvoice": duty("sales sales_manager commercial receivables_accountant finance_manager", money=False),
    "IssueInvoice": duty("receivables_accountant", "owner_id"),
    "BatchCreateInvoices": duty("receivables_accountant", "owner_id"),
    "ImportInvoices": duty("receivables_accountant", "owner_id"),
    "RequestRedInvoice": duty("receivables_accountant", "owner_id", money=False),
    "ApproveRedInvoice": duty("finance_manager", "requested_by owner_id"),
    "ConfirmRedInvoice": duty("receivables_accountant", "owner_id", money=False),
    # What a company brings along is loaded, and taken back, by two.
    "ConfirmOpeningBalance": duty("finance_manager", "asked_by"),
    "RejectOpeningBalance": duty("receivables_accountant finance_manager", money=False),
    # What a visit is charged is entered by sales, delivery or service, and owed, or out of the books again, once finance approves.
    "ApproveServiceCharge": duty("receivables_accountant finance_manager", "asked_by owner_id"),
    # A dispute holds money back until somebody else than who noted it decides.
    "ResolveDispute": duty("sales_manager commercial receivables_accountant finance_manager", "opened_by", money=False),
    # What a customer acknowledged on paper is entered by the accountant, not by who sold.
    "RecordStatementAnswer": duty("receivables_accountant", "owner_id", money=False),
    # A contract: one side approves, the other seals, and who sold it makes it owed never. What is reached is shown by evidence.
    "ApproveContract": duty("sales_manager finance_manager", money=False),
    "SealContract": duty("commercial", money=False),
    "RecordContractReturn": duty("commercial", money=False),
    "MakeContractEffective": duty("commercial", "owner_id", money=False),
    "ReachMilestone": duty("sales sales_manager commercial delivery", money=False),
    "RescheduleMilestone": duty("sales sales_manager commercial delivery", money=False),
    # An order: who submits it does not approve it. What is delivered is shown by evidence, and so is that it was not.
    "ApproveSalesOrder": duty("sales_manager finance_manager", "submitted_by", money=False),
    "RejectSalesOrder": duty("sales_manager finance_manager", "submitted_by", money=False),
    "ReverseOrderDelivery": duty("commercial delivery", money=False),
    # The books are opened again by another one of those who may close them.
    "SoftCloseFiscalPeriod": duty("finance_manager", money=False),
    "CloseFiscalPeriod": duty("finance_manager", money=False),
    "ReopenFiscalPeriod": duty("finance_manager", "closer_id", money=False),
}
_APPROVES = re.compile(
    "Approve|Confirm|Decline|Reject|Authori|MakeContractEffective|Seal|RecordContractReturn|Resolve(?!Session|ApiKey)|Reverse|Reach|Reschedule|"
    "WriteOff|Waive|Refund|Credit|(SoftClose|Close|Reopen)FiscalPeriod"
)
# Called alike, and neither money nor a commitment.
NOTHING_OF_THE_KIND = {"CheckOrderCredit", "ConfirmSession"}


def commands() -> Iterator[tuple[str, Rpc]]:
    for service in SERVICES:
        for name, rpc in rpcs_of(service).items():
            if rpc.role == "command":
                yield name, rpc


COMMANDS = dict(commands())


def test_every_command_that_posts_money_or_approves_has_a_line() -> None:
    demanded = {name for name, rpc in COMMANDS.items() if rpc.access.money or rpc.access.never_by or _APPROVES.search(name)}
    assert demanded - NOTHING_OF_THE_KIND == DUTIES.keys()


@pytest.mark.parametrize("name", DUTIES)
def test_a_command_is_as_its_line_says(name: str) -> None:
    access, line = COMMANDS[name].access, DUTIES[name]
    assert set(access.never_by) == line.never
    assert access.money is line.money
    assert {role.key for role in SHIPPED_ROLES if access.permission in role.rights} == line.may


def test_whatever_posts_money_is_forbidden_to_somebody_in_person() -> None:
    assert all(line.never for line in DUTIES.values() if line.money)
