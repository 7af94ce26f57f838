"""What becomes of a row, by what is wrong with it, who is known already, and what was chosen for those."""

from dataclasses import dataclass

from crm.identity.v1 import imports_pb2 as pb
from edge.imports.drafts import Draft


@dataclass(frozen=True)
class Known:
    """A record that says the same. Its id is empty where the person may not see it."""

    id: str
    type: str
    by_key: bool = False


@dataclass(frozen=True)
class Choice:
    """What the plan says of duplicates, and what the person may."""

    noun: str
    duplicates: int
    may_update: bool


def judged(draft: Draft, known: Known | None, same_as: int, choice: Choice) -> pb.ImportRowWork:
    """Its verdict, and what a commit does with it. `same_as` is the row before that is about the same, or 0."""
    made = pb.ImportRowWork(row=draft.row, findings=draft.findings, action=pb.IMPORT_ACTION_NONE, duplicate_of_row=same_as)
    if draft.is_wrong:
        made.verdict = pb.IMPORT_VERDICT_REJECTED
    elif same_as:
        _told(made, "DUPLICATE_IN_FILE", f"Row {same_as} says the same.")
        again = choice.duplicates == pb.IMPORT_DUPLICATES_CREATE and not draft.key
        made.verdict, made.action = pb.IMPORT_VERDICT_DUPLICATE, pb.IMPORT_ACTION_CREATE if again else pb.IMPORT_ACTION_NONE
    elif known is not None:
        made.record_id, made.record_type = known.id, known.type
        _of_known(made, known, choice)
    else:
        made.verdict = pb.IMPORT_VERDICT_WARNED if draft.findings else pb.IMPORT_VERDICT_READY
        made.action = pb.IMPORT_ACTION_CREATE
    return made


def _of_known(made: pb.ImportRowWork, known: Known, choice: Choice) -> None:
    can_change = bool(known.id) and known.type == choice.noun
    if (known.by_key or (choice.duplicates == pb.IMPORT_DUPLICATES_UPDATE and can_change)) and not choice.may_update:
        made.verdict = pb.IMPORT_VERDICT_REJECTED
        made.findings.add(reason="UPDATE_FORBIDDEN", detail="You may not change this record.")
        return
    if known.by_key:
        _told(made, "EXTERNAL_KNOWN", "The record with this key gets what the row says.")
        made.verdict, made.action = pb.IMPORT_VERDICT_READY, pb.IMPORT_ACTION_UPDATE
        return
    if known.id:
        _told(made, "DUPLICATE_KNOWN", f"There is such a {known.type} already.")
    else:
        _told(made, "DUPLICATE_HIDDEN", f"There is such a {known.type} already; it is not yours to see.")
    made.verdict = pb.IMPORT_VERDICT_DUPLICATE
    if choice.duplicates == pb.IMPORT_DUPLICATES_CREATE:
        made.action = pb.IMPORT_ACTION_CREATE
    elif choice.duplicates == pb.IMPORT_DUPLICATES_UPDATE and can_change:
        made.action = pb.IMPORT_ACTION_UPDATE


def _told(made: pb.ImportRowWork, reason: str, detail: str) -> None:
    made.findings.add(reason=reason, detail=detail, warning=True)
