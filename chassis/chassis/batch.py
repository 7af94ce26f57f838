"""`:batchCreate`: up to 200 rows, a verdict per row, good rows stored although others are refused.

Rows that are wrong in themselves are put aside. The others are tried together, with one flush. Where a refused row may have touched
what was loaded, all is rolled back and the others are tried together once more, without it. Where the database refuses something, or
too many rows are refused like that, each is tried by itself under a savepoint.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from google.protobuf.message import Message
from sqlalchemy.exc import IntegrityError

from chassis.aggregate import Aggregate
from chassis.descriptors import descriptor_of
from chassis.errors import DomainError
from chassis.external import Key, known
from chassis.jsoncodec import json_pointer
from chassis.unit_of_work import UnitOfWork
from chassis.validation import validate
from crm.common.v1 import types_pb2 as pb

Create = Callable[[Any, UnitOfWork], Awaitable[Aggregate]]
# So often all rows are tried together; each time without one more that is refused.
_TRIES = 4


async def create_rows(
    requests: Sequence[Message], create: Create, uow: UnitOfWork, *, kind: str, learn: Callable[[], Awaitable[None]] | None = None
) -> list[pb.RowVerdict]:
    """Runs `create` for each request; a row whose external reference is known already gets the id of that record.

    `learn` looks up in one go, in `uow.known`, what all of them ask for: before each try, for what is rolled back is forgotten.
    """
    wrong = _wrong(requests)
    right = [request for index, request in enumerate(requests) if index not in wrong]
    found = await known(uow, kind, [key for request in right for key in _keys(request)])
    mark = uow.mark
    for _ in range(_TRIES):
        try:
            async with uow.session.begin_nested():
                if learn is not None:
                    await learn()
                return await _together(requests, create, uow, found, wrong)
        except _RefusedAmongOthers as refused:
            wrong[refused.verdict.index] = refused.verdict
            undo(uow, mark)
        except (DomainError, IntegrityError):
            undo(uow, mark)
            break
    return [wrong.get(index) or await _alone(index, request, create, uow, found) for index, request in enumerate(requests)]


class _RefusedAmongOthers(Exception):
    """A refused row may have left traces in what was loaded: all but its verdict is to be forgotten."""

    def __init__(self, verdict: pb.RowVerdict) -> None:
        super().__init__(verdict.problem.reason)
        self.verdict = verdict


def _wrong(requests: Sequence[Message]) -> dict[int, pb.RowVerdict]:
    """Verdicts over rows that are not what the proto files demand; the others are brought into their one form."""
    found = {}
    for index, request in enumerate(requests):
        try:
            validate(request)
        except DomainError as error:
            found[index] = _refused(index, request, error)
    return found


async def _together(
    requests: Sequence[Message], create: Create, uow: UnitOfWork, found: dict[Key, Any], wrong: dict[int, pb.RowVerdict]
) -> list[pb.RowVerdict]:
    mark, verdicts, seen = uow.mark, [], dict(found)
    for index, request in enumerate(requests):
        if (verdict := wrong.get(index) or _again(index, request, seen)) is None:
            before = uow.mark
            try:
                root = await create(request, uow)
            except DomainError as error:
                verdict = _refused(index, request, error)
                if uow.touched():
                    raise _RefusedAmongOthers(verdict) from error
                uow.forget_rows(before)
                verdicts.append(verdict)
                continue
            verdict = pb.RowVerdict(index=index, id=str(root.id))
            seen.update(dict.fromkeys(_keys(request), root.id))
        verdicts.append(verdict)
    try:
        await uow.stage()
    except Exception:
        uow.rewind(mark)
        raise
    return verdicts


async def _alone(index: int, request: Message, create: Create, uow: UnitOfWork, found: dict[Key, Any]) -> pb.RowVerdict:
    if (verdict := _again(index, request, found)) is not None:
        return verdict
    mark = uow.mark
    try:
        async with uow.session.begin_nested():
            root = await create(request, uow)
            await uow.stage()
    except DomainError as error:
        undo(uow, mark)
        return _refused(index, request, error)
    except IntegrityError as error:
        meaning = uow.meaning(error)
        if not isinstance(meaning, DomainError):
            raise
        undo(uow, mark)
        return _refused(index, request, meaning)
    found.update(dict.fromkeys(_keys(request), root.id))
    return pb.RowVerdict(index=index, id=str(root.id))


def undo(uow: UnitOfWork, mark: tuple[int, ...]) -> None:
    """Forgets what was done since the mark, once the database has been rolled back to it."""
    uow.rewind(mark)
    uow.session.expunge_all()


def _again(index: int, request: Message, found: dict[Key, Any]) -> pb.RowVerdict | None:
    id = next((found[key] for key in _keys(request) if key in found), None)
    return None if id is None else pb.RowVerdict(index=index, id=str(id))


def _keys(request: Message) -> list[Key]:
    """External references of the resource that the row's request carries."""
    for field, value in request.ListFields():
        if field.message_type is not None and not field.is_repeated and "external_refs" in field.message_type.fields_by_name:
            return [(ref.system, ref.company_code, ref.external_id) for ref in value.external_refs]
    return []


def _refused(index: int, request: Message, error: DomainError) -> pb.RowVerdict:
    pointer = json_pointer(descriptor_of(request), error.violations[0].field) if error.violations else ""
    return pb.RowVerdict(index=index, problem=pb.RowProblem(reason=error.reason, detail=error.detail, pointer=pointer))
