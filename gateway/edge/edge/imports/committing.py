"""The second step: what was checked is written, as the person.

It can be cut off anywhere. Rows without an outcome are taken in their order, so the same state makes the same batch under the same
Idempotency-Key: what was sent and not noted gets its stored reply. A changed record's former values are noted before it is changed.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid5

from google.protobuf.descriptor import MethodDescriptor
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass

from chassis.errors import DomainError, Kind
from chassis.jsoncodec import as_dict, fill
from crm.identity.v1 import imports_pb2 as pb
from edge.imports.asking import Asking, in_parts
from edge.imports.attempt import ImportAttempt
from edge.imports.catalogue import Importable
from edge.imports.changes import change_request, former_values, unseen
from edge.imports.traces import trace

_TRIES = 3


class Committing:
    def __init__(self, attempt: ImportAttempt, importable: Importable, lists: Mapping[str, MethodDescriptor]) -> None:
        self._attempt, self._importable, self._lists = attempt, importable, lists

    async def run(self) -> None:
        after = 0
        while True:
            turn = await self._attempt.turn()
            rows = await self._attempt.take(after)
            if not rows:
                return
            asking = Asking(self._attempt.acting, turn.principal, self._lists)
            await self._create(asking, turn.job, [row for row in rows if row.action == pb.IMPORT_ACTION_CREATE])
            await self._update(asking, [row for row in rows if row.action == pb.IMPORT_ACTION_UPDATE])
            after = rows[-1].row

    async def _create(self, asking: Asking, job: pb.Import, rows: Sequence[pb.ImportRowWork]) -> None:
        if not rows:
            return
        request: Any = GetMessageClass(self._importable.create.input_type)(historical=job.plan.historical)
        for row in rows:
            fill(request.requests.add(), json.loads(row.request))
        key = self._key("create", *(row.row for row in rows))
        reply = await asking.call(self._importable.create, request, key=key)
        done = [_created(row, verdict) for row, verdict in zip(rows, reply.verdicts, strict=True)]
        seen: set[str] = set()
        for row in done:
            if row.outcome == pb.IMPORT_OUTCOME_CREATED and row.record_id in seen:
                row.outcome = pb.IMPORT_OUTCOME_MERGED
            seen.add(row.record_id)
        await self._traced(asking, done, job)
        await self._attempt.keep(done)

    async def _update(self, asking: Asking, rows: Sequence[pb.ImportRowWork]) -> None:
        if not rows:
            return
        records = await asking.by_id(self._importable, [row.record_id for row in rows])

        async def prepared(row: pb.ImportRowWork) -> pb.ImportRowWork | None:
            return await self._prepared(asking, row, records.get(row.record_id))

        # What is noted already was prepared by a try before this one; it stays what it was.
        await self._attempt.keep([each for each in await in_parts(prepared, rows) if each is not None])

        async def changed(row: pb.ImportRowWork) -> pb.ImportRowWork:
            return await self._changed(asking, row)

        done = await in_parts(changed, rows)
        await self._traced(asking, done)
        await self._attempt.keep(done)

    async def _prepared(self, asking: Asking, row: pb.ImportRowWork, record: Any) -> pb.ImportRowWork | None:
        """Notes in the row what the record says now. None where that is done."""
        if row.former or record is None:
            return None
        said = json.loads(row.request)
        if any(each.is_personal for path in said if (each := self._importable.target(path)) is not None):
            record = await asking.whole(self._importable, record.id)
        kept = unseen(self._importable, said, record)
        for path in kept:
            del said[path]
        row.request = json.dumps(said, ensure_ascii=False)
        row.former = json.dumps({"etag": record.etag, "values": former_values(said, as_dict(record)), "kept": kept}, ensure_ascii=False)
        return pb.ImportRowWork(row=row.row, request=row.request, former=row.former)

    async def _changed(self, asking: Asking, row: pb.ImportRowWork) -> pb.ImportRowWork:
        done = pb.ImportRowWork(row=row.row, record_id=row.record_id)
        if not row.former:
            return _refused(done, "NOT_SEEN", "The record is not there any more, or not yours to see.")
        former = json.loads(row.former)
        for path in former["kept"]:
            done.findings.add(reason="PERSONAL_KEPT", field=path, detail="You do not see the former value, so it stays.", warning=True)
        said = json.loads(row.request)
        if not said:
            done.outcome = pb.IMPORT_OUTCOME_MERGED
            return done
        try:
            await self._send(asking, row, said, former)
        except DomainError as error:
            if error.kind is Kind.UNAVAILABLE:
                raise
            return _refused(done, error.reason, error.detail)
        done.outcome = pb.IMPORT_OUTCOME_UPDATED
        return done

    async def _send(self, asking: Asking, row: pb.ImportRowWork, said: Mapping[str, Any], former: dict[str, Any]) -> None:
        """With the etag under which the former values were read: where somebody was faster, they are read anew."""
        for _ in range(_TRIES):
            request = change_request(self._importable, row.record_id, said, former["values"], former["etag"])
            try:
                await asking.call(self._importable.update, request, key=self._key("update", row.row, former["etag"]))
                return
            except DomainError as error:
                if error.reason not in ("STALE_ETAG", "CONCURRENT_CHANGE"):
                    raise
            row.former = ""
            record = (await asking.by_id(self._importable, [row.record_id])).get(row.record_id)
            prepared = await self._prepared(asking, row, record)
            if prepared is None:
                break
            await self._attempt.keep([prepared])
            former |= json.loads(row.former)
        raise DomainError(Kind.CONFLICT, "STALE_ETAG", "Somebody else changes this record all the time.")

    async def _traced(self, asking: Asking, rows: Sequence[pb.ImportRowWork], job: pb.Import | None = None) -> None:
        """What the records are like now, to tell one day whether somebody changed them since.

        What the rows of `job` are said to have created and was there before its file is no new record: the row was noted there.
        """
        written = [row for row in rows if row.outcome in (pb.IMPORT_OUTCOME_CREATED, pb.IMPORT_OUTCOME_UPDATED)]
        records: Mapping[str, Message] = await asking.by_id(self._importable, [row.record_id for row in written])
        for row in written:
            if row.record_id not in records:
                continue
            record: Any = records[row.record_id]
            if job is not None and record.create_time.ToNanoseconds() < job.create_time.ToNanoseconds():
                row.outcome = pb.IMPORT_OUTCOME_MERGED
            else:
                row.trace = trace(self._importable.noun, record)

    def _key(self, *parts: object) -> str:
        return str(uuid5(self._attempt.id, " ".join(map(str, parts))))


def _created(row: pb.ImportRowWork, verdict: Any) -> pb.ImportRowWork:
    done = pb.ImportRowWork(row=row.row)
    if verdict.HasField("problem"):
        return _refused(done, verdict.problem.reason, verdict.problem.detail, verdict.problem.pointer)
    is_known = verdict.id == row.record_id
    done.record_id, done.outcome = verdict.id, pb.IMPORT_OUTCOME_MERGED if is_known else pb.IMPORT_OUTCOME_CREATED
    return done


def _refused(row: pb.ImportRowWork, reason: str, detail: str, pointer: str = "") -> pb.ImportRowWork:
    row.outcome = pb.IMPORT_OUTCOME_REFUSED
    field = pointer.strip("/").partition("/")[2].replace("/", ".")
    row.findings.add(reason=reason, field=field, detail=detail)
    return row
