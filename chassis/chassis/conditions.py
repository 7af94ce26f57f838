"""Conditions that administrators write: CEL over a declared message.

What the message does not say has its default ("" or 0), `has()` asks for presence of nested messages and map keys. Names are
checked when a condition is saved, because CEL itself finds an unknown one only when it is evaluated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import cel
from google.protobuf.descriptor import Descriptor
from google.protobuf.message import Message

from chassis.descriptors import descriptor_of, map_value, message_of
from chassis.errors import invalid

MAX_LENGTH = 2000
_TEXT = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'""")
_MACRO = re.compile(r"\.\s*(?:exists|exists_one|all|map|filter)\s*\(\s*([A-Za-z_]\w*)\s*,")
_PATH = re.compile(r"(?<![\w.])[A-Za-z_]\w*(?:\s*\.\s*[A-Za-z_]\w*)*")


@dataclass(frozen=True)
class Condition:
    """A compiled condition."""

    expression: str
    program: Any

    def evaluate(self, message: Message) -> tuple[bool, str]:
        """Whether it holds, and why it could not be evaluated; one that fails does not hold."""
        try:
            result = self.program.execute(_plain(message))
        except KeyError as error:
            return False, f"There is no {error.args[0]!r} here; ask has() first."
        except (RuntimeError, ValueError, TypeError) as error:
            return False, str(error)
        if not isinstance(result, bool):
            return False, f"{self.expression} gives {result!r}; a condition gives true or false."
        return result, ""


def compile(expression: str, declared: type[Message], *, field: str = "expression") -> Condition:  # noqa: A001 - conditions.compile
    """Checks syntax and names. Raises DomainError naming the request's `field`, with the position of the mistake."""
    condition = _compiled(expression, descriptor_of(declared))
    if isinstance(condition, str):
        raise invalid(field, condition, "CONDITION_INVALID", expression=expression)
    return condition


@lru_cache(maxsize=2048)
def _compiled(expression: str, declared: Descriptor) -> Condition | str:
    """The condition, or what is wrong with it."""
    if not expression.strip():
        return "A condition is needed; `true` always holds."
    if len(expression) > MAX_LENGTH:
        return f"A condition has at most {MAX_LENGTH} characters."
    try:
        program = cel.compile(expression)
    except ValueError as error:
        return _syntax(str(error))
    problem = next(_unknown(expression, set(program.variables()), declared), None)
    return problem or Condition(expression, program)


def _syntax(said: str) -> str:
    found = re.search(r"<input>:(\d+):(\d+): (.*?)(?: expecting |\n|$)", said)
    if found is None:
        return "The condition is not valid CEL."
    return f"Line {found[1]}, character {found[2]}: {found[3]}."


def _unknown(expression: str, variables: set[str], declared: Descriptor) -> Iterator[str]:
    """Names that the declared message does not have; variables of macros (`x` in `tags.exists(x, ...)`) are declared there."""
    text = _TEXT.sub(lambda match: " " * len(match[0]), expression)
    variables = variables - set(_MACRO.findall(text))
    for match in _PATH.finditer(text):
        names = [name.strip() for name in match[0].split(".")]
        if names[0] in variables and (problem := _wrong(names, declared)):
            yield f"Character {match.start() + 1}: {problem}"


def _wrong(names: list[str], declared: Descriptor) -> str:
    for name in names:
        field = declared.fields_by_name.get(name)
        if field is None:
            return f"there is no {name!r}; use one of {', '.join(sorted(declared.fields_by_name))}."
        if field.message_type is None or map_value(field) is not None or field.is_repeated:
            return ""  # what follows is a function of the value, or a key of a map
        declared = message_of(field)
    return ""


def _plain(message: Message) -> dict[str, Any]:
    """The message as CEL sees it: plain fields with their defaults, nested messages only where they are set."""
    found: dict[str, Any] = {}
    for field in descriptor_of(message).fields:
        value = getattr(message, field.name)
        if (inner := map_value(field)) is not None:
            found[field.name] = {key: _plain(each) if inner.message_type else each for key, each in value.items()}
        elif field.is_repeated:
            found[field.name] = [_plain(each) if field.message_type else each for each in value]
        elif field.message_type is None:
            if field.containing_oneof is None or message.HasField(field.name):
                found[field.name] = value
        elif message.HasField(field.name):
            found[field.name] = _plain(value)
    return found
