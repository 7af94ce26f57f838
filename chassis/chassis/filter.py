"""AIP-160 filters as SQL over declared fields.

    owner_id = "0198..." AND (tier = A OR tags:"重点") AND NOT expected_close_date > today+30d

As AIP-160 has it, OR binds tighter than AND, and two comparisons side by side are joined by AND. Operators:
`= != < <= > >=`; `:` is 'contains' for text and 'has' for lists; `field:*` is 'has any value'; `= null`, `!= null`.
A comparison with a missing value is false, so `!=` and NOT include rows without a value: every row matches a filter or its
negation. A day compared with an instant means that whole day in the tenant's zone.
"""

import re
from collections.abc import Callable

from sqlalchemy import ColumnElement, and_, func, or_, true

from chassis.comparisons import comparison
from chassis.errors import DomainError, invalid
from chassis.field_values import NotAValue
from chassis.fields import Field, Fields, Today

MAX_LENGTH = 4000
MAX_DEPTH = 20
MAX_COMPARISONS = 100

_SPACE = re.compile(r"\s*")
_NAME = re.compile(r"[^\W\d][^\s()=<>!:\"',]*")
_OPERATOR = re.compile(r"<=|>=|!=|[=<>:]")
_STRING = re.compile(r""""((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'""", re.DOTALL)
_WORD = re.compile(r"[^\s()=<>!\"',]+")
_KEYWORD = re.compile(r"(?:AND|OR|NOT)(?![^\s()])")
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|.)", re.DOTALL)
_ESCAPES = {'"': '"', "'": "'", "\\": "\\", "n": "\n", "t": "\t"}


def clause(text: str, fields: Fields, today: Today) -> ColumnElement[bool]:
    """What the filter demands of a row; an empty filter demands nothing.

    Raises DomainError for the request's field `filter`, with the position (from 1) of what is wrong and what would fix it.
    """
    if len(text) > MAX_LENGTH:
        raise invalid("filter", f"The filter has {len(text)} characters; at most {MAX_LENGTH} are allowed.", "FILTER_TOO_LONG")
    return _Parser(text, fields, today).whole() if text.strip() else true()


class _Parser:
    """Recursive descent over `conjunction = disjunction {[AND] disjunction}`, `disjunction = term {OR term}`."""

    def __init__(self, text: str, fields: Fields, today: Today) -> None:
        self._text, self._fields, self._today = text, fields, today
        self._at = self._depth = self._comparisons = 0

    def whole(self) -> ColumnElement[bool]:
        found = self._conjunction()
        if self._at < len(self._text):
            raise self._error("this ) has no ( before it")
        return found

    def _conjunction(self) -> ColumnElement[bool]:
        parts = [self._disjunction()]
        while self._keyword("AND") or not (self._ends() or self._sees(")")):
            parts.append(self._disjunction())
        return and_(*parts)

    def _disjunction(self) -> ColumnElement[bool]:
        parts = [self._term()]
        while self._keyword("OR"):
            parts.append(self._term())
        return or_(*parts)

    def _term(self) -> ColumnElement[bool]:
        self._skip()
        if self._keyword("NOT") or self._take("-"):
            return self._nested(lambda: self._term().is_not(true()))
        if self._take("("):
            return self._nested(self._parenthesis)
        return self._comparison()

    def _nested(self, parse: Callable[[], ColumnElement[bool]]) -> ColumnElement[bool]:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise self._error(f"the filter is nested deeper than {MAX_DEPTH}; write it flatter")
        found = parse()
        self._depth -= 1
        return found

    def _parenthesis(self) -> ColumnElement[bool]:
        found = self._conjunction()
        if not self._take(")"):
            raise self._error("a ) is missing")
        return found

    def _comparison(self) -> ColumnElement[bool]:
        self._comparisons += 1
        if self._comparisons > MAX_COMPARISONS:
            raise self._error(f"there are more than {MAX_COMPARISONS} comparisons; ask for less at once")
        start = self._at
        name = self._match(_NAME)
        if name is None or _KEYWORD.fullmatch(name[0]):
            self._at = start
            raise self._error("a comparison was expected, such as name = value")
        sign = self._match(_OPERATOR)
        if sign is None:
            raise self._error(f"an operator was expected after {name[0]!r}: = != < <= > >= or : (words are found by the parameter search)")
        field = self._fields.find(name[0], "filter", start + 1)
        self._skip()
        at = self._at
        if (quoted := self._match(_STRING)) is not None:
            return self._compare(field, name[0], sign[0], self._unescape(quoted, at), at, quoted=True)
        if (word := self._match(_WORD)) is not None:
            return self._compare(field, name[0], sign[0], word[0], at, quoted=False)
        raise self._error('the closing quote is missing; write \\" for a quote inside' if self._sees('"', "'") else "a value was expected")

    def _compare(self, field: Field, name: str, sign: str, text: str, at: int, *, quoted: bool) -> ColumnElement[bool]:
        if text == "*" and not quoted and sign == ":":
            return func.cardinality(field.column) > 0 if field.is_list else field.column.is_not(None)
        if text == "null" and not quoted and sign in ("=", "!="):
            return field.column.is_(None) if sign == "=" else field.column.is_not(None)
        if field.is_list != (sign == ":") and not (field.is_text and sign == ":"):
            fix = f'is a list: write {name}:"value" or {name}:*' if field.is_list else "is neither text nor a list: use = instead of :"
            raise self._error(f"{name} {fix}", at)
        if sign in ("<", "<=", ">", ">=") and not field.is_ordered:
            raise self._error(f"{name} has no order: use = or !=", at)
        try:
            return comparison(field, sign, text, self._today)
        except NotAValue as problem:
            raise self._error(f"{text!r} is no value of {name}; expected is {problem}", at) from None

    def _unescape(self, quoted: re.Match[str], at: int) -> str:
        def one(escape: re.Match[str]) -> str:
            if escape[1][0] == "u" and len(escape[1]) > 1:
                return chr(int(escape[1][1:], 16))
            if escape[1] not in _ESCAPES:
                raise self._error(f"{escape[0]} is no escape; use \\\\, \\\", \\', \\n, \\t or \\u followed by four digits", at)
            return _ESCAPES[escape[1]]

        return _ESCAPE.sub(one, quoted[1] if quoted[1] is not None else quoted[2])

    def _skip(self) -> None:
        self._at = _SPACE.match(self._text, self._at).end()  # type: ignore[union-attr]

    def _match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        self._skip()
        if found := pattern.match(self._text, self._at):
            self._at = found.end()
        return found

    def _keyword(self, word: str) -> bool:
        self._skip()
        found = _KEYWORD.match(self._text, self._at)
        if found is None or found[0] != word:
            return False
        self._at = found.end()
        return True

    def _sees(self, *signs: str) -> bool:
        self._skip()
        return self._text.startswith(signs, self._at)

    def _take(self, sign: str) -> bool:
        found = self._sees(sign)
        self._at += len(sign) if found else 0
        return found

    def _ends(self) -> bool:
        self._skip()
        return self._at >= len(self._text)

    def _error(self, problem: str, at: int | None = None) -> DomainError:
        position = (self._at if at is None else at) + 1
        return invalid("filter", f"At character {position}: {problem}.", "FILTER_INVALID", position=str(position))
