"""The caller, described to the caller."""

from sqlalchemy import select

from chassis.messages import to_message, to_messages
from chassis.reader import Reader
from chassis.unit_of_work import UnitOfWork
from crm.identity.v1 import identity_pb2 as pb
from identity.callers import session_of
from identity.domain.grants import entries_of
from identity.domain.tenant import Tenant
from identity.domain.user import User
from identity.tables import session, team


async def described(of: Reader | UnitOfWork, user: User) -> pb.Me:
    """One's own phone is shown in full; to who looks with one's eyes it is not."""
    principal, session_id = of.principal, session_of(of.principal)
    team_ids = [*principal.team_ids, *principal.team_ids_below]
    reached = select(team).where(team.c.tenant_id == of.tenant_id, team.c.id.in_(team_ids)).order_by(team.c.sort_key, team.c.id)
    me = pb.Me(
        user=await of.vault.in_full(pb.User, user) if principal.is_one_of(user.id) else to_message(pb.User, user),
        tenant=to_message(pb.Tenant, await of.get(Tenant, str(of.tenant_id))),
        permissions=to_messages(pb.Grant, entries_of(principal.permissions)),
        teams=to_messages(pb.Team, await of.execute(reached)),
        session_id=str(session_id or ""),
        api_key_id=principal.id if principal.kind == "key" else "",
    )
    if principal.viewer_id is not None:
        me.viewer_id = str(principal.viewer_id)
        end = select(session.c.view_end_time).where(session.c.tenant_id == of.tenant_id, session.c.id == session_id)
        if (end_time := (await of.execute(end)).scalar_one_or_none()) is not None:
            me.view_end_time.FromDatetime(end_time)
    return me
