"""The audit for people: who did what to which record, and why. Every service lists its own alike: its `modules` name this one."""

from sqlalchemy import Text, cast

from chassis.errors import forbidden
from chassis.listing import Listing
from chassis.reader import Reader
from chassis.scope import Reach
from chassis.service import query
from chassis.tables import audit
from crm.common.v1 import audit_pb2 as pb

a = audit.c

ENTRIES = Listing(
    audit,
    {column.name: column for column in (a.create_time, a.actor, a.person_id, a.method, a.subject_type, a.subject_id)},
    scoped=False,
    columns=(
        *(a.id, a.create_time, a.actor, a.person_id, a.on_behalf, a.method, a.subject_type, a.subject_id),
        *(cast(a.changes, Text).label("changes"), a.reason, a.trace_id),
    ),
)


@query
async def list_audit_entries(request: pb.ListAuditEntriesRequest, reader: Reader) -> pb.ListAuditEntriesResponse:
    """Entries have neither owner nor region to be limited by: who may not see the company as a whole sees none."""
    if reader.scope.reach is not Reach.COMPANY or reader.scope.limits:
        raise forbidden("COMPANY_WIDE_ONLY", "The audit tells of the whole company; it takes audit.read for all of it, without limits.")
    return await reader.page(ENTRIES, request, pb.ListAuditEntriesResponse)
