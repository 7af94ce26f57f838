"""Lists and single records: SQL to messages."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import Column

from chassis.clock import Clock
from chassis.errors import not_found
from chassis.fields import choice
from chassis.listing import Listing
from chassis.messages import to_message
from chassis.reader import Reader
from chassis.service import query
from crm.identity.v1 import exports_pb2 as exports
from crm.identity.v1 import identity_pb2 as pb
from crm.identity.v1 import imports_pb2 as imports
from crm.identity.v1 import saved_views_pb2 as views
from identity import import_rows, saved_views
from identity import tables as t
from identity.bank_accounts import shown_to
from identity.callers import session_of
from identity.domain.api_key import ApiKey
from identity.domain.attachment import Attachment, AttachmentCategory
from identity.domain.export import Export, ExportFormat, ExportState
from identity.domain.fiscal_period import FiscalPeriod, FiscalPeriodState
from identity.domain.grants import entries_of
from identity.domain.imports import Import, ImportAction, ImportOutcome, ImportState, ImportVerdict
from identity.domain.legal_entity import LegalEntity
from identity.domain.role import Role
from identity.domain.saved_view import SavedView, SavedViewAudience, SavedViewLayout
from identity.domain.session import idle_limit
from identity.domain.shipped_roles import SHIPPED
from identity.domain.team import Team
from identity.domain.tenant import Tenant
from identity.domain.user import User, UserState
from identity.me import described

e, p, u, g = t.legal_entity.c, t.fiscal_period.c, t.user.c, t.team.c
r, s, k, a = t.role.c, t.session.c, t.api_key.c, t.attachment.c
v, x, i, w = t.saved_view.c, t.export.c, t.import_.c, t.import_row.c


def _named(*columns: Column[Any]) -> dict[str, Column[Any]]:
    """Fields that are called like their columns."""
    return {column.name: column for column in columns}


LEGAL_ENTITIES = Listing(
    t.legal_entity,
    {
        "name": e.sort_key,
        **_named(e.id, e.credit_code, e.functional_currency, e.erp_company_code, e.create_time, e.update_time),
    },
    search="search_legal_entity",
    scoped=False,
)
FISCAL_PERIODS = Listing(
    t.fiscal_period,
    {
        **_named(p.id, p.name, p.start_date, p.end_date, p.create_time),
        "state": choice(p.state, FiscalPeriodState),
    },
    default_order="start_date desc",
    scoped=False,
)
USERS = Listing(
    t.user,
    {
        "name": u.sort_key,
        **_named(u.id, u.email, u.team_id, u.manager_id, u.role_ids, u.create_time, u.update_time),
        "state": choice(u.state, UserState),
    },
    default_order="name",
    search="search_user",
    scoped=False,
)
TEAMS = Listing(
    t.team,
    {"name": g.sort_key, **_named(g.id, g.parent_id, g.manager_id, g.region, g.create_time, g.update_time)},
    default_order="name",
    search="search_team",
    scoped=False,
)
ROLES = Listing(
    t.role,
    _named(r.id, r.key, r.name, r.shipped, r.create_time),
    default_order="create_time",
    scoped=False,
    columns=(r.id, r.key, r.name, r.shipped, r.own_grants.label("grants"), r.create_time, r.update_time, r.archive_time, r.version),
)
API_KEYS = Listing(
    t.api_key,
    {
        "person_id": k.owner_id,
        **_named(k.id, k.name, k.expire_time, k.last_use_time, k.revoke_time, k.create_time),
    },
    columns=(
        *(k.id, k.owner_id.label("person_id"), k.name, k.grants, k.addresses, k.hint),
        *(k.expire_time, k.last_use_time, k.revoke_time, k.create_time, k.update_time, k.version),
    ),
)
SESSIONS = Listing(t.session, {"create_time": s.create_time}, scoped=False)
ATTACHMENTS = Listing(
    t.attachment,
    {
        **_named(a.id, a.file_name, a.media_type, a.uploaded_by_id, a.create_time),
        "category": choice(a.category, AttachmentCategory),
    },
    scoped=False,
)

SAVED_VIEWS = Listing(
    t.saved_view,
    {
        "name": v.sort_key,
        **_named(v.id, v.resource, v.person_id, v.team_id, v.create_time, v.update_time),
        "layout": choice(v.layout, SavedViewLayout),
        "audience": choice(v.audience, SavedViewAudience),
    },
    default_order="name",
    scoped=False,
)

EXPORTS = Listing(
    t.export,
    {
        **_named(x.id, x.resource, x.create_time, x.end_time, x.expire_time),
        "format": choice(x.format, ExportFormat),
        "state": choice(x.state, ExportState),
    },
    columns=(
        *(x.id, x.owner_id.label("person_id"), x.resource, x.columns, x.filter, x.order_by, x.search, x.format, x.language),
        *(x.state, x.rows, x.problem, x.file_name, x.size, x.attempt, x.end_time, x.expire_time, x.create_time, x.update_time, x.version),
    ),
)

IMPORTS = Listing(
    t.import_,
    {
        "person_id": i.owner_id,
        **_named(i.id, i.resource, i.file_name, i.create_time, i.commit_time, i.end_time, i.expire_time),
        "state": choice(i.state, ImportState),
    },
    columns=(
        *(i.id, i.resource, i.file_name, i.sheet, i.headers, i.encoding, i.delimiter, i.size, i.plan, i.plan_remembered),
        *(i.owner_id.label("person_id"), i.state, i.problem, i.rows, i.done, i.to_do, i.counts, i.language, i.commit_time),
        *(i.end_time, i.expire_time, i.create_time, i.update_time, i.attempt, i.version),
    ),
)
IMPORT_ROWS = Listing(
    t.import_row,
    {
        **_named(w.row, w.record_id, w.duplicate_of_row),
        "verdict": choice(w.verdict, ImportVerdict),
        "action": choice(w.action, ImportAction),
        "outcome": choice(w.outcome, ImportOutcome),
    },
    default_order="row",
    scoped=False,
)


@query
async def get_tenant(request: pb.GetTenantRequest, reader: Reader) -> pb.Tenant:
    return to_message(pb.Tenant, await reader.get(Tenant, request.tenant_id))


@query
async def get_legal_entity(request: pb.GetLegalEntityRequest, reader: Reader) -> pb.LegalEntity:
    return shown_to(reader.principal, to_message(pb.LegalEntity, await reader.get(LegalEntity, request.legal_entity_id)))


@query
async def list_legal_entities(request: pb.ListLegalEntitiesRequest, reader: Reader) -> pb.ListLegalEntitiesResponse:
    page = await reader.page(LEGAL_ENTITIES, request, pb.ListLegalEntitiesResponse)
    for entity in page.legal_entities:
        shown_to(reader.principal, entity)
    return page


@query
async def get_bank_account(request: pb.GetBankAccountRequest, reader: Reader) -> pb.BankAccount:
    entity = await reader.get(LegalEntity, request.legal_entity_id)
    return to_message(pb.BankAccount, entity.account(request.bank_account_id))


@query
async def get_fiscal_period(request: pb.GetFiscalPeriodRequest, reader: Reader) -> pb.FiscalPeriod:
    period = await reader.get(FiscalPeriod, request.fiscal_period_id)
    if str(period.legal_entity_id) != request.legal_entity_id:
        raise not_found("fiscal period", request.fiscal_period_id)
    return to_message(pb.FiscalPeriod, period)


@query
async def list_fiscal_periods(request: pb.ListFiscalPeriodsRequest, reader: Reader) -> pb.ListFiscalPeriodsResponse:
    entity = await reader.get(LegalEntity, request.legal_entity_id)
    return await reader.page(FISCAL_PERIODS, request, pb.ListFiscalPeriodsResponse, legal_entity_id=entity.id)


@query
async def get_user(request: pb.GetUserRequest, reader: Reader) -> pb.User:
    return to_message(pb.User, await reader.get(User, request.user_id))


@query
async def list_users(request: pb.ListUsersRequest, reader: Reader) -> pb.ListUsersResponse:
    return await reader.page(USERS, request, pb.ListUsersResponse)


@query
async def get_team(request: pb.GetTeamRequest, reader: Reader) -> pb.Team:
    return to_message(pb.Team, await reader.get(Team, request.team_id))


@query
async def list_teams(request: pb.ListTeamsRequest, reader: Reader) -> pb.ListTeamsResponse:
    return await reader.page(TEAMS, request, pb.ListTeamsResponse)


@query
async def get_role(request: pb.GetRoleRequest, reader: Reader) -> pb.Role:
    return to_message(pb.Role, await reader.get(Role, request.role_id))


@query
async def list_roles(request: pb.ListRolesRequest, reader: Reader) -> pb.ListRolesResponse:
    reply = await reader.page(ROLES, request, pb.ListRolesResponse)
    for role in reply.roles:
        if role.shipped:
            role.grants.extend(to_message(pb.Grant, entry) for entry in entries_of(SHIPPED[role.key].rights))
    return reply


@query
async def get_api_key(request: pb.GetApiKeyRequest, reader: Reader) -> pb.ApiKey:
    return to_message(pb.ApiKey, await reader.get(ApiKey, request.api_key_id))


@query
async def list_api_keys(request: pb.ListApiKeysRequest, reader: Reader) -> pb.ListApiKeysResponse:
    return await reader.page(API_KEYS, request, pb.ListApiKeysResponse)


@query
async def list_sessions(request: pb.ListSessionsRequest, reader: Reader) -> pb.ListSessionsResponse:
    now = Clock.real()
    live = replace(SESSIONS, where=(s.expire_time > now, s.last_use_time > now - idle_limit(reader.principal.permissions)))
    reply = await reader.page(live, request, pb.ListSessionsResponse, user_id=reader.principal.person_id)
    for session in reply.sessions:
        session.current = session.id == str(session_of(reader.principal))
    return reply


@query
async def get_me(request: pb.GetMeRequest, reader: Reader) -> pb.Me:
    return await described(reader, await reader.get(User, str(reader.principal.person_id)))


@query
async def get_attachment(request: pb.GetAttachmentRequest, reader: Reader) -> pb.Attachment:
    return to_message(pb.Attachment, await reader.get(Attachment, request.attachment_id))


@query
async def list_attachments(request: pb.ListAttachmentsRequest, reader: Reader) -> pb.ListAttachmentsResponse:
    subject_id = UUID(request.subject_id)
    return await reader.page(ATTACHMENTS, request, pb.ListAttachmentsResponse, subject_type=request.subject_type, subject_id=subject_id)


@query
async def get_saved_view(request: views.GetSavedViewRequest, reader: Reader) -> views.SavedView:
    view = await reader.get(SavedView, request.saved_view_id)
    if not view.is_seen_by(reader.scope):
        raise not_found("saved view", request.saved_view_id)
    return await saved_views.shown(reader.execute, reader.scope, view)


@query
async def list_saved_views(request: views.ListSavedViewsRequest, reader: Reader) -> views.ListSavedViewsResponse:
    seen = replace(SAVED_VIEWS, where=(saved_views.seen_by(reader.scope),))
    reply = await reader.page(seen, request, views.ListSavedViewsResponse)
    defaults = {str(id) for id in await saved_views.defaults_of(reader.execute, reader.scope)}
    for view in reply.saved_views:
        view.is_default = view.id in defaults
    return reply


@query
async def get_export(request: exports.GetExportRequest, reader: Reader) -> exports.Export:
    return to_message(exports.Export, await reader.get(Export, request.export_id))


@query
async def list_exports(request: exports.ListExportsRequest, reader: Reader) -> exports.ListExportsResponse:
    return await reader.page(EXPORTS, request, exports.ListExportsResponse)


@query
async def get_import(request: imports.GetImportRequest, reader: Reader) -> imports.Import:
    return to_message(imports.Import, await reader.get(Import, request.import_id))


@query
async def list_imports(request: imports.ListImportsRequest, reader: Reader) -> imports.ListImportsResponse:
    return await reader.page(IMPORTS, request, imports.ListImportsResponse)


@query
async def list_import_rows(request: imports.ListImportRowsRequest, reader: Reader) -> imports.ListImportRowsResponse:
    found = await reader.get(Import, request.import_id)
    reply = await reader.page(IMPORT_ROWS, request, imports.ListImportRowsResponse, import_id=found.id)
    if reader.principal.is_one_of(found.owner_id):
        await import_rows.show(reader, found.id, reply.import_rows)
    return reply
