"""The reasons of all refusals, read from the code: a text for each is demanded elsewhere.

What raises is found from its ends: the classes that carry a reason, and every function that hands its own parameter `reason` to one.
"""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PLACES = ("chassis/chassis", "services", "gateway/edge/edge", "gateway/identity/identity")

# Where the reason stands among the arguments of what carries it.
_CARRIERS = {"DomainError": 1, "Problem": 1, "Barred": 0}
# What validation says of each field, and where it says it.
_OF_FIELDS, _VALIDATION = {"add": 2, "Wrong": 0}, "chassis/chassis/validation"
# What is given the metadata where it is called, as one dictionary or by keywords.
_SAY_METADATA = {*_CARRIERS, "invalid", "precondition", "forbidden", "conflict", "already_exists", "bad_request"}
# Keywords of these that are no metadata.
_NO_METADATA = {"field", "detail", "reason", "violations", "metadata", "headers", "faults"}


@dataclass(frozen=True)
class Refusal:
    """One place that refuses."""

    reason: str
    # Keys of its metadata; None where the code does not say them right there.
    metadata: frozenset[str] | None
    place: str


@cache
def refusals() -> tuple[Refusal, ...]:
    """Every place that refuses with a reason that stands there as text."""
    trees = {file: ast.parse(file.read_text()) for place in PLACES for file in sorted((ROOT / place).rglob("*.py"))}
    raisers = _raisers(trees)
    fields = {file: tree for file, tree in trees.items() if ROOT / _VALIDATION in file.parents}
    found = [refusal for file, tree in trees.items() for refusal in _refusals(file, tree, raisers)]
    return (*found, *(refusal for file, tree in fields.items() for refusal in _refusals(file, tree, _OF_FIELDS)))


def _raisers(trees: Mapping[Path, ast.Module]) -> dict[str, int]:
    """The name of each function or class that takes a reason, and which argument it is."""
    found = dict(_CARRIERS)
    functions = [node for tree in trees.values() for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    while True:
        fresh = {each.name: _index(each) for each in functions if each.name not in found and _hands_on(each, found)}
        if not fresh:
            return found
        found |= fresh


def _index(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return [argument.arg for argument in function.args.args if argument.arg not in ("self", "cls")].index("reason")


def _hands_on(function: ast.FunctionDef | ast.AsyncFunctionDef, raisers: Mapping[str, int]) -> bool:
    if "reason" not in (argument.arg for argument in function.args.args):
        return False
    calls = (node for node in ast.walk(function) if isinstance(node, ast.Call))
    return any(isinstance(given := _reason(call, raisers), ast.Name) and given.id == "reason" for call in calls)


def _reason(call: ast.Call, raisers: Mapping[str, int]) -> ast.expr | None:
    index = raisers.get(_name(call.func))
    if index is None:
        return None
    by_name = next((keyword.value for keyword in call.keywords if keyword.arg == "reason"), None)
    return by_name or (call.args[index] if index < len(call.args) else None)


def _name(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else function.attr if isinstance(function, ast.Attribute) else ""


def _refusals(file: Path, tree: ast.Module, raisers: Mapping[str, int]) -> Iterator[Refusal]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(given := _reason(node, raisers), ast.Constant) and isinstance(given.value, str):
            yield Refusal(given.value, _metadata(node), f"{file.relative_to(ROOT)}:{node.lineno}")


def _metadata(call: ast.Call) -> frozenset[str] | None:
    """What is said of it beside the reason, by keywords or as one dictionary."""
    given = {keyword.arg: keyword.value for keyword in call.keywords}
    if None in given or _name(call.func) not in _SAY_METADATA:
        return None
    literal = next((argument for argument in call.args if isinstance(argument, ast.Dict)), given.get("metadata"))
    if literal is not None and not isinstance(literal, ast.Dict):
        return None
    keys = {key.value for key in (literal.keys if literal else ()) if isinstance(key, ast.Constant)}
    return frozenset({str(name) for name in given if name not in _NO_METADATA} | {str(key) for key in keys})
