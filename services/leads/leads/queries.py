"""Lists: SQL to messages, no aggregates but for reading one."""

from chassis.company_settings import show_settings
from chassis.fields import choice
from chassis.listing import Listing
from chassis.messages import to_message
from chassis.reader import Reader
from chassis.service import query
from crm.leads.v1 import leads_pb2 as pb
from leads import tables as t
from leads.domain.lead_settings import LeadSettings
from leads.domain.source import Source, SourceKind

s = t.source.c

SOURCES = Listing(
    t.source,
    {
        **{column.name: column for column in (s.id, s.name, s.sort_key, s.responsible_id, s.create_time, s.update_time)},
        "kind": choice(s.kind, SourceKind),
    },
    default_order="sort_key",
    search="search_source",
    scoped=False,
)


@query
async def get_source(request: pb.GetSourceRequest, reader: Reader) -> pb.Source:
    return to_message(pb.Source, await reader.get(Source, request.source_id))


@query
async def list_sources(request: pb.ListSourcesRequest, reader: Reader) -> pb.ListSourcesResponse:
    return await reader.page(SOURCES, request, pb.ListSourcesResponse)


@query
async def get_lead_settings(request: pb.GetLeadSettingsRequest, reader: Reader) -> pb.LeadSettings:
    return await show_settings(reader, LeadSettings, pb.LeadSettings)
