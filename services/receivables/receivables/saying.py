"""Lists of what customers say: promises, disputes, intents, and what was said with them; and the settings."""

from chassis.company_settings import show_settings
from chassis.fields import choice, money
from chassis.listing import Listing
from chassis.messages import to_message
from chassis.reader import Reader
from chassis.service import query
from crm.receivables.v1 import receivables_pb2 as pb
from receivables import tables as t
from receivables.domain.dispute import Dispute
from receivables.domain.intent import Intent
from receivables.domain.promise import Promise
from receivables.domain.receivable_settings import ReceivableSettings
from receivables.domain.states import (
    DisputeOutcome,
    DisputeReason,
    DisputeState,
    IntentKind,
    NoteKind,
    PromiseMedium,
    PromiseState,
    ResponsibleSide,
)

p, d, i, n = t.promise.c, t.dispute.c, t.intent.c, t.collection_note.c

PROMISES = Listing(
    t.promise,
    {
        **{column.name: column for column in (p.id, p.number, p.customer_id, p.contract_id, p.legal_entity_id, p.currency)},
        **{column.name: column for column in (p.promise_date, p.break_date, p.end_time, p.contact_id, p.speaker, p.recorded_by)},
        **{column.name: column for column in (p.business_unit, p.product_line, p.region, p.owner_id, p.team_id)},
        **{column.name: column for column in (p.create_time, p.update_time)},
        "state": choice(p.state, PromiseState),
        "medium": choice(p.medium, PromiseMedium),
        "amount": money(p.amount_minor, p.currency),
        "kept": money(p.kept_minor, p.currency),
    },
    search="search_promise",
)
DISPUTES = Listing(
    t.dispute,
    {
        **{column.name: column for column in (d.id, d.number, d.customer_id, d.contract_id, d.legal_entity_id, d.currency)},
        **{column.name: column for column in (d.instalment_id, d.payment_plan_id, d.dispute_date, d.resolve_time, d.contact_id)},
        **{column.name: column for column in (d.responsible_id, d.opened_by, d.resolved_by, d.business_unit, d.product_line, d.region)},
        **{column.name: column for column in (d.owner_id, d.team_id, d.create_time, d.update_time)},
        "state": choice(d.state, DisputeState),
        "reason": choice(d.reason, DisputeReason),
        "responsible_side": choice(d.responsible_side, ResponsibleSide),
        "outcome": choice(d.outcome, DisputeOutcome),
        "amount": money(d.amount_minor, d.currency),
    },
    search="search_dispute",
)
INTENTS = Listing(
    t.intent,
    {
        **{column.name: column for column in (i.id, i.customer_id, i.instalment_id, i.payment_plan_id, i.contract_id)},
        **{column.name: column for column in (i.intent_date, i.contact_id, i.speaker, i.recorded_by, i.owner_id, i.team_id)},
        **{column.name: column for column in (i.business_unit, i.product_line, i.region, i.create_time)},
        "kind": choice(i.kind, IntentKind),
    },
    default_order="intent_date desc, create_time desc",
)
COLLECTION_NOTES = Listing(
    t.collection_note,
    {
        **{column.name: column for column in (n.id, n.customer_id, n.contract_id, n.payment_plan_id, n.instalment_id, n.person_id)},
        **{column.name: column for column in (n.note_time, n.two_way, n.quality, n.next_step_date, n.owner_id, n.team_id)},
        "kind": choice(n.kind, NoteKind),
    },
    default_order="note_time desc",
)


@query
async def get_promise(request: pb.GetPromiseRequest, reader: Reader) -> pb.Promise:
    return to_message(pb.Promise, await reader.get(Promise, request.promise_id))


@query
async def list_promises(request: pb.ListPromisesRequest, reader: Reader) -> pb.ListPromisesResponse:
    return await reader.page(PROMISES, request, pb.ListPromisesResponse, parts={"lines": (t.promise_line, "promise_id")})


@query
async def get_dispute(request: pb.GetDisputeRequest, reader: Reader) -> pb.Dispute:
    return to_message(pb.Dispute, await reader.get(Dispute, request.dispute_id))


@query
async def list_disputes(request: pb.ListDisputesRequest, reader: Reader) -> pb.ListDisputesResponse:
    return await reader.page(DISPUTES, request, pb.ListDisputesResponse)


@query
async def get_intent(request: pb.GetIntentRequest, reader: Reader) -> pb.Intent:
    return to_message(pb.Intent, await reader.get(Intent, request.intent_id))


@query
async def list_intents(request: pb.ListIntentsRequest, reader: Reader) -> pb.ListIntentsResponse:
    return await reader.page(INTENTS, request, pb.ListIntentsResponse)


@query
async def get_receivable_settings(request: pb.GetReceivableSettingsRequest, reader: Reader) -> pb.ReceivableSettings:
    return await show_settings(reader, ReceivableSettings, pb.ReceivableSettings)


@query
async def list_collection_notes(request: pb.ListCollectionNotesRequest, reader: Reader) -> pb.ListCollectionNotesResponse:
    return await reader.page(COLLECTION_NOTES, request, pb.ListCollectionNotesResponse)
