"""What is to be done once a stage is entered (作战手册), and by which day."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import TypedDict

from chassis.calendar import Calendar, Rule
from chassis.errors import invalid
from crm.pipeline.v1 import pipeline_pb2 as pb

# A playbook that asks for more at once than fits into a quarter is a project plan.
MOST_DAYS = 90


class PlaybookEntry(TypedDict):
    """One step; it is due `working_days` after the stage was entered. One that is called like a key action is done with it."""

    key: str
    title: str
    title_en: str
    working_days: int
    required: bool


def check(where: str, entries: Sequence[PlaybookEntry]) -> None:
    """Raises DomainError when keys repeat, a title is missing, or a step is due too late."""
    keys: set[str] = set()
    for index, entry in enumerate(entries):
        if entry["key"] in keys:
            raise invalid(f"{where}.{index}.key", f"{entry['key']!r} is used twice.", "KEY_TAKEN")
        keys.add(entry["key"])
        if not entry["title"].strip():
            raise invalid(f"{where}.{index}.title", "A step needs a title.", "MISSING")
        if not 0 <= entry["working_days"] <= MOST_DAYS:
            raise invalid(f"{where}.{index}.working_days", f"A step is due within 0 to {MOST_DAYS} working days.", "OUT_OF_RANGE")


def steps(entries: Sequence[PlaybookEntry], entered: date, done: Collection[str], calendar: Calendar) -> list[pb.PlaybookStep]:
    """What is still to be done, with due days. What is due at once is due on the next working day where today is none."""
    return [
        pb.PlaybookStep(
            key=entry["key"],
            title=entry["title"],
            title_en=entry["title_en"],
            due_date=str(calendar.adjust(calendar.add_working_days(entered, entry["working_days"]), Rule.NEXT)),
            required=entry["required"],
        )
        for entry in entries
        if entry["key"] not in done
    ]
