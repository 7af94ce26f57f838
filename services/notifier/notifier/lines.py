"""What a message says of one thing, in the words of its template and as it stands now."""

from typing import Any

from chassis.ids import derived_id
from chassis.money import Money
from chassis.unit_of_work import UnitOfWork
from notifier import message_tables as t
from notifier import people
from notifier.checking import Kept, instalments
from notifier.domain.notification import Line
from notifier.domain.saying import amount_text
from notifier.domain.template import Template


async def line_of(uow: UnitOfWork, kept: Kept, language: str) -> Line:
    row, organisation = kept.row, await people.organisation(uow)
    record = (await people.subjects(uow, [row["parent_id"]])).get(row["parent_id"])
    owner = organisation.people.get(record.owner_id) if record is not None else None
    person = organisation.people.get(row["person_id"])
    names = {"owner": owner.name if owner else "", "person": person.name if person else ""}
    said = (await _template(uow, kept)).say({**row["parameters"], **await _amounts(uow, row), **names}, language)
    return Line(
        rule=row["rule"],
        event=row["event"],
        title=said.title,
        body=said.body,
        subject_type=row["subject_type"],
        subject_id=str(row["subject_id"]),
        event_time=row["event_time"].isoformat(),
    )


async def _amounts(uow: UnitOfWork, row: dict[str, Any]) -> dict[str, str]:
    """What is open and may be asked for now: since the fact something may have been paid, promised or disputed."""
    known = await instalments(uow, row)
    if len(known) != 1:
        return {}
    (instalment,) = known.values()
    now = {name: amount_text(Money(instalment["currency"], instalment[f"{name}_minor"])) for name in ("open", "payable")}
    return {name: text for name, text in now.items() if name in row["parameters"]}


async def _template(uow: UnitOfWork, kept: Kept) -> Template:
    """The rule's, where it names one that is there; else the event's."""
    known, shipped = uow.known.setdefault("template", {}), derived_id(uow.tenant_id, "template", kept.row["event"])
    for id in (kept.rule.template_id, shipped):
        if id is not None and id not in known:
            known[id] = await uow.first(Template, t.template.c.id == id)
        if id is not None and known[id] is not None:
            return known[id]  # type: ignore[no-any-return]
    raise LookupError(f"There is no template for {kept.row['event']}.")
