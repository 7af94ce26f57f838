"""`POST /v1/access:explain`: where the record lies is asked of its owner, as the caller; why that is enough or not, identity says.

What the caller cannot read is not told of: identity then hears of no record, as if it did not exist.
"""

from collections.abc import Mapping
from typing import Any

from google.protobuf.descriptor import MethodDescriptor
from google.protobuf.message_factory import GetMessageClass

from chassis.branches import LIMITS
from chassis.descriptors import descriptor_of
from chassis.errors import DomainError, Kind
from crm.identity.v1 import identity_pb2 as pb
from edge.calling import Reply
from edge.exchange import Exchange
from edge.rpc import Around, Proceed

_EXPLAIN = pb.DESCRIPTOR.services_by_name["Identity"].methods_by_name["ExplainAccess"]
# These say whose they are by their person.
_PERSONAL = ("ApiKey", "Export", "Import")
_HIDDEN = {Kind.NOT_FOUND, Kind.FORBIDDEN}


class Access:
    """`readers`: the Get RPC of each type of record."""

    def __init__(self, readers: Mapping[str, MethodDescriptor]) -> None:
        self._readers = readers

    def arounds(self) -> Mapping[str, Around]:
        """By full name of the RPC."""
        return {_EXPLAIN.full_name: self._explain}

    async def _explain(self, exchange: Exchange, request: pb.ExplainAccessRequest, proceed: Proceed) -> Reply:
        request.ClearField("subject")
        reader = self._readers.get(request.subject_type)
        if reader is not None and (record := await self._read(exchange, reader, request.subject_id)) is not None:
            request.subject.CopyFrom(place_of(record))
        return await proceed()

    @staticmethod
    async def _read(exchange: Exchange, reader: MethodDescriptor, id: str) -> Any:
        asked = GetMessageClass(reader.input_type)(**{reader.input_type.fields[0].name: id})
        try:
            return (await exchange.call(reader, asked)).message
        except DomainError as error:
            if error.kind in _HIDDEN:
                return None
            raise


def place_of(record: Any) -> pb.AccessSubject:
    """Where a record lies, by its public fields."""
    kind = descriptor_of(record)
    known = kind.fields_by_name
    owner = "person_id" if kind.name in _PERSONAL else "owner_id"
    return pb.AccessSubject(
        unowned=owner not in known,
        owner_id=getattr(record, owner, ""),
        team_id=record.team_id if "team_id" in known else "",
        shared_with=record.shared_with if "shared_with" in known else (),
        places={name: getattr(record, name) for name in LIMITS if name in known},
    )
