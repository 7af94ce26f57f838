"""Works on imports: checks, commits or undoes, whichever step is due.

Before each 200 rows identity says whether to go on and as whom; so cancelling, a lost right or another process that took over end the
work within that. What ends it otherwise (a member is away, this process ends) says nothing: the lease runs out, and a replica goes on.
"""

from collections.abc import Mapping
from uuid import UUID

from google.protobuf.descriptor import MethodDescriptor

from chassis.collections import collections
from chassis.principal import Signer
from crm.identity.v1 import imports_pb2 as pb
from edge.acting import Acting
from edge.attachments.encryption import opened
from edge.attachments.storage import Storage
from edge.calling import Members
from edge.imports.attempt import ImportAttempt
from edge.imports.catalogue import Importable, importables
from edge.imports.checking import Checking
from edge.imports.committing import Committing
from edge.imports.undoing import Undoing


def folder(tenant_id: UUID, import_id: object) -> str:
    """Removing a company removes it too."""
    return f"{tenant_id}/imports/{import_id}/"


def place(tenant_id: UUID, import_id: object) -> str:
    return f"{folder(tenant_id, import_id)}file"


class ImportWorker:
    def __init__(self, members: Members, signer: Signer, storage: Storage, master_key: bytes) -> None:
        self._acting, self._storage, self._master_key = Acting(members, signer), storage, master_key
        self._lists: Mapping[str, MethodDescriptor] = collections(members.services)
        self.importables: Mapping[str, Importable] = importables(members.services)

    async def work(self, tenant_id: UUID, id: UUID, attempt: int) -> None:
        """One try. Says how it ended where it ended by itself."""
        made = ImportAttempt(self._acting, tenant_id, id, attempt)
        await made.make(self._work(made))

    async def discard(self, tenant_id: UUID, id: UUID) -> None:
        await self._storage.delete_all(folder(tenant_id, id))

    async def _work(self, attempt: ImportAttempt) -> None:
        turn = await attempt.turn()
        importable = self.importables[turn.job.resource]
        match turn.job.state:
            case pb.IMPORT_STATE_CHECKING:
                content = await self._content(attempt.tenant_id, attempt.id)
                await Checking(attempt, self.importables, self._lists).run(turn, content)
            case pb.IMPORT_STATE_COMMITTING:
                await Committing(attempt, importable, self._lists).run()
            case _:
                await Undoing(attempt, importable, self._lists).run()
        await attempt.completed()

    async def _content(self, tenant_id: UUID, import_id: UUID) -> bytes:
        stored = self._storage.get(place(tenant_id, import_id))
        return b"".join([chunk async for chunk in opened(self._master_key, tenant_id, stored)])
