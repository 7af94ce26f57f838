"""Commands on to-dos."""

from datetime import UTC

from sqlalchemy import select

from chassis.errors import DomainError, Kind, Violation, forbidden, not_found
from chassis.messages import values
from chassis.service import command
from chassis.tables import copy_member
from chassis.unit_of_work import UnitOfWork
from crm.notifier.v1 import notifier_pb2 as pb
from notifier import people
from notifier.domain.kinds import OWN
from notifier.domain.todo import Todo
from notifier.leads import keep_in_hand
from notifier.reopening import is_settled


@command
async def create_todo(request: pb.CreateTodoRequest, uow: UnitOfWork) -> Todo:
    given, owner_id = values(request.todo), uow.principal.person_id
    if owner_id is None:
        raise forbidden("NOT_A_PERSON", "A to-do is a person's; a program has none.")
    member = copy_member.c
    team_id = (await uow.execute(select(member.member_team_id).where(member.tenant_id == uow.tenant_id, member.id == owner_id))).scalar()
    id = uow.new_id()
    todo = Todo(
        id=id,
        tenant_id=uow.tenant_id,
        create_time=uow.now,
        update_time=uow.now,
        kind=OWN,
        key=str(id),
        owner_id=owner_id,
        team_id=team_id,
        title=given.pop("title"),
        due_time=given["due_time"],
        rank_time=given["due_time"],
    )
    todo.revise(**given)
    todo.subject_name = await _name_of(uow, todo)
    return uow.add(todo)


@command
async def update_todo(request: pb.UpdateTodoRequest, uow: UnitOfWork) -> Todo:
    todo = await uow.get(Todo, request.todo_id, etag=request.etag)
    todo.revise(**values(request.todo, request.update_mask))
    if todo.kind == OWN:
        todo.subject_name = await _name_of(uow, todo)
    return todo


@command
async def complete_todo(request: pb.CompleteTodoRequest, uow: UnitOfWork) -> Todo:
    todo = await uow.get(Todo, request.todo_id, etag=request.etag)
    todo.complete(uow.principal.person_id, uow.now)
    await keep_in_hand(uow, todo)
    return todo


@command
async def snooze_todo(request: pb.SnoozeTodoRequest, uow: UnitOfWork) -> Todo:
    todo = await uow.get(Todo, request.todo_id, etag=request.etag)
    todo.snooze(request.snooze_until_time.ToDatetime(UTC), uow.now)
    return todo


@command
async def dismiss_todo(request: pb.DismissTodoRequest, uow: UnitOfWork) -> Todo:
    todo = await uow.get(Todo, request.todo_id, etag=request.etag)
    todo.dismiss(request.reason, uow.principal.person_id, uow.now)
    await keep_in_hand(uow, todo)
    return todo


@command
async def reopen_todo(request: pb.ReopenTodoRequest, uow: UnitOfWork) -> Todo:
    todo = await uow.get(Todo, request.todo_id, etag=request.etag)
    todo.reopen(settled=await is_settled(uow, todo))
    return todo


async def _name_of(uow: UnitOfWork, todo: Todo) -> str:
    """What the to-do is about must be something that the caller may see; "" where it is about nothing."""
    if todo.subject_id is None:
        return ""
    subject = (await people.subjects(uow, [todo.subject_id])).get(todo.subject_id)
    if subject is None or subject.kind != todo.subject_type:
        detail = f"There is no {todo.subject_type or 'record'} {todo.subject_id} here; if it is new, try again in a moment."
        raise DomainError(Kind.PRECONDITION, "SUBJECT_UNKNOWN", detail, violations=(Violation("todo.subject_id", detail),))
    permission = "plan.read" if subject.kind == "payment_plan" else f"{subject.kind}.read"
    if not uow.principal.scope_for(permission).reaches(subject.owner_id, subject.team_id, subject.shared_with):
        raise not_found(subject.kind, todo.subject_id, "todo.subject_id")
    return str(subject.name or subject.number)
