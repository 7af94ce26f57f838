"""Who asked whether whom is known."""

from chassis.fields import choice
from chassis.listing import Listing
from chassis.reader import Reader
from chassis.service import query
from crm.leads.v1 import duplicates_pb2 as pb
from leads.domain.duplicates import DuplicateVerdict
from leads.duplicate_tables import duplicate_check

d = duplicate_check.c

DUPLICATE_CHECKS = Listing(
    duplicate_check,
    {
        **{column.name: column for column in (d.id, d.person_id, d.create_time, d.company_name, d.matches)},
        "verdict": choice(d.verdict, DuplicateVerdict),
    },
    scoped=False,
)


@query
async def list_duplicate_checks(request: pb.ListDuplicateChecksRequest, reader: Reader) -> pb.ListDuplicateChecksResponse:
    return await reader.page(DUPLICATE_CHECKS, request, pb.ListDuplicateChecksResponse)
