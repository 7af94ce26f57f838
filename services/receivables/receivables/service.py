"""What customers owe, when and on which condition; what they paid; and the ledger from which every figure derives.

Entry point: `python -m receivables.service`.
"""

from pathlib import Path

from chassis import audit, handover
from chassis.errors import already_exists, conflict, precondition
from chassis.main import main
from chassis.scripts import statements
from chassis.service import Following, HandedOver, Resource, Service
from crm.receivables.v1 import account_statements_pb2 as statements_pb
from crm.receivables.v1 import adjustments_pb2 as adjustments_pb
from crm.receivables.v1 import bank_statements_pb2 as bank_pb
from crm.receivables.v1 import bills_pb2 as bills_pb
from crm.receivables.v1 import cash_application_pb2 as cash_pb
from crm.receivables.v1 import commissions_pb2 as commissions_pb
from crm.receivables.v1 import credit_pb2 as credit_pb
from crm.receivables.v1 import events_pb2 as facts
from crm.receivables.v1 import exchange_pb2 as exchange_pb
from crm.receivables.v1 import invoices_pb2 as invoices_pb
from crm.receivables.v1 import opening_balances_pb2 as opening_pb
from crm.receivables.v1 import periods_pb2 as periods_pb
from crm.receivables.v1 import provisions_pb2 as provisions_pb
from crm.receivables.v1 import receivables_pb2 as pb
from crm.receivables.v1 import service_charges_pb2 as service_pb
from receivables import (
    account_statement_batches,
    account_statement_queries,
    account_statement_tables,
    adjustment_queries,
    adjustment_tables,
    bill_queries,
    bill_tables,
    booking,
    cash_queries,
    cash_tables,
    collecting,
    commission_queries,
    commission_tables,
    copies,
    credit_queries,
    credit_tables,
    credit_watching,
    exchange_queries,
    exchange_tables,
    invoicing,
    late_interest_queries,
    month_ends,
    opening_queries,
    opening_tables,
    order_credits,
    order_reactions,
    period_tables,
    proof_runs,
    proof_tables,
    provision_queries,
    provision_tables,
    queries,
    reactions,
    reports,
    saying,
    service_charge_queries,
    service_charge_tables,
    tables,
    timers,
)
from receivables.commands import (
    account_statements,
    adjustments,
    bank_statements,
    bills,
    cash_application,
    commissions,
    credit,
    disputes,
    exchange_rates,
    exchanges,
    intents,
    invoice_import,
    invoices,
    late_interest,
    limitation,
    opening_balances,
    paying,
    plan_revisions,
    plans,
    promises,
    provisions,
    receipts,
    receivable_settings,
    red_invoices,
    service_charges,
    shared_statements,
)
from receivables.commands import month_ends as month_end_commands
from receivables.documents import document
from receivables.domain.account_statement.batch import AccountStatementBatch
from receivables.domain.account_statement.statement import AccountStatement
from receivables.domain.account_statement.states import OPEN_STATES
from receivables.domain.adjusting.adjustment import Adjustment
from receivables.domain.adjusting.states import AdjustmentState
from receivables.domain.bill import Bill
from receivables.domain.cash.alias import PayerAlias
from receivables.domain.cash.claim import ReceiptClaim
from receivables.domain.cash.proposal import CashProposal
from receivables.domain.cash.statement import BankStatement, BankStatementLine
from receivables.domain.cash.states import ReceiptClaimState
from receivables.domain.commission.month import CommissionMonth
from receivables.domain.commission.plan import CommissionPlan
from receivables.domain.credit.limit import CreditLimit
from receivables.domain.credit.states import CreditState
from receivables.domain.credit.waiting import WaitingOrder
from receivables.domain.credit.watch import CreditWatch
from receivables.domain.dispute import Dispute
from receivables.domain.exchange.rate import ExchangeRate
from receivables.domain.exchange.run import ExchangeRun
from receivables.domain.intent import Intent
from receivables.domain.invoice import Invoice
from receivables.domain.month_end import PeriodClose
from receivables.domain.opening.balance import OpeningBalance
from receivables.domain.plan import PaymentPlan
from receivables.domain.plan_revision import PlanRevision
from receivables.domain.promise import Promise
from receivables.domain.proof_run import ProofRun
from receivables.domain.provision import ProvisionRun
from receivables.domain.receipt import Receipt
from receivables.domain.receivable_settings import ReceivableSettings
from receivables.domain.service_charge.charge import ServiceCharge
from receivables.domain.service_charge.states import ServiceChargeState
from receivables.domain.states import ClaimState, DisputeState, InvoiceState, PlanState, PromiseState, RevisionState
from receivables.measures import MEASURES
from receivables.starting import start_tenant

p, i, r, s, d = tables.payment_plan.c, tables.instalment.c, tables.receipt.c, tables.promise.c, tables.dispute.c
v, n = tables.plan_revision.c, tables.invoice.c
m, j = cash_tables.receipt_claim.c, adjustment_tables.adjustment.c
m, b = cash_tables.receipt_claim.c, bill_tables.bill.c
a, k = account_statement_tables.account_statement.c, credit_tables.credit_limit.c
c = service_charge_tables.service_charge.c

SERVICE = Service(
    name="receivables",
    descriptor=pb.DESCRIPTOR.services_by_name["Receivables"],
    metadata=tables.metadata,
    migrations=Path(__file__).parent.parent / "migrations",
    routines=lambda _role: [
        each
        for name in ("ledger", "invoices", "ageing", "owed", "account_statements", "commission")
        for each in statements("receivables", name)
    ],
    resources=(
        Resource(
            PaymentPlan, pb.PaymentPlan, tables.payment_plan, number="HK{000000}", search=PaymentPlan.searchable, timers=timers.plan_timers
        ),
        Resource(Receipt, pb.Receipt, tables.receipt, number="SK{000000}", search=Receipt.searchable),
        Resource(Bill, bills_pb.Bill, bill_tables.bill, number="PJ{000000}", search=Bill.searchable, timers=timers.bill_timers),
        Resource(Promise, pb.Promise, tables.promise, number="CN{000000}", search=Promise.searchable, timers=timers.promise_timers),
        Resource(PlanRevision, pb.PlanRevision, tables.plan_revision, number="BG{000000}", search=PlanRevision.searchable),
        Resource(Invoice, invoices_pb.Invoice, tables.invoice, number="KP{000000}", search=Invoice.searchable),
        Resource(Dispute, pb.Dispute, tables.dispute, number="ZY{000000}", search=Dispute.searchable),
        Resource(Adjustment, adjustments_pb.Adjustment, adjustment_tables.adjustment, number="TZ{000000}", search=Adjustment.searchable),
        Resource(
            ServiceCharge,
            service_pb.ServiceCharge,
            service_charge_tables.service_charge,
            number="FW{000000}",
            search=ServiceCharge.searchable,
        ),
        Resource(CreditLimit, credit_pb.CreditLimit, credit_tables.credit_limit, number="SX{000000}", search=CreditLimit.searchable),
        Resource(CommissionPlan, commissions_pb.CommissionPlan, commission_tables.commission_plan),
        Resource(CommissionMonth, commissions_pb.CommissionMonth, commission_tables.commission_month),
        Resource(
            CreditWatch,
            credit_pb.CreditWatch,
            credit_tables.credit_watch,
            timers=credit_watching.watch_timers,
            published=False,
            audited=False,
        ),
        Resource(
            WaitingOrder,
            credit_pb.WaitingOrder,
            credit_tables.waiting_order,
            timers=order_credits.waiting_timers,
            published=False,
            audited=False,
        ),
        Resource(Intent, pb.Intent, tables.intent),
        Resource(BankStatement, bank_pb.BankStatement, cash_tables.bank_statement, timers=booking.statement_timers),
        Resource(BankStatementLine, bank_pb.BankStatementLine, cash_tables.bank_statement_line),
        Resource(CashProposal, cash_pb.CashProposal, cash_tables.cash_proposal),
        Resource(PayerAlias, cash_pb.PayerAlias, cash_tables.payer_alias),
        Resource(ReceiptClaim, cash_pb.ReceiptClaim, cash_tables.receipt_claim, number="RL{000000}"),
        Resource(OpeningBalance, opening_pb.OpeningBalance, opening_tables.opening_balance),
        Resource(PeriodClose, periods_pb.PeriodClose, period_tables.period_close),
        Resource(ProofRun, pb.ProofRun, proof_tables.proof_run, timers=proof_runs.run_timers),
        Resource(ProvisionRun, provisions_pb.ProvisionRun, provision_tables.provision_run),
        Resource(ExchangeRate, exchange_pb.ExchangeRate, exchange_tables.exchange_rate),
        Resource(ExchangeRun, exchange_pb.ExchangeRun, exchange_tables.exchange_run),
        Resource(
            AccountStatement,
            statements_pb.AccountStatement,
            account_statement_tables.account_statement,
            number="DZ{000000}",
            search=AccountStatement.searchable,
            timers=account_statement_batches.statement_timers,
        ),
        Resource(
            AccountStatementBatch,
            statements_pb.AccountStatementBatch,
            account_statement_tables.account_statement_batch,
            timers=account_statement_batches.batch_timers,
        ),
        Resource(ReceivableSettings, pb.ReceivableSettings, tables.receivable_settings),
    ),
    modules=(
        adjustments,
        adjustment_queries,
        service_charges,
        service_charge_queries,
        commissions,
        commission_queries,
        credit,
        credit_queries,
        credit_watching,
        account_statements,
        account_statement_batches,
        account_statement_queries,
        shared_statements,
        bank_statements,
        bills,
        bill_queries,
        cash_application,
        booking,
        cash_queries,
        plans,
        plan_revisions,
        receipts,
        paying,
        invoices,
        invoice_import,
        red_invoices,
        promises,
        disputes,
        intents,
        receivable_settings,
        late_interest,
        late_interest_queries,
        limitation,
        queries,
        invoicing,
        opening_balances,
        opening_queries,
        month_end_commands,
        month_ends,
        proof_runs,
        provisions,
        provision_queries,
        exchange_rates,
        exchanges,
        exchange_queries,
        saying,
        reports,
        audit,
        handover,
        reactions,
        order_reactions,
        order_credits,
        collecting,
        timers,
    ),
    copies=(copies.ACCOUNTS, copies.CONTRACTS, copies.SALES_ORDERS, copies.FISCAL_PERIODS),
    facts=(
        facts.PlanCreated,
        facts.PlanRefused,
        facts.PlanRevised,
        facts.PlanRevisionAsked,
        facts.PlanRevisionApproved,
        facts.PlanRevisionRejected,
        facts.InstalmentClaimable,
        facts.InstalmentDueSoon,
        facts.InstalmentDue,
        facts.InstalmentOverdue,
        facts.LimitationNear,
        facts.LimitationInterrupted,
        facts.InstalmentPreparationDue,
        facts.InstalmentReminderDue,
        facts.InstalmentSettled,
        facts.ReceiptRecorded,
        facts.ReceiptAllocated,
        facts.AllocationReversed,
        facts.ReversalAsked,
        facts.ReversalApproved,
        facts.ReversalDeclined,
        facts.PayerAliasAsked,
        facts.PayerAliasConfirmed,
        facts.PayerAliasEnded,
        facts.InvoiceRequested,
        facts.InvoiceApproved,
        facts.InvoiceRejected,
        facts.InvoiceIssued,
        facts.InvoiceDelivered,
        facts.InvoiceBooked,
        facts.InvoiceReturned,
        facts.InvoiceReversed,
        facts.AdjustmentRequested,
        facts.AdjustmentApproved,
        facts.AdjustmentPosted,
        facts.AdjustmentRejected,
        facts.CreditRequested,
        facts.CreditApproved,
        facts.CreditEnded,
        facts.CreditLimitExceeded,
        facts.OrderCreditChecked,
        facts.ReceiptClaimed,
        facts.BillActRequested,
        facts.BillActDecided,
        facts.BillPresentable,
        facts.BillMatured,
        facts.BillPresentationClosing,
        facts.BillLapsed,
        facts.BillPresented,
        facts.BillPassedOn,
        facts.BillPaid,
        facts.BillDishonoured,
        facts.PromiseMade,
        facts.PromiseKept,
        facts.PromiseBroken,
        facts.PromiseWithdrawn,
        facts.DisputeOpened,
        facts.DisputeResolved,
        facts.IntentRecorded,
        facts.PeriodClosed,
        facts.OpeningBalanceRequested,
        facts.OpeningBalancePosted,
        facts.OpeningBalanceEnded,
        facts.ServiceChargeSubmitted,
        facts.ServiceChargeApproved,
        facts.ServiceChargeReturned,
        facts.ServiceChargeCancelled,
        facts.ProvisionPrepared,
        facts.ProvisionPosted,
        facts.ProvisionEnded,
        facts.ExchangePrepared,
        facts.ExchangePosted,
        facts.ExchangeEnded,
        facts.AccountStatementIssued,
        facts.AccountStatementConfirmed,
        facts.AccountStatementDisputed,
        facts.AccountStatementUnanswered,
        facts.AccountStatementEnded,
    ),
    # All of it goes with contracts and customers.
    handed_over=(
        HandedOver(ReceiptClaim, m.state == ReceiptClaimState.OPEN, m.payer_name, m.customer_id),
        Following(tables.payment_plan, p.state == PlanState.ACTIVE, p.contract_number, *document(p), p.contract_number, p.customer_id),
        Following(tables.instalment, i.claim_state != ClaimState.CLOSED, i.name, *document(i), i.contract_number, i.customer_id),
        Following(
            account_statement_tables.account_statement,
            a.state.in_(OPEN_STATES),
            a.number,
            "account",
            a.customer_id,
            a.number,
            a.customer_id,
        ),
        Following(
            credit_tables.credit_limit,
            k.state.in_((CreditState.REQUESTED, CreditState.APPROVED)),
            k.number,
            "account",
            k.customer_id,
            k.number,
            k.customer_id,
        ),
        Following(tables.receipt, r.unapplied_minor > 0, r.payer_name, "account", r.customer_id, r.number, r.customer_id),
        Following(bill_tables.bill, b.state.in_(bill_queries.OURS), b.bill_number, "account", b.customer_id, b.number, b.customer_id),
        Following(
            tables.invoice,
            n.state.in_(
                (InvoiceState.REQUESTED, InvoiceState.APPROVED, InvoiceState.ISSUED, InvoiceState.DELIVERED, InvoiceState.RETURNED)
            ),
            n.number,
            *document(n),
            n.contract_number,
            n.customer_id,
        ),
        Following(
            adjustment_tables.adjustment,
            j.state.in_([state for state in AdjustmentState if state.is_open]),
            j.number,
            *document(j),
            j.contract_number,
            j.customer_id,
        ),
        Following(
            service_charge_tables.service_charge,
            c.state.in_([state for state in ServiceChargeState if state.is_open]),
            c.number,
            "account",
            c.customer_id,
            c.number,
            c.customer_id,
        ),
        Following(tables.promise, s.state == PromiseState.OPEN, s.number, *document(s), account_id=s.customer_id),
        Following(tables.dispute, d.state == DisputeState.OPEN, d.number, *document(d), account_id=d.customer_id),
        Following(tables.plan_revision, v.state == RevisionState.ASKED, v.number, *document(v), v.contract_number, v.customer_id),
    ),
    starts=start_tenant,
    measures=MEASURES,
    constraints={
        "ledger_period_open_check": lambda: precondition(
            "PERIOD_CLOSED", "This day lies in a fiscal period that is closed; have it reopened or choose another day."
        ),
        "ledger_account_floor_check": lambda: precondition("OVER_ALLOCATION", "More would be allocated than is there."),
        "ledger_account_ceiling_check": lambda: precondition("OVER_ALLOCATION", "More would be allocated than is there."),
        "bank_statement_line_key": lambda: conflict("CONCURRENT_CHANGE", "Another file brought this movement at the same moment."),
        "payer_alias_account_key": lambda: already_exists(
            "ALIAS_TAKEN", "This account is said to pay for a customer already; end that alias first."
        ),
        "adjustment_pending_key": lambda: precondition("ADJUSTMENT_PENDING", "Another adjustment waits for the same; decide on it first."),
        "commission_month_key": lambda: conflict("CONCURRENT_CHANGE", "Somebody closed this month at the same moment."),
        "commission_entry_reverses_key": lambda: conflict("CONCURRENT_CHANGE", "Somebody reversed this allocation at the same moment."),
        "credit_limit_holding_key": lambda: conflict("CONCURRENT_CHANGE", "Somebody approved another limit at the same moment."),
        "account_statement_open_key": lambda: conflict("CONCURRENT_CHANGE", "Somebody issued one for this customer at the same moment."),
        "provision_run_standing_key": lambda: conflict(
            "CONCURRENT_CHANGE", "Somebody prepared a provision of this day at the same moment."
        ),
        "exchange_run_standing_key": lambda: conflict(
            "CONCURRENT_CHANGE", "Somebody prepared an exchange difference of this day at the same moment."
        ),
        "exchange_rate_standing_key": lambda: conflict("CONCURRENT_CHANGE", "Somebody entered a rate of this day at the same moment."),
        "late_interest_day_pkey": lambda: conflict("CONCURRENT_CHANGE", "Somebody claimed interest for these days at the same moment."),
        "allocation_reverses_key": lambda: conflict("CONCURRENT_CHANGE", "Somebody reversed this allocation at the same moment."),
        "invoice_printed_key": lambda: already_exists("INVOICE_NUMBER_TAKEN", "An invoice of this number is recorded already."),
        "invoice_kept_check": lambda: conflict("CONCURRENT_CHANGE", "Somebody changed what takes back this invoice at the same moment."),
        "instalment_covered_check": lambda: conflict("CONCURRENT_CHANGE", "Somebody invoiced this instalment at the same moment."),
        "instalment_invoiced_check": lambda: precondition("OVER_INVOICED", "More would be invoiced than the instalment comes to."),
        "payment_plan_contract_key": lambda: conflict("CONCURRENT_CHANGE", "The plan of this contract was made at the same moment."),
    },
)

if __name__ == "__main__":
    main(SERVICE)
