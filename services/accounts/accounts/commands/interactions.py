"""Commands on interactions: the one log of everything that is said with customers."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, update

from accounts import clocks, log
from accounts import tables as t
from accounts.commands.counterparts import COUNTERPART, name_counterpart
from accounts.commands.subjects import Home, find_subject, learn_subjects
from accounts.domain import response
from accounts.domain.competitor import named_in
from accounts.domain.interaction import CHANGEABLE, Interaction, InteractionType, Outcome, was_heard
from accounts.domain.quality import Assessment, assess
from accounts.domain.subject import Subject, SubjectType
from accounts.settings import settings_of
from chassis import external
from chassis.batch import create_rows
from chassis.errors import DomainError, invalid
from chassis.messages import to_message, values
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from chassis.validation import require, validate
from crm.accounts.v1 import interactions_pb2 as pb

KIND = "interaction"
# Of the text in the timeline; the whole is read with the interaction.
_EXCERPT = 200
# Written down later than this, a contact shows nothing of today.
_LATE = timedelta(days=1)
_SHOWN = ("type", "outcome", "subject_name", "person_id", "next_step", "next_step_date", "quality")


@command
async def create_interaction(request: pb.CreateInteractionRequest, uow: UnitOfWork) -> Interaction:
    return await _log(uow, values(request.interaction))


async def _log(uow: UnitOfWork, given: dict[str, Any], *, for_others: bool = False) -> Interaction:
    subject, home = await find_subject(uow, SubjectType(given.pop("subject_type")), given.pop("subject_id"))
    interaction = _begun(uow, given, subject, home, for_others=for_others)
    await _describe(uow, interaction)
    competitors = named_in(interaction.text, await log.dictionary(uow))
    earlier = await log.earlier_talks(uow, interaction)
    interaction.response_minutes = interaction.response_minutes or _waited(interaction, earlier)
    interaction.check(uow.now)
    interaction.logged(subject)
    interaction.mention(competitors, subject)
    await _warn(uow, interaction, subject, earlier)
    await clocks.contacted(uow, interaction)
    if interaction.account_id is not None:
        uow.insert(t.timeline_entry, **timeline_line(interaction, uow.principal.actor))
    log.remember(uow, interaction)
    return uow.add(interaction)


@command
async def batch_create_interactions(request: pb.BatchCreateInteractionsRequest, uow: UnitOfWork) -> pb.BatchCreateInteractionsResponse:
    async def learn() -> None:
        await _learn(uow, [values(each.interaction) for each in request.requests if _is_readable(each)])

    return pb.BatchCreateInteractionsResponse(verdicts=await create_rows(request.requests, create_interaction, uow, kind=KIND, learn=learn))


def _is_readable(request: pb.CreateInteractionRequest) -> bool:
    """What is not as the proto files demand is refused row by row."""
    try:
        validate(request)
    except DomainError:
        return False
    return True


async def _learn(uow: UnitOfWork, rows: Sequence[Mapping[str, Any]]) -> None:
    """Looks up in one go what the rows of a batch ask for."""
    times: dict[UUID, list[datetime]] = {}
    for row in rows:
        times.setdefault(row["subject_id"], []).append(row["interaction_time"] or uow.now)
    accounts = await learn_subjects(uow, {(SubjectType(row["subject_type"]), row["subject_id"]) for row in rows})
    await log.learn_accounts(uow, accounts)
    await log.learn_leads(uow, {row["subject_id"] for row in rows if row["subject_type"] == SubjectType.LEAD})
    await log.learn_talks(uow, times)
    await clocks.learn(uow, accounts)


@command
async def upsert_interaction(request: pb.UpsertInteractionRequest, uow: UnitOfWork) -> Interaction:
    """A system that sends a record again changes nothing, however late; one that its author took back stays that."""
    interaction = await uow.by_external(Interaction, request.system, request.company_code, request.external_id)
    if interaction is None:
        await name_counterpart(uow, request.interaction)
        require(request.interaction, "interaction")
        external.add(request.interaction.external_refs, request.system, request.company_code, request.external_id)
        return await _log(uow, values(request.interaction), for_others=True)
    told = _typed(values(request.interaction, request.update_mask))
    changes = {name: told[name] for name in told.keys() & (CHANGEABLE - {"external_refs"}) if told[name] != getattr(interaction, name)}
    # Who spoke follows from the rest.
    if interaction.archive_time is None and changes.keys() - {"two_way"}:
        await _revise(uow, interaction, interaction.person_id, changes)
    return interaction


@command
async def update_interaction(request: pb.UpdateInteractionRequest, uow: UnitOfWork) -> Interaction:
    interaction = await uow.get(Interaction, request.interaction_id, etag=request.etag)
    changes = _typed(values(request.interaction, request.update_mask))
    return await _revise(uow, interaction, uow.principal.person_id, changes)


async def _revise(uow: UnitOfWork, interaction: Interaction, by: UUID | None, changes: Mapping[str, Any]) -> Interaction:
    settings = await settings_of(uow)
    was_thin = interaction.is_thin(settings.thin_quality)
    interaction.revise(by, uow.now, settings.edit_hours, **changes)
    await _describe(uow, interaction)
    if was_thin and not interaction.is_thin(settings.thin_quality):
        interaction.tell_mended()
    subject = Subject(**{name: getattr(interaction, name) for name in _LINKS}, owner_id=interaction.owner_id)
    interaction.mention(named_in(interaction.text, await log.dictionary(uow)), subject)
    await clocks.recount(uow, interaction.account_id, interaction)
    entry = t.timeline_entry.c
    shown = timeline_line(interaction, uow.principal.actor)["parameters"]
    await uow.execute(update(t.timeline_entry).where(entry.tenant_id == uow.tenant_id, entry.id == interaction.id).values(parameters=shown))
    return interaction


@command
async def archive_interaction(request: pb.ArchiveInteractionRequest, uow: UnitOfWork) -> Interaction:
    interaction = await uow.get(Interaction, request.interaction_id, etag=request.etag, archived=True)
    settings = await settings_of(uow)
    interaction.check_author(uow.principal.person_id, uow.now, settings.edit_hours)
    if interaction.is_thin(settings.thin_quality):
        interaction.tell_mended()
    interaction.archive(uow.now)
    await clocks.recount(uow, interaction.account_id, interaction)
    entry = t.timeline_entry.c
    await uow.execute(delete(t.timeline_entry).where(entry.tenant_id == uow.tenant_id, entry.id == interaction.id))
    return interaction


@command
async def assess_interaction(request: pb.AssessInteractionRequest, uow: UnitOfWork) -> pb.InteractionAssessment:
    given = values(request.interaction)
    subject, home = await find_subject(uow, SubjectType(given.pop("subject_type")), given.pop("subject_id"))
    interaction = _begun(uow, given, subject, home)
    assessment = await _assessment(uow, interaction)
    return pb.InteractionAssessment(
        quality=assessment.quality,
        quality_reasons=[to_message(pb.QualityReason, reason) for reason in assessment.reasons],
        new_information=assessment.new_information,
        competitor_ids=[str(each.id) for each in named_in(interaction.text, await log.dictionary(uow))],
    )


_LINKS = (
    *("subject_type", "subject_id", "subject_name", "account_id", "lead_id", "opportunity_id"),
    *("contract_id", "payment_plan_id", "instalment_id"),
)


def _begun(uow: UnitOfWork, given: dict[str, Any], subject: Subject, home: Home, *, for_others: bool = False) -> Interaction:
    person_id = _author(uow, given.pop("person_id"), for_others=for_others or uow.historical)
    people = {person_id, *given["colleague_ids"]}
    said, at = given.pop("two_way"), given.pop("interaction_time") or uow.now
    interaction = Interaction(
        id=uow.new_id(),
        tenant_id=uow.tenant_id,
        create_time=uow.now,
        update_time=uow.now,
        **subject.links,
        **_typed(given),
        interaction_time=at,
        person_id=person_id,
        by_assigned=not people.isdisjoint({home.owner_id, *home.shared_with, subject.owner_id, *subject.shared_with}),
        owner_id=home.owner_id,
        team_id=home.team_id,
        shared_with=home.shared_with_author(person_id),
    )
    interaction.two_way = was_heard(interaction.type, interaction.outcome, said)
    return interaction


def _typed(given: dict[str, Any]) -> dict[str, Any]:
    """Words of enums as the domain has them; by what somebody was found is not kept."""
    words = {"type": InteractionType, "outcome": Outcome}
    kept = {name: value for name, value in given.items() if name not in COUNTERPART}
    return {name: words[name](value) if name in words and value is not None else value for name, value in kept.items()}


def _author(uow: UnitOfWork, given: UUID | None, *, for_others: bool) -> UUID:
    """Only imported history, and what another system recorded, was done by somebody else than the caller."""
    person_id = given if given is not None and for_others else uow.principal.person_id
    if person_id is None or given not in (None, person_id):
        raise invalid(
            "interaction.person_id", "Everybody writes down their own contacts; a colleague who took part is named besides.", "NOT_YOURS"
        )
    return person_id


async def _describe(uow: UnitOfWork, interaction: Interaction) -> None:
    interaction.assessed(await _assessment(uow, interaction))


async def _assessment(uow: UnitOfWork, interaction: Interaction) -> Assessment:
    names = await log.names_of_contacts(uow, interaction.account_id)
    for index, contact_id in enumerate(interaction.contact_ids):
        if contact_id not in names:
            raise invalid(f"interaction.contact_ids.{index}", f"There is no contact {contact_id} of this customer.", "CONTACT_UNKNOWN")
    return assess(
        interaction.text,
        next_step=interaction.next_step,
        next_step_date=interaction.next_step_date,
        people=[*names.values()],
        with_contacts=bool(interaction.contact_ids),
        recent=await log.recent_texts(uow, interaction),
    )


def _waited(interaction: Interaction, earlier: Sequence[response.Talk]) -> int:
    return response.answered_after(earlier, interaction.interaction_time) if interaction.two_way else 0


async def _warn(uow: UnitOfWork, interaction: Interaction, subject: Subject, earlier: Sequence[response.Talk]) -> None:
    """What this contact shows. One that is told long afterwards shows nothing of today, and imported history warns nobody."""
    if uow.historical:
        return
    settings = await settings_of(uow)
    interaction.tell_thin(subject, settings.thin_quality)
    if interaction.interaction_time < uow.now - _LATE:
        return
    so_far = [*earlier, response.Talk(interaction.interaction_time, interaction.two_way, interaction.response_minutes)]
    interaction.tell_fall(subject, response.fall(so_far, settings.response_fall_percent))
    interaction.tell_silence(subject, response.silence(so_far, settings.one_sided_count))


def timeline_line(interaction: Interaction, actor: str) -> dict[str, Any]:
    """The interaction as the timeline of its account shows it, at the time when it happened."""
    shown = {name: getattr(interaction, name) for name in _SHOWN}
    parameters = {name: str(value) for name, value in {**shown, "text": interaction.text[:_EXCERPT]}.items() if value not in (None, "")}
    return {
        "id": interaction.id,
        "account_id": interaction.account_id,
        "create_time": interaction.interaction_time,
        "kind": "InteractionLogged",
        "subject_type": KIND,
        "subject_id": interaction.id,
        "sequence": 0,
        "actor": actor,
        "parameters": parameters,
    }
