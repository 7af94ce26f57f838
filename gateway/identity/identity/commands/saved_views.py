"""Commands on saved views. A view that the caller does not see does not exist for them; one that they see only is not theirs to change."""

from sqlalchemy import func, select

from chassis.errors import forbidden, invalid, not_found, precondition
from chassis.messages import values
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.identity.v1 import saved_views_pb2 as pb
from identity import saved_views as views
from identity import tables as t
from identity.domain.saved_view import MOST_OF_ONE_PERSON, SavedView, SavedViewAudience

v = t.saved_view.c


@command
async def create_saved_view(request: pb.CreateSavedViewRequest, uow: UnitOfWork) -> SavedView:
    person_id = uow.principal.person_id
    if person_id is None:
        raise forbidden("PERSON_NEEDED", "A view belongs to a person.")
    mine = (v.tenant_id == uow.tenant_id, v.person_id == person_id, v.archive_time.is_(None))
    if (await uow.execute(select(func.count()).where(*mine))).scalar_one() >= MOST_OF_ONE_PERSON:
        raise precondition("TOO_MANY_VIEWS", f"A person has at most {MOST_OF_ONE_PERSON} views; archive some first.")
    given = values(request.saved_view)
    name, resource = given.pop("name"), given.pop("resource")
    view = SavedView(
        id=uow.new_id(),
        tenant_id=uow.tenant_id,
        create_time=uow.now,
        update_time=uow.now,
        name=name,
        resource=resource,
        person_id=person_id,
    )
    view.revise(**given)
    return uow.add(view)


@command
async def update_saved_view(request: pb.UpdateSavedViewRequest, uow: UnitOfWork) -> pb.SavedView:
    view = await _managed(request.saved_view_id, request.etag, uow)
    view.revise(**values(request.saved_view, request.update_mask))
    return await _told(view, uow)


@command
async def share_saved_view(request: pb.ShareSavedViewRequest, uow: UnitOfWork) -> pb.SavedView:
    view = await _managed(request.saved_view_id, request.etag, uow)
    given = values(request)
    if given["team_id"] is not None:
        live = (t.team.c.tenant_id == uow.tenant_id, t.team.c.id == given["team_id"], t.team.c.archive_time.is_(None))
        if (await uow.execute(select(t.team.c.id).where(*live))).first() is None:
            raise invalid("team_id", "There is no such team.", "TEAM_UNKNOWN")
    view.share(SavedViewAudience(given["audience"]), given["team_id"], uow.scope)
    return await _told(view, uow)


@command
async def set_default_saved_view(request: pb.SetDefaultSavedViewRequest, uow: UnitOfWork) -> pb.SavedView:
    view = await _seen(request.saved_view_id, "", uow)
    if view.archive_time is not None:
        raise precondition("ARCHIVED", "This view lies in the recycle bin.", id=str(view.id))
    await views.set_default(uow.execute, uow.scope, view)
    return await views.shown(uow.execute, uow.scope, view)


@command
async def unset_default_saved_view(request: pb.UnsetDefaultSavedViewRequest, uow: UnitOfWork) -> pb.SavedView:
    view = await _seen(request.saved_view_id, "", uow)
    await views.unset_default(uow.execute, uow.scope, view)
    return await views.shown(uow.execute, uow.scope, view)


@command
async def archive_saved_view(request: pb.ArchiveSavedViewRequest, uow: UnitOfWork) -> pb.SavedView:
    view = await _managed(request.saved_view_id, request.etag, uow)
    view.archive(uow.now)
    await views.forget_default(uow.execute, view)
    return await _told(view, uow)


async def _seen(id: str, etag: str, uow: UnitOfWork) -> SavedView:
    view = await uow.get(SavedView, id)
    if not view.is_seen_by(uow.principal.scope_for("saved_view.read")):
        raise not_found("saved view", id)
    uow.expect(view, etag)
    return view


async def _managed(id: str, etag: str, uow: UnitOfWork) -> SavedView:
    view = await _seen(id, etag, uow)
    if not view.is_managed_by(uow.scope):
        raise forbidden("VIEW_OF_ANOTHER", "This view belongs to somebody else; save one of your own.")
    return view


async def _told(view: SavedView, uow: UnitOfWork) -> pb.SavedView:
    """As it stands after this commit."""
    await uow.stage()
    return await views.shown(uow.execute, uow.scope, view)
