"""The last step: what the import created goes into the recycle bin, what it changed gets its former values, unless somebody has changed
it since. As the person who asked for that, and each row once: archiving twice changes nothing, and restoring demands the etag that was
read together with what is compared.
"""

import json
from collections.abc import Mapping
from typing import Any

from google.protobuf.descriptor import MethodDescriptor
from google.protobuf.message_factory import GetMessageClass

from chassis.errors import DomainError, Kind
from chassis.jsoncodec import as_dict
from crm.identity.v1 import imports_pb2 as pb
from edge.imports.asking import Asking, in_parts
from edge.imports.attempt import ImportAttempt
from edge.imports.catalogue import Importable
from edge.imports.changes import former_values, restoring_request
from edge.imports.traces import trace


class Undoing:
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
            records = await asking.by_id(self._importable, [row.record_id for row in rows])

            async def undone(row: pb.ImportRowWork, asking: Asking = asking, records: Mapping[str, Any] = records) -> pb.ImportRowWork:
                return await self._undone(asking, row, records.get(row.record_id))

            await self._attempt.keep(await in_parts(undone, rows))
            after = rows[-1].row

    async def _undone(self, asking: Asking, row: pb.ImportRowWork, record: Any) -> pb.ImportRowWork:
        done = pb.ImportRowWork(row=row.row, outcome=pb.IMPORT_OUTCOME_UNDONE)
        if record is None:
            return _left(done, "NOT_SEEN", "You do not see this record now.")
        if row.outcome == pb.IMPORT_OUTCOME_CREATED and record.HasField("archive_time"):
            done.findings.add(reason="ALREADY_ARCHIVED", detail="It lies in the recycle bin already.", warning=True)
            return done
        former = json.loads(row.former)["values"] if row.former else {}
        if trace(self._importable.noun, record) != row.trace:
            return done if _is_restored(record, former) else _left(done, "CHANGED_SINCE", "Somebody has changed it since.")
        try:
            if row.outcome == pb.IMPORT_OUTCOME_CREATED:
                which = {f"{self._importable.noun}_id": record.id, "etag": record.etag}
                await asking.call(self._importable.archive, GetMessageClass(self._importable.archive.input_type)(**which))
            else:
                await asking.call(self._importable.update, restoring_request(self._importable, record.id, former, record.etag))
        except DomainError as error:
            if error.kind is Kind.UNAVAILABLE:
                raise
            reason = "CHANGED_SINCE" if error.reason == "STALE_ETAG" else error.reason
            return _left(done, reason, error.detail)
        return done


def _is_restored(record: Any, former: Mapping[str, Any]) -> bool:
    """A try before this one may have restored it, and not have come to say so. Personal values are masked here, and do not count."""
    present = former_values(former, as_dict(record))
    return bool(former) and all("*" in str(present[path]) or (present[path] or None) == (value or None) for path, value in former.items())


def _left(row: pb.ImportRowWork, reason: str, detail: str) -> pb.ImportRowWork:
    row.outcome = pb.IMPORT_OUTCOME_LEFT
    row.findings.add(reason=reason, detail=detail)
    return row
