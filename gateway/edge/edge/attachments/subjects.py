"""Records that files can be attached to: whatever a public Get RPC reads by one id. Its owner says who may see it."""

from collections.abc import Iterable, Mapping

from google.protobuf.descriptor import MethodDescriptor, ServiceDescriptor
from google.protobuf.message_factory import GetMessageClass

from chassis.descriptors import Shape, shape
from chassis.errors import DomainError, Kind
from chassis.names import snake
from edge.bindings import access
from edge.exchange import Exchange
from edge.problems import Fault, bad_request


def subject_readers(services: Iterable[ServiceDescriptor]) -> dict[str, MethodDescriptor]:
    """The Get RPC of each type of subject: {"contract": GetContract}."""
    found: dict[str, MethodDescriptor] = {}
    for service in services:
        for method in service.methods:
            noun = method.name.removeprefix("Get")
            fields = method.input_type.fields
            is_reader = method.name.startswith("Get") and method.output_type.name == noun and access(method).permission
            if is_reader and len(fields) == 1 and shape(fields[0]) is Shape.ID and noun != "Attachment":
                found[snake(noun)] = method
    return found


class Subjects:
    def __init__(self, readers: Mapping[str, MethodDescriptor]) -> None:
        self._readers = readers

    async def demand(self, exchange: Exchange, noun: str, id: str) -> None:
        """Asks the owner, with the caller's own principal. Raises Problem or DomainError where the caller may not see the subject."""
        reader = self._readers.get(noun)
        if reader is None:
            known = ", ".join(sorted(self._readers))
            detail = f"Nothing is attached to a {noun[:60]!r}; known are: {known}."
            raise bad_request("SUBJECT_TYPE_UNKNOWN", detail, Fault(detail, parameter="subjectType"), known=known)
        request = GetMessageClass(reader.input_type)(**{reader.input_type.fields[0].name: id})
        try:
            await exchange.call(reader, request)
        except DomainError as error:
            if error.kind is Kind.INVALID:
                raise bad_request("SUBJECT_ID_MALFORMED", error.detail, Fault(error.detail, parameter="subjectId")) from error
            raise
