"""Where a path leads: URL templates as the proto files write them, and the table that finds the one a request means."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar
from urllib.parse import unquote

_VARIABLE = re.compile(r"\{(\w+)\}")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Template:
    """`/v1/accounts/{account_id}:archive`, taken apart.

    A variable is one whole segment. The verb is what follows the colon of the last one; it is always a literal.
    """

    text: str
    segments: tuple[str, ...]
    verb: str

    @classmethod
    def parse(cls, text: str) -> "Template":
        """Raises ValueError for what is no such path."""
        if not re.fullmatch(r"(/(\w+|\{\w+\}))+(:[a-z]\w*)?", text):
            raise ValueError(f"{text!r} is not a path of literals and {{variables}}, with a :verb at most at its end.")
        path, _, verb = text.partition(":")
        return cls(text, tuple(path[1:].split("/")), verb)

    @classmethod
    def literal(cls, text: str) -> "Template":
        """A path that is just itself."""
        return cls(text, tuple(text[1:].split("/")), "")

    @property
    def variables(self) -> tuple[str, ...]:
        return tuple(_VARIABLE.findall(self.text))

    @property
    def shape(self) -> str:
        """The template without the names of its variables: two templates of one shape are the same URL."""
        return _VARIABLE.sub("{}", self.text)

    def fill(self, values: Mapping[str, str]) -> str:
        return _VARIABLE.sub(lambda found: values[found[1]], self.text)


@dataclass(slots=True)
class _Node(Generic[T]):
    literals: dict[str, "_Node[T]"] = field(default_factory=dict)
    variable: "_Node[T] | None" = None
    # By verb ("" for none), then by HTTP method.
    ends: dict[str, dict[str, T]] = field(default_factory=dict)
    # The URL whose template was first seen at this end, by verb.
    templates: dict[str, Template] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """The URL a path means: what is possible there by HTTP method, and the values of its variables, decoded."""

    template: Template
    methods: Mapping[str, T]
    values: tuple[str, ...]

    @property
    def variables(self) -> dict[str, str]:
        return dict(zip(self.template.variables, self.values, strict=True))


class PathTable(Generic[T]):
    """Finds in time proportional to the path, however many templates there are.

    Literals win over variables (`byExternal/...` over `{account_id}`), verbs over plain paths. A segment is cut at a colon before it is
    decoded: an external id that contains one can be written with %3A.
    """

    def __init__(self) -> None:
        self._root: _Node[T] = _Node()

    def add(self, template: Template, http_method: str, target: T) -> None:
        """Raises ValueError when the place is taken, or the same URL was given with other names for its variables."""
        node = self._root
        for segment in template.segments:
            if _VARIABLE.fullmatch(segment):
                node.variable = node.variable or _Node()
                node = node.variable
            else:
                node = node.literals.setdefault(segment, _Node())
        known = node.templates.setdefault(template.verb, template)
        if known.text != template.text:
            raise ValueError(f"{template.text} is the same URL as {known.text}: a variable has one name everywhere.")
        if node.ends.setdefault(template.verb, {}).setdefault(http_method, target) is not target:
            raise ValueError(f"{http_method} {template.text} is bound twice.")

    def find(self, raw_path: str) -> Match[T] | None:
        """`raw_path` is the path as it was sent, still percent-encoded."""
        if not raw_path.startswith("/"):
            return None
        *segments, last = raw_path[1:].split("/")
        head, colon, verb = last.rpartition(":")
        candidates = [(head, verb), (last, "")] if colon else [(last, "")]
        for end, wanted in candidates:
            for node, values in self._walk(self._root, [*segments, end], 0):
                if wanted in node.ends:
                    return Match(node.templates[wanted], node.ends[wanted], values)
        return None

    def _walk(self, node: _Node[T], segments: list[str], index: int) -> Iterator[tuple[_Node[T], tuple[str, ...]]]:
        if index == len(segments):
            yield node, ()
            return
        segment = segments[index]
        if (literal := node.literals.get(segment)) is not None:
            yield from self._walk(literal, segments, index + 1)
        if node.variable is not None and segment:
            for end, values in self._walk(node.variable, segments, index + 1):
                yield end, (unquote(segment), *values)
