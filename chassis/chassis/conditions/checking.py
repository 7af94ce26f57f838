"""Checks the names in a CEL text that the engine has found well formed: does it know them, and do they have these fields."""

from collections.abc import Iterable
from itertools import takewhile

from chassis.conditions.kinds import ANYTHING, PRESENCE, TEXT, Kind, Tree
from chassis.conditions.tokens import Token
from chassis.errors import DomainError, invalid

FUNCTIONS = frozenset({"size", "int", "uint", "double", "string", "timestamp", "duration", "days"})
METHODS = frozenset(
    {"size", "contains", "startsWith", "endsWith", "matches", "getFullYear", "getMonth", "getDate", "getDayOfMonth", "getDayOfYear"}
    | {"getDayOfWeek", "getHours", "getMinutes", "getSeconds", "getMilliseconds"}
)
# They name a variable that stands for each element in turn.
MACROS = frozenset({"all", "exists", "exists_one", "filter", "map"})
# Each level of them may go through all elements once more.
MAX_MACRO_DEPTH = 2
_WORDS = frozenset({"true", "false", "null", "in"})
_CLOSING = {"(": ")", "[": "]", "{": "}"}

Place = tuple[Kind, Tree]


class Checker:
    """Walks over the tokens once. Afterwards `used` is the tree of fields that the condition reads."""

    def __init__(self, source: str, tokens: list[Token], root: Kind, parameter: str) -> None:
        self._source, self._tokens, self._root, self._parameter = source, tokens, root, parameter
        self._at = 0
        self._variables: dict[str, Place] = {}
        self._edits: list[tuple[int, int, str]] = []
        # The fields that were read so far: what they belong to, and where they are named.
        self._reads: list[tuple[Kind, Token]] = []
        self.used: Tree = {}

    def check(self) -> None:
        """Raises DomainError for the first name that is not known, with its position."""
        self._expressions("")

    def rewritten(self) -> str:
        """The text with has(a.b) as a._.b, where `_` of an object says which fields have a value.

        CEL's own `has` asks whether a key is there; ours always are, with their defaults.
        """
        text = self._source
        for start, end, replacement in sorted(self._edits, reverse=True):
            text = text[:start] + replacement + text[end:]
        return text

    def _expressions(self, closing: str) -> None:
        """Everything up to the closing sign, which is not taken."""
        while (token := self._peek()) is not None and token.text != closing:
            start = self._at
            if token.text == ".":
                raise self._refused(token, "a name cannot begin with a point")
            if (token.kind == "sign" and token.text not in _CLOSING) or token.text in _WORDS:
                self._at += 1
            else:
                kind, _ = self._rest(self._primary())
                self._compared(kind, start)

    def _inside(self) -> None:
        """A bracket, what is in it, and its end."""
        closing = _CLOSING[self._take().text]
        self._expressions(closing)
        self._take()

    def _primary(self) -> Place:
        if self._sees(*_CLOSING):
            self._inside()
            return ANYTHING, {}
        token = self._take()
        if token.kind != "name":
            return ANYTHING, {}
        if self._sees("{"):
            raise self._refused(token, "messages cannot be made in a condition")
        if self._sees("("):
            return self._function(token)
        return self._variables.get(token.text) or self._field((self._root, self.used), token)

    def _rest(self, place: Place) -> Place:
        """Fields, elements and methods that follow a value."""
        while self._sees(".", "["):
            if self._sees("["):
                self._inside()
                place = (place[0].item or ANYTHING, place[1])
            else:
                self._take()
                name = self._take()
                place = self._method(place, name) if self._sees("(") else self._field(place, name)
        return place

    def _field(self, place: Place, name: Token) -> Place:
        kind, tree = place
        self._reads.append((kind, name))
        if kind.anything or kind.is_map:
            return kind.item or ANYTHING, tree
        if kind.fields is None:
            hint = "ask for its elements, such as [0] or .exists(each, ...)" if kind.item else "it is a single value"
            raise self._refused(name, f"what stands before {name.text!r} has no fields: {hint}")
        known = kind.fields()
        if name.text not in known:
            raise self._unknown(name, "name" if kind is self._root else "field", known)
        return known[name.text], tree.setdefault(name.text, {})

    def _function(self, name: Token) -> Place:
        if name.text == "has":
            self._presence(name)
        elif name.text in FUNCTIONS:
            self._inside()
        else:
            raise self._unknown(name, "function", {*FUNCTIONS, "has"})
        return ANYTHING, {}

    def _presence(self, function: Token) -> None:
        opening, before = self._take(), len(self._reads)
        self._rest(self._primary())
        if len(self._reads) == before:
            raise self._refused(function, "has() asks for a name or a field")
        parent, name = self._reads[-1]
        if parent.fields is not None:
            self._edits += [(function.start, opening.end, "("), (name.start, name.start, f"{PRESENCE}.")]
        self._take()

    def _method(self, place: Place, name: Token) -> Place:
        if name.text in MACROS:
            self._macro(place, name)
            return place if name.text == "filter" else (ANYTHING, {})
        if name.text not in METHODS:
            raise self._unknown(name, "function", METHODS | MACROS)
        self._inside()
        return ANYTHING, {}

    def _macro(self, place: Place, name: Token) -> None:
        if len(self._variables) == MAX_MACRO_DEPTH:
            raise self._refused(name, f"{name.text} is nested deeper than {MAX_MACRO_DEPTH}")
        kind, tree = place
        self._take()
        variable = self._take().text
        if variable in self._variables or variable in self._root_names():
            raise self._refused(name, f"{variable!r} has a meaning already; call the elements otherwise")
        self._variables[variable] = (TEXT, {}) if kind.is_map else (kind.item or ANYTHING, tree)
        self._expressions(")")
        del self._variables[variable]
        self._take()

    def _root_names(self) -> Iterable[str]:
        return self._root.fields() if self._root.fields else ()

    def _compared(self, kind: Kind, start: int) -> None:
        """An enum is only compared with its own words, or a condition would be false for ever."""
        around = [*self._tokens[max(0, start - 2) : start], *self._tokens[self._at :]]
        before, after = around[: min(2, start)], around[min(2, start) :]
        literals = []
        if len(after) > 1 and after[0].text in ("==", "!="):
            literals = after[1:2]
        elif len(after) > 1 and (after[0].text, after[1].text) == ("in", "["):
            literals = list(takewhile(lambda token: token.text != "]", after[2:]))
        elif len(before) > 1 and before[1].text in ("==", "!="):
            literals = before[:1]
        for literal in literals:
            if kind.words and literal.kind == "string" and literal.text.strip("\"'") not in (*kind.words, ""):
                raise self._unknown(literal, "word", kind.words)

    def _peek(self) -> Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _sees(self, *texts: str) -> bool:
        token = self._peek()
        return token is not None and token.kind == "sign" and token.text in texts

    def _take(self) -> Token:
        token = self._peek()
        if token is None:
            raise self._refused(Token("sign", "", len(self._source)), "the condition ends too early")
        self._at += 1
        return token

    def _unknown(self, token: Token, what: str, known: Iterable[str]) -> DomainError:
        return self._refused(token, f"there is no {what} {token.text}; use one of {', '.join(sorted(known))}")

    def _refused(self, token: Token, problem: str) -> DomainError:
        position = str(token.start + 1)
        return invalid(self._parameter, f"At character {position}: {problem}.", "CONDITION_INVALID", position=position)
