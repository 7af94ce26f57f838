"""A statement of account on its way: issued, sent, viewed, and answered line by line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from chassis.aggregate import Record
from chassis.bounds import within
from chassis.errors import invalid, precondition
from chassis.links import link_unknown
from chassis.money import Money, MoneyOf
from chassis.search import search_text
from receivables.domain.account_statement import facts
from receivables.domain.account_statement.rows import Rows, StatementBalance, StatementItem, StatementLine, checksum
from receivables.domain.account_statement.states import (
    OPEN_STATES,
    AccountStatementState,
    AnswerEvidence,
    AnswerVerdict,
    StatementKind,
    StatementSection,
)

MOST_VIEWS = 20
MOST_SCANS = 10
_LONGEST_LINK = 365
State = AccountStatementState


@dataclass(frozen=True, slots=True)
class StatementAnswer:
    """What the customer says of one item; `minor` is what it disputes."""

    position: int
    verdict: AnswerVerdict
    currency: str
    minor: int = 0
    text: str = ""
    dispute_id: UUID | None = None

    @property
    def amount(self) -> Money:
        return Money(self.currency, self.minor)


@dataclass(frozen=True, slots=True)
class StatementView:
    """That somebody opened the link, at an instant in ISO 8601."""

    at: str
    address: str

    @property
    def time(self) -> datetime:
        return datetime.fromisoformat(self.at)


@dataclass(eq=False, kw_only=True)
class AccountStatement(Record):
    """What it says in figures is set once, by `issue`."""

    kind: StatementKind
    customer_id: UUID
    legal_entity_id: UUID
    currency: str
    from_date: date | None = None
    to_date: date
    known_at: datetime
    customer_name: str = ""
    legal_entity_name: str = ""
    state: AccountStatementState = State.ISSUED
    balances: list[StatementBalance] = field(default_factory=list)
    items: list[StatementItem] = field(default_factory=list)
    lines: list[StatementLine] = field(default_factory=list)
    checksum: str = ""
    owed_minor: int = 0
    overdue_minor: int = 0
    disputed_minor: int = 0
    answers: list[StatementAnswer] = field(default_factory=list)
    answered_by_name: str = ""
    answered_by_position: str = ""
    answer_time: datetime | None = None
    answer_address: str = ""
    evidence: AnswerEvidence | None = None
    scan_attachment_ids: list[UUID] = field(default_factory=list)
    sent_to: str = ""
    send_time: datetime | None = None
    link_hash: bytes | None = None
    link_expire_time: datetime | None = None
    views: list[StatementView] = field(default_factory=list)
    first_view_time: datetime | None = None
    # When somebody is told that nobody has answered, and when that was.
    answer_due_date: date | None = None
    answer_days: int = 0
    unanswered_time: datetime | None = None
    superseded_by_id: UUID | None = None
    revoke_reason: str = ""
    batch_id: UUID | None = None
    issued_by: UUID | None = None
    external_refs: list[dict[str, Any]] = field(default_factory=list)
    search_text: str = ""

    owed = MoneyOf()
    overdue = MoneyOf()
    disputed = MoneyOf()

    @property
    def link_active(self) -> bool:
        """Whether there is a link that nobody took back; it may have expired meanwhile."""
        return self.link_hash is not None

    @property
    def is_proven(self) -> bool:
        return self.evidence is not None and self.evidence.proves

    @property
    def head(self) -> Mapping[str, Any]:
        """What the rows are about."""
        names = ("kind", "customer_id", "legal_entity_id", "currency", "from_date", "to_date", "customer_name", "legal_entity_name")
        return {name: getattr(self, name) for name in names}

    @property
    def rows(self) -> Rows:
        return Rows(tuple(self.balances), tuple(self.items), tuple(self.lines))

    def issue(self, rows: Rows, content: Mapping[str, Any]) -> None:
        """`content` is the rows as JSON has them. Raises NOTHING_OWED where there is nothing to say."""
        if not rows.balances:
            raise precondition("NOTHING_TO_STATE", "Nothing is open and nothing moved with this customer in this period and currency.")
        self.balances, self.items = list(rows.balances), list(rows.items)
        self.lines = list(rows.lines) if self.kind is StatementKind.ACCOUNT else []
        self.checksum = checksum(self.head, content)
        receivable = rows.of(StatementSection.RECEIVABLE)
        self.owed_minor = receivable.closing_minor if receivable else 0
        self.overdue_minor = receivable.overdue_minor if receivable else 0
        self.record(facts.issued(self))

    def send(self, link_hash: bytes, to: str, *, days: int, answer_days: int, today: date, now: datetime) -> None:
        """A new link; the one before opens nothing any more. Who answered may still look at it."""
        if self.state in (State.SUPERSEDED, State.REVOKED):
            raise precondition("STATEMENT_ENDED", "This statement stands no more; send the one that took its place.")
        within("link_days", days, 1, _LONGEST_LINK)
        self.link_hash, self.link_expire_time = link_hash, now + timedelta(days=days)
        self.sent_to = to.strip() or self.sent_to
        if self.state is State.ISSUED:
            self.state = State.SENT
        if self.state in OPEN_STATES:
            self.send_time = self.send_time or now
            self.answer_due_date, self.answer_days = today + timedelta(days=answer_days), answer_days
            self.unanswered_time = None

    def revoke_link(self) -> None:
        """Doing it twice changes nothing."""
        self.link_hash = None

    def demand_open(self, now: datetime) -> None:
        """Raises LINK_UNKNOWN where the link has expired, or the statement stands no more."""
        ended = self.state in (State.SUPERSEDED, State.REVOKED)
        if ended or self.link_expire_time is None or self.link_expire_time <= now:
            raise link_unknown()

    def view(self, now: datetime, address: str) -> None:
        """Somebody opened the link. Looking again within the minute from there is the same look."""
        seen = self.views[-1] if self.views else None
        if seen is None or seen.address != address or now - seen.time >= timedelta(minutes=1):
            self.views = [*self.views, StatementView(now.isoformat(), address)][-MOST_VIEWS:]
        self.first_view_time = self.first_view_time or now
        if self.state is State.SENT:
            self.state = State.VIEWED
        self._show(AnswerEvidence.OPENED)

    def read(self, given: Sequence[Mapping[str, Any]]) -> list[StatementAnswer]:
        """The answer to each item. Raises DomainError for one that is missing, said twice, unknown, or disputes too much or wordlessly."""
        self._demand_unanswered()
        items = {item.position: item for item in self.items}
        said: dict[int, StatementAnswer] = {}
        for index, each in enumerate(given):
            at, item = f"answers[{index}]", items.get(each["position"])
            if item is None or item.position in said:
                raise invalid(f"{at}.position", f"There is no item {each['position']}, or it is answered twice.", "ITEM_UNKNOWN")
            said[item.position] = _answer(item, each, at)
        if missing := sorted(items.keys() - said.keys()):
            raise invalid(
                "answers", f"Item {missing[0]} has no answer yet: confirm or dispute it.", "ANSWER_MISSING", position=str(missing[0])
            )
        return [said[position] for position in sorted(said)]

    def answer(
        self,
        answers: Sequence[StatementAnswer],
        *,
        name: str,
        position: str,
        evidence: AnswerEvidence,
        address: str,
        now: datetime,
        today: date,
    ) -> None:
        """Takes what `read` gave, with the disputes that were opened. Raises NAME_MISSING."""
        self._demand_unanswered()
        if not name.strip():
            raise invalid("name", "Say who answers for the customer.", "NAME_MISSING")
        self.answers, self.answered_by_name, self.answered_by_position = list(answers), name.strip(), position.strip()
        self.answer_time, self.answer_address, self.answer_due_date = now, address, None
        self.disputed_minor = sum(each.minor for each in answers)
        self._show(evidence)
        disputes = any(each.verdict is AnswerVerdict.DISPUTED for each in answers)
        self.state = State.DISPUTED if disputes else State.CONFIRMED
        self.record(facts.disputed(self, today) if disputes else facts.confirmed(self, today))

    def acknowledged(self) -> list[UUID]:
        """Instalments of which the customer confirmed what is owed: their limitation period begins anew on the day of the answer."""
        confirmed = {each.position for each in self.answers if each.verdict is AnswerVerdict.CONFIRMED}
        return [item.instalment_id for item in self.items if item.position in confirmed]

    def keep_scan(self, attachment_id: UUID) -> None:
        """The stamped paper, through the link. Raises TOO_MANY_SCANS, and ANSWER_FIRST before anybody answered."""
        if self.state not in (State.CONFIRMED, State.DISPUTED):
            raise precondition("ANSWER_FIRST", "Confirm or dispute the items first; then send the stamped scan.")
        if attachment_id in self.scan_attachment_ids:
            return
        if len(self.scan_attachment_ids) >= MOST_SCANS:
            raise precondition("TOO_MANY_SCANS", f"{MOST_SCANS} scans are here already; nothing more is taken.")
        self.scan_attachment_ids = [*self.scan_attachment_ids, attachment_id]
        self._show(AnswerEvidence.STAMPED_SCAN)

    def note_unanswered(self, today: date, now: datetime) -> None:
        if self.state in OPEN_STATES and self.answer_due_date is not None and self.answer_due_date <= today:
            self.answer_due_date, self.unanswered_time = None, now
            self.record(facts.unanswered(self))

    def supersede(self, by: UUID) -> None:
        """A newer one took its place before it was answered."""
        if self.state in OPEN_STATES:
            self.state, self.superseded_by_id = State.SUPERSEDED, by
            self._end("superseded")

    def revoke(self, reason: str) -> None:
        """Raises STATEMENT_ANSWERED: what a customer confirmed is not unsaid by us."""
        self._demand_unanswered()
        if not reason.strip():
            raise invalid("reason", "Say why it is taken back.", "REASON_MISSING")
        self.state, self.revoke_reason = State.REVOKED, reason.strip()
        self._end(self.revoke_reason)

    def searchable(self) -> str:
        return search_text(self.number, self.customer_name)

    def _end(self, reason: str) -> None:
        self.link_hash, self.answer_due_date = None, None
        self.record(facts.ended(self, reason))

    def _show(self, evidence: AnswerEvidence) -> None:
        """Stronger evidence stays."""
        if self.evidence is None or evidence.strength > self.evidence.strength:
            self.evidence = evidence

    def _demand_unanswered(self) -> None:
        if self.state not in OPEN_STATES:
            raise precondition("STATEMENT_ANSWERED", f"This statement is {self.state.value} already.", state=self.state.value)


def _answer(item: StatementItem, given: Mapping[str, Any], at: str) -> StatementAnswer:
    verdict, text, amount = AnswerVerdict(given["verdict"]), given["text"].strip(), given["amount"]
    if verdict is AnswerVerdict.CONFIRMED:
        return StatementAnswer(item.position, verdict, item.currency, 0, text)
    if not text:
        raise invalid(f"{at}.text", "Say what is disputed, and why.", "REASON_MISSING")
    disputed = amount or item.amount
    if disputed.currency != item.currency or not 0 < disputed.minor <= item.minor:
        detail = f"Something of {item.amount} is disputed, and no more."
        raise invalid(f"{at}.amount", detail, "ANSWER_AMOUNT_WRONG", amount=str(item.amount))
    return StatementAnswer(item.position, verdict, item.currency, disputed.minor, text)
