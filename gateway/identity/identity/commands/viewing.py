"""Looking at the product with another person's eyes: begun and ended by an administrator, ended by time, and told of both in the audit.

The rest follows from the principal that the session gives meanwhile (commands/resolving.py): it reads as the other person, and the
pipeline refuses its commands.
"""

from chassis.errors import not_found
from chassis.service import Due, command, timer
from chassis.unit_of_work import UnitOfWork
from crm.identity.v1 import identity_pb2 as pb
from identity import tables as t
from identity.callers import demand_session
from identity.domain.session import Session
from identity.domain.user import User


@command
async def view_as(request: pb.ViewAsRequest, uow: UnitOfWork) -> Session:
    session = await uow.get(Session, demand_session(uow.principal))
    person = await uow.get(User, request.user_id)
    person.demand_active()
    session.view_as(person.id, uow.now)
    _note(session, uow, begins=True)
    return session


@command
async def end_view_as(request: pb.EndViewAsRequest, uow: UnitOfWork) -> Session:
    session = await own_session(uow, request.session_id)
    tell_end_of_view(session, uow)
    session.end_view()
    return session


@timer("view_end")
async def view_ends(due: Due, uow: UnitOfWork) -> None:
    """Nothing where its user has signed out, ended it or begun another one since."""
    session = await uow.first(Session, t.session.c.id == due.subject_id, t.session.c.view_end_time <= uow.now)
    if session is not None:
        tell_end_of_view(session, uow)
        session.end_view()


async def own_session(uow: UnitOfWork, session_id: str) -> Session:
    """A session of whoever really calls. Raises NOT_FOUND for those of others."""
    session = await uow.get(Session, session_id)
    if session.user_id != uow.principal.responsible_id:
        raise not_found("session", session_id)
    return session


def tell_end_of_view(session: Session, uow: UnitOfWork) -> None:
    if session.viewed_id is not None:
        _note(session, uow, begins=False)


def _note(session: Session, uow: UnitOfWork, *, begins: bool) -> None:
    """In the history of both: whose eyes somebody used, and who used one's own."""
    viewer, viewed = session.user_id, session.viewed_id
    for subject, field, other in ((viewer, "viewed_id", viewed), (viewed, "viewer_id", viewer)):
        if subject is not None:
            uow.note("user", subject, {field: [None, str(other)] if begins else [str(other), None]})
