"""Which column fills which field: proposed from the headers, and held to what there is."""

from collections.abc import Sequence
from dataclasses import dataclass

from chassis.errors import invalid
from crm.identity.v1 import imports_pb2 as pb
from edge.imports.catalogue import Importable, Target
from edge.imports.words import plain


@dataclass(frozen=True)
class Layout:
    """A plan over the headers of one file."""

    importable: Importable
    # Places of columns with what they fill.
    columns: tuple[tuple[int, Target], ...]
    defaults: tuple[tuple[Target, str], ...]
    headers: tuple[str, ...]
    key_system: str = ""
    key_place: int | None = None

    def header_of(self, path: str) -> str:
        return next((self.headers[place] for place, target in self.columns if target.path == path), "")


def propose(importable: Importable, headers: Sequence[str]) -> pb.ImportPlan:
    """What the headers suggest: each field once, the first header that means it. How it went on is not for guessing."""
    plan, taken = pb.ImportPlan(duplicates=pb.IMPORT_DUPLICATES_SKIP), set[str]()
    for header in headers:
        word = plain(header)
        for target in importable.targets.values():
            if target.path not in taken and not target.in_history and word in importable.headers(target):
                plan.columns.add(header=header, field=target.path)
                taken.add(target.path)
                break
    return plan


def layout(importable: Importable, headers: Sequence[str], plan: pb.ImportPlan) -> Layout:
    """Raises DomainError naming the part of `plan` that names what there is not."""
    places = {header: place for place, header in enumerate(headers)}
    columns = []
    for index, column in enumerate(plan.columns):
        if column.header not in places:
            raise invalid(f"plan.columns.{index}.header", f"The file has no column {column.header!r}.", "HEADER_UNKNOWN")
        columns.append((places[column.header], _target(importable, plan, column.field, f"plan.columns.{index}.field")))
    defaults = [
        (_target(importable, plan, each.field, f"plan.defaults.{index}.field"), each.text) for index, each in enumerate(plan.defaults)
    ]
    _demand_once([target.path for _, target in columns], "columns")
    _demand_once([target.path for target, _ in defaults], "defaults")
    if bool(plan.key_system) is not bool(plan.key_header):
        raise invalid("plan.key_header", "A key is a column and the system whose ids stand there: name both.", "KEY_INCOMPLETE")
    if plan.key_header and plan.key_header not in places:
        raise invalid("plan.key_header", f"The file has no column {plan.key_header!r}.", "HEADER_UNKNOWN")
    return Layout(importable, tuple(columns), tuple(defaults), tuple(headers), plan.key_system, places.get(plan.key_header))


def demand_whole(of: Layout) -> None:
    """Raises DomainError while a required field is filled by nothing."""
    given = {target.path for _, target in of.columns} | {target.path for target, _ in of.defaults}
    for target in of.importable.targets.values():
        if target.required and target.path not in given:
            raise invalid(
                "plan.columns", f"{target.path} is required: map a column to it, or give a default.", "FIELD_MISSING", name=target.path
            )


def _target(importable: Importable, plan: pb.ImportPlan, path: str, at: str) -> Target:
    target = importable.target(path)
    if target is None:
        raise invalid(at, f"{importable.resource} have no field {path!r} that a file can fill.", "FIELD_UNKNOWN", name=path)
    if target.in_history and not plan.historical:
        raise invalid(at, f"{path} tells how it went on: only a historical import does.", "NOT_HISTORICAL")
    return target


def _demand_once(paths: Sequence[str], name: str) -> None:
    for index, path in enumerate(paths):
        if path in paths[:index]:
            raise invalid(f"plan.{name}.{index}.field", f"{path} is filled twice.", "FIELD_TWICE", name=path)
