"""What can be searched: every list that takes `search`, read from the proto files, and what of its rows a result shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from google.protobuf.descriptor import Descriptor, FieldDescriptor, MethodDescriptor, ServiceDescriptor
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass

from chassis.collections import collections, row_of
from chassis.names import snake
from edge.bindings import access

# The first of these that a row fills is its title, the next one its subtitle: a name is one, what tells two of one name apart the other.
_TITLES = ("name", "subject_name", "payer_name", "contract_number", "number")
_SUBTITLES = (
    *("company_name", "title", "text", "detail", "reason", "evidence", "memo"),
    *("customer_order_number", "contract_number", "credit_code", "code", "category", "email", "industry", "region"),
)
# Of a text that somebody wrote, a line is enough to know it again.
LONGEST = 120


@dataclass(frozen=True, slots=True)
class Result:
    """One record that was found."""

    type: str
    id: str
    title: str
    subtitle: str
    number: str

    def members(self) -> dict[str, str]:
        return {"type": self.type, "id": self.id, "title": self.title, "subtitle": self.subtitle, "number": self.number}


@dataclass(frozen=True, eq=False)
class Source:
    """A list that can be searched."""

    method: MethodDescriptor

    @cached_property
    def type(self) -> str:
        """As live updates and attachments name it: "account"."""
        return snake(self.row.name)

    @cached_property
    def member(self) -> str:
        return str(self.method.containing_service.full_name)

    @cached_property
    def permission(self) -> str:
        return access(self.method).permission

    @cached_property
    def row(self) -> Descriptor:
        return row_of(self.method)

    def request(self, words: str, size: int) -> Message:
        made: Any = GetMessageClass(self.method.input_type)()
        made.search, made.page_size = words, size
        return made  # type: ignore[no-any-return]

    def results(self, reply: Message) -> list[Result]:
        rows = next(field for field in self.method.output_type.fields if field.is_repeated)
        return [self._result(row) for row in getattr(reply, rows.name)]

    def _result(self, row: Any) -> Result:
        number = row.number if "number" in self.row.fields_by_name else ""
        title = self._first(row, self.titles)
        return Result(self.type, row.id, title, self._first(row, self.subtitles, besides=title), number)

    @cached_property
    def titles(self) -> list[str]:
        return [name for name in _TITLES if _is_text(self.row.fields_by_name.get(name))]

    @cached_property
    def subtitles(self) -> list[str]:
        return [name for name in _SUBTITLES if _is_text(self.row.fields_by_name.get(name))]

    @staticmethod
    def _first(row: Any, names: Iterable[str], besides: str = "") -> str:
        found = (str(getattr(row, name)) for name in names)
        return next((text[:LONGEST] for text in found if text and text != besides), "")


def _is_text(field: FieldDescriptor | None) -> bool:
    return field is not None and field.type == FieldDescriptor.TYPE_STRING and not field.is_repeated


def sources(services: Iterable[ServiceDescriptor]) -> dict[str, Source]:
    """By type, in the order of the services."""
    found = (Source(method) for method in collections(services).values() if "search" in method.input_type.fields_by_name)
    return {source.type: source for source in found}
