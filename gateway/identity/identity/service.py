"""Who works here and what they may do: tenants, companies of ours, people, teams, roles, sessions, keys, attachments, saved
views, exports, imports.

An ordinary service in the gateway's process: edge's `main` runs it, with its own database and relay. `extras`: `installation_key`,
`exporter` and `importer` (see identity.jobs).
"""

from pathlib import Path

from chassis import audit
from chassis.errors import already_exists, precondition
from chassis.service import Resource, Service
from crm.identity.v1 import events_pb2 as facts
from crm.identity.v1 import exports_pb2, imports_pb2
from crm.identity.v1 import identity_pb2 as pb
from crm.identity.v1 import saved_views_pb2 as views
from identity import access, queries, reactions, tables
from identity import exports as export_timers
from identity import imports as import_timers
from identity.commands import (
    api_keys,
    attachments,
    bank_accounts,
    exports,
    fiscal_periods,
    imports,
    legal_entities,
    me,
    resolving,
    roles,
    saved_views,
    sessions,
    teams,
    tenants,
    users,
    viewing,
)
from identity.domain.api_key import ApiKey
from identity.domain.attachment import Attachment
from identity.domain.export import Export
from identity.domain.fiscal_period import FiscalPeriod
from identity.domain.imports import Import
from identity.domain.legal_entity import LegalEntity
from identity.domain.role import Role
from identity.domain.saved_view import SavedView
from identity.domain.session import Session
from identity.domain.team import Team
from identity.domain.tenant import Tenant
from identity.domain.user import User
from identity.doors import door_functions

SERVICE = Service(
    name="identity",
    descriptor=pb.DESCRIPTOR.services_by_name["Identity"],
    metadata=tables.metadata,
    migrations=Path(__file__).parent.parent / "migrations",
    routines=door_functions,
    resources=(
        Resource(Tenant, pb.Tenant, tables.tenant),
        Resource(LegalEntity, pb.LegalEntity, tables.legal_entity, search=LegalEntity.searchable),
        Resource(FiscalPeriod, pb.FiscalPeriod, tables.fiscal_period),
        Resource(User, pb.User, tables.user, search=User.searchable),
        Resource(Team, pb.Team, tables.team, search=Team.searchable),
        Resource(Role, pb.Role, tables.role),
        Resource(Attachment, pb.Attachment, tables.attachment),
        Resource(SavedView, views.SavedView, tables.saved_view),
        Resource(Export, exports_pb2.Export, tables.export, timers=Export.timers),
        Resource(Import, imports_pb2.Import, tables.import_, timers=Import.timers),
        # Nobody else's business.
        Resource(Session, pb.Session, tables.session, published=False, timers=Session.timers),
        Resource(ApiKey, pb.ApiKey, tables.api_key, published=False),
    ),
    modules=(
        tenants,
        legal_entities,
        bank_accounts,
        fiscal_periods,
        users,
        teams,
        roles,
        api_keys,
        sessions,
        viewing,
        resolving,
        me,
        attachments,
        saved_views,
        exports,
        export_timers,
        imports,
        import_timers,
        queries,
        access,
        reactions,
        audit,
    ),
    facts=(facts.MemberMoved, facts.UserLeft),
    constraints={
        "tenant_code_key": lambda: already_exists("TENANT_CODE_TAKEN", "Another tenant signs in with this code; choose another one."),
        "legal_entity_credit_code_key": lambda: already_exists("CREDIT_CODE_TAKEN", "Another company of ours has this credit code."),
        "fiscal_period_start_key": lambda: precondition("PERIOD_OVERLAPS", "Another period starts on this day."),
        "user_email_key": lambda: already_exists("EMAIL_TAKEN", "Another user signs in with this mail address."),
        "role_key_key": lambda: already_exists("ROLE_KEY_TAKEN", "Another role has this key."),
    },
)
