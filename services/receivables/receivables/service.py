"""What customers owe, when and on which condition; what they paid; and the ledger from which every figure derives.

Entry point: `python -m receivables.service`.
"""

from pathlib import Path

from chassis import audit, handover
from chassis.errors import conflict, precondition
from chassis.main import main
from chassis.scripts import statements
from chassis.service import Following, Resource, Service
from crm.receivables.v1 import events_pb2 as facts
from crm.receivables.v1 import receivables_pb2 as pb
from receivables import collecting, copies, queries, reactions, reports, saying, tables, timers
from receivables.commands import disputes, intents, paying, plan_revisions, plans, promises, receipts, receivable_settings
from receivables.domain.dispute import Dispute
from receivables.domain.intent import Intent
from receivables.domain.plan import PaymentPlan
from receivables.domain.plan_revision import PlanRevision
from receivables.domain.promise import Promise
from receivables.domain.receipt import Receipt
from receivables.domain.receivable_settings import ReceivableSettings
from receivables.domain.states import ClaimState, DisputeState, PlanState, PromiseState, RevisionState
from receivables.measures import MEASURES
from receivables.starting import start_tenant

p, i, r, s, d = tables.payment_plan.c, tables.instalment.c, tables.receipt.c, tables.promise.c, tables.dispute.c
v = tables.plan_revision.c

SERVICE = Service(
    name="receivables",
    descriptor=pb.DESCRIPTOR.services_by_name["Receivables"],
    metadata=tables.metadata,
    migrations=Path(__file__).parent.parent / "migrations",
    routines=lambda _role: statements("receivables", "ledger"),
    resources=(
        Resource(
            PaymentPlan, pb.PaymentPlan, tables.payment_plan, number="HK{000000}", search=PaymentPlan.searchable, timers=timers.plan_timers
        ),
        Resource(Receipt, pb.Receipt, tables.receipt, number="SK{000000}", search=Receipt.searchable),
        Resource(Promise, pb.Promise, tables.promise, number="CN{000000}", search=Promise.searchable, timers=timers.promise_timers),
        Resource(PlanRevision, pb.PlanRevision, tables.plan_revision, number="BG{000000}", search=PlanRevision.searchable),
        Resource(Dispute, pb.Dispute, tables.dispute, number="ZY{000000}", search=Dispute.searchable),
        Resource(Intent, pb.Intent, tables.intent),
        Resource(ReceivableSettings, pb.ReceivableSettings, tables.receivable_settings),
    ),
    modules=(
        plans,
        plan_revisions,
        receipts,
        paying,
        promises,
        disputes,
        intents,
        receivable_settings,
        queries,
        saying,
        reports,
        audit,
        handover,
        reactions,
        collecting,
        timers,
    ),
    copies=(copies.ACCOUNTS, copies.CONTRACTS, copies.FISCAL_PERIODS),
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
        facts.InstalmentPreparationDue,
        facts.InstalmentReminderDue,
        facts.InstalmentSettled,
        facts.ReceiptRecorded,
        facts.ReceiptAllocated,
        facts.AllocationReversed,
        facts.PromiseMade,
        facts.PromiseKept,
        facts.PromiseBroken,
        facts.PromiseWithdrawn,
        facts.DisputeOpened,
        facts.DisputeResolved,
        facts.IntentRecorded,
    ),
    # All of it goes with contracts and customers.
    handed_over=(
        Following(
            tables.payment_plan, p.state == PlanState.ACTIVE, p.contract_number, "contract", p.contract_id, p.contract_number, p.customer_id
        ),
        Following(
            tables.instalment, i.claim_state != ClaimState.CLOSED, i.name, "contract", i.contract_id, i.contract_number, i.customer_id
        ),
        Following(tables.receipt, r.unapplied_minor > 0, r.payer_name, "account", r.customer_id, r.number, r.customer_id),
        Following(tables.promise, s.state == PromiseState.OPEN, s.number, "contract", s.contract_id, account_id=s.customer_id),
        Following(tables.dispute, d.state == DisputeState.OPEN, d.number, "contract", d.contract_id, account_id=d.customer_id),
        Following(
            tables.plan_revision, v.state == RevisionState.ASKED, v.number, "contract", v.contract_id, v.contract_number, v.customer_id
        ),
    ),
    starts=start_tenant,
    measures=MEASURES,
    constraints={
        "ledger_period_open_check": lambda: precondition(
            "PERIOD_CLOSED", "This day lies in a fiscal period that is closed; have it reopened or choose another day."
        ),
        "ledger_account_floor_check": lambda: precondition("OVER_ALLOCATION", "More would be allocated than is there."),
        "ledger_account_ceiling_check": lambda: precondition("OVER_ALLOCATION", "More would be allocated than is there."),
        "allocation_reverses_key": lambda: conflict("CONCURRENT_CHANGE", "Somebody reversed this allocation at the same moment."),
        "payment_plan_contract_key": lambda: conflict("CONCURRENT_CHANGE", "The plan of this contract was made at the same moment."),
    },
)

if __name__ == "__main__":
    main(SERVICE)
