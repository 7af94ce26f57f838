"""One contact with a customer, and what was said (跟进记录)."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from accounts.domain.competitor import Competitor
from accounts.domain.quality import Assessment
from accounts.domain.response import Fall, Silence
from accounts.domain.subject import Subject, SubjectType
from chassis.aggregate import Record
from chassis.errors import forbidden, invalid, precondition
from chassis.search import search_text
from chassis.wire import instant, text
from crm.accounts.v1 import events_pb2 as facts
from crm.accounts.v1 import interactions_pb2 as pb


class InteractionType(StrEnum):
    CALL = "call"
    VISIT = "visit"
    MEETING = "meeting"
    MESSAGE = "message"
    MAIL = "mail"
    WECHAT = "wechat"
    OTHER = "other"


class Outcome(StrEnum):
    REACHED = "reached"
    NOT_REACHED = "not_reached"
    LOST_CONTACT = "lost_contact"
    SENT = "sent"
    ANSWERED = "answered"
    REFUSED = "refused"


# Of these outcomes the customer said something, of those nobody did, whatever else is written.
_HEARD = {Outcome.REACHED, Outcome.ANSWERED, Outcome.REFUSED}
_UNHEARD = {Outcome.NOT_REACHED, Outcome.LOST_CONTACT, Outcome.SENT}
_FACE_TO_FACE = {InteractionType.VISIT, InteractionType.MEETING}
# What its author may change while it is fresh.
CHANGEABLE = {
    *("type", "colleague_ids", "contact_ids", "text", "next_step", "next_step_date", "outcome", "two_way", "response_minutes"),
    *("custom", "external_refs"),
}
# The search index does not grow with the minutes of a whole day.
_SEARCHED = 1000
_FAR_AHEAD = timedelta(minutes=5)


@dataclass(eq=False, kw_only=True)
class Interaction(Record):
    """Scoped like the account or the lead that it belongs to; who wrote it sees it as well."""

    subject_type: SubjectType
    subject_id: UUID
    subject_name: str
    account_id: UUID | None = None
    lead_id: UUID | None = None
    opportunity_id: UUID | None = None
    contract_id: UUID | None = None
    payment_plan_id: UUID | None = None
    instalment_id: UUID | None = None
    type: InteractionType
    interaction_time: datetime
    person_id: UUID
    colleague_ids: list[UUID] = field(default_factory=list)
    contact_ids: list[UUID] = field(default_factory=list)
    text: str = ""
    next_step: str = ""
    next_step_date: date | None = None
    outcome: Outcome | None = None
    two_way: bool = False
    response_minutes: int = 0
    quality: int = 0
    quality_reasons: list[dict[str, Any]] = field(default_factory=list)
    new_information: bool = False
    competitor_ids: list[UUID] = field(default_factory=list)
    # One of ours who took part looks after the subject or its account.
    by_assigned: bool = False
    search_text: str = ""
    external_refs: list[dict[str, Any]] = field(default_factory=list)

    def check(self, now: datetime) -> None:
        """Raises DomainError where the record says what cannot be."""
        if self.interaction_time > now + _FAR_AHEAD:
            raise invalid("interaction.interaction_time", "It has not happened yet; write it down afterwards.", "IN_THE_FUTURE")
        if self.response_minutes < 0:
            raise invalid("interaction.response_minutes", "An answer does not come before the question.", "OUT_OF_RANGE")
        if not self.text.strip() and self.outcome not in _UNHEARD:
            raise invalid(
                "interaction.text", "Write what was said, or choose an outcome that says that nobody was reached.", "TEXT_MISSING"
            )

    def revise(self, by: UUID | None, now: datetime, hours: int, **changes: Any) -> None:
        """Takes new values from its author. Raises DomainError for anybody else, later, and for what cannot be changed."""
        self.check_author(by, now, hours)
        for name, value in changes.items():
            if name not in CHANGEABLE:
                if value is not None and getattr(self, name) != value:
                    raise invalid(f"interaction.{name}", "This is part of what happened and stays; write a new record.", "CANNOT_CHANGE")
                continue
            if name == "two_way":
                continue
            setattr(self, name, value)
        self.two_way = was_heard(self.type, self.outcome, changes.get("two_way", self.two_way))
        self.check(now)

    def check_author(self, by: UUID | None, now: datetime, hours: int) -> None:
        """Only who did it changes it, and only while it is fresh: others have read it since."""
        if by != self.person_id:
            raise forbidden("NOT_THE_AUTHOR", "Only the colleague who wrote this record may change it; write one of your own.")
        if now > self.create_time + timedelta(hours=hours):
            raise precondition("NO_LONGER_FRESH", f"A record can be changed for {hours} hours; write another one.", hours=str(hours))

    @property
    def asks_for_content(self) -> bool:
        """A call that nobody answered has nothing to tell."""
        return self.two_way or self.outcome not in _UNHEARD

    def assessed(self, assessment: Assessment) -> None:
        self.quality, self.new_information = assessment.quality, assessment.new_information
        reasons = [asdict(reason) for reason in assessment.reasons]
        if reasons != self.quality_reasons:
            self.quality_reasons = reasons

    def logged(self, subject: Subject) -> None:
        """Says that it happened: clocks restart."""
        self.record(
            facts.InteractionLogged(
                interaction_id=str(self.id),
                **self._about(),
                contract_id=text(self.contract_id),
                payment_plan_id=text(self.payment_plan_id),
                instalment_id=text(self.instalment_id),
                owner_id=text(subject.owner_id),
                person_id=str(self.person_id),
                colleague_ids=[str(id) for id in self.colleague_ids],
                by_assigned=self.by_assigned,
                type=pb.InteractionType.Value(f"INTERACTION_TYPE_{self.type.upper()}"),
                interaction_time=instant(self.interaction_time),
                quality=self.quality,
                two_way=self.two_way,
                new_information=self.new_information,
                response_minutes=self.response_minutes,
                next_step=self.next_step,
                next_step_date=text(self.next_step_date),
                outcome=pb.Outcome.Value(f"OUTCOME_{(self.outcome or 'unspecified').upper()}"),
                contact_ids=[str(id) for id in self.contact_ids],
            )
        )

    def is_thin(self, least: int) -> bool:
        """It tells too little. What was taken back has nothing to tell."""
        return self.archive_time is None and self.asks_for_content and self.quality < least

    def tell_mended(self) -> None:
        """Says that it told too little, and does so no more."""
        self.record(
            facts.InteractionMended(interaction_id=str(self.id), **self._about(), person_id=str(self.person_id), quality=self.quality)
        )

    def tell_thin(self, subject: Subject, least: int) -> None:
        """Says that it tells too little, where it does."""
        if self.is_thin(least):
            reasons = [pb.QualityReason(**reason) for reason in self.quality_reasons if not reason["points"]]
            self.record(
                facts.InteractionThin(
                    interaction_id=str(self.id),
                    **self._about(),
                    owner_id=text(subject.owner_id),
                    person_id=str(self.person_id),
                    quality=self.quality,
                    reasons=reasons,
                )
            )

    def tell_fall(self, subject: Subject, fall: Fall | None) -> None:
        if fall is not None:
            self.record(facts.ResponseFalling(**self._about(), owner_id=text(subject.owner_id), before=fall.before, now=fall.now))

    def tell_silence(self, subject: Subject, silence: Silence | None) -> None:
        if silence is not None:
            since = instant(silence.since_time)
            self.record(
                facts.CommunicationOneSided(**self._about(), owner_id=text(subject.owner_id), count=silence.count, since_time=since)
            )

    def mention(self, competitors: Sequence[Competitor], subject: Subject) -> None:
        """Keeps who is named, and says so of those who were not before."""
        before = {*self.competitor_ids}
        found = [competitor.id for competitor in competitors]
        if found != self.competitor_ids:
            self.competitor_ids = found
        for competitor in competitors:
            if competitor.id not in before:
                self.record(
                    facts.CompetitorMentioned(
                        competitor_id=str(competitor.id),
                        name=competitor.name,
                        **self._about(),
                        owner_id=text(subject.owner_id),
                        interaction_id=str(self.id),
                    )
                )

    def searchable(self) -> str:
        return search_text(self.subject_name, self.text[:_SEARCHED], self.next_step)

    def _about(self) -> dict[str, str]:
        names = ("subject_type", "subject_id", "subject_name", "account_id", "lead_id", "opportunity_id")
        return {name: str(getattr(self, name) or "") for name in names}


def was_heard(kind: InteractionType, outcome: Outcome | None, said: bool | None) -> bool:
    """Whether the customer said something: as the outcome tells, else as the author says, else a meeting is one with two sides."""
    if outcome in _HEARD:
        return True
    if outcome in _UNHEARD:
        return False
    return kind in _FACE_TO_FACE if said is None else said
