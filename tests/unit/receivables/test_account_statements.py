"""Statements of account: their rows from the ledger alone, and how they are answered."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chassis import links
from chassis.errors import DomainError
from chassis.ids import new_id
from chassis.money import Money
from receivables.columns import plain
from receivables.domain.account_statement.rows import SECTIONS, Balance, Entry, Rows, checksum, movement_of, rows
from receivables.domain.account_statement.statement import AccountStatement
from receivables.domain.account_statement.states import (
    AccountStatementState,
    AnswerEvidence,
    AnswerVerdict,
    StatementKind,
    StatementMovement,
    StatementSection,
)
from receivables.domain.ageing import AgeingBasis, Buckets, aged, open_claims
from receivables.domain.entries import Known, legs_known
from receivables.domain.ledger import FUND_KINDS, TransactionKind
from receivables.domain.terms import Layer
from tests.support.book import TENANT, Book

LATER = datetime(2030, 1, 1, tzinfo=UTC)
KEY = b"k" * 32
LAYERS = {Layer.NORMAL: StatementSection.RECEIVABLE, Layer.RETENTION: StatementSection.RETENTION, Layer.ADVANCE: StatementSection.ADVANCE}
STEPS = st.tuples(st.integers(0, 25), st.sampled_from(["pay", "advance", "reverse", "invoice"]), st.integers(1, 400))
CONFIRMED, DISPUTED = AnswerVerdict.CONFIRMED, AnswerVerdict.DISPUTED


def stated(book: Book, first: date | None, last: date, known_at: datetime = LATER) -> Rows:
    """What the query of the service finds, from the transactions of the book; of its one customer, in CNY."""
    start = first or last + timedelta(days=1)
    known = Known(last, known_at)
    sums: dict[Any, list[int]] = {}
    entries = []
    for transaction in (each for each in book.transactions if known.knows(each)):
        for leg in transaction.legs:
            account = leg.account
            if account.kind not in SECTIONS or account.customer_id is None:
                continue
            held = sums.setdefault((account.kind, account.subject_id, leg.claim_date, leg.due_date), [0, 0])
            held[1] += leg.minor
            if transaction.posting_date < start:
                held[0] += leg.minor
            else:
                entries.append(
                    Entry(
                        transaction_id=transaction.id,
                        transaction_kind=transaction.kind.value,
                        kind=account.kind,
                        subject_id=account.subject_id,
                        minor=leg.minor,
                        business_date=transaction.business_date,
                        posting_date=transaction.posting_date,
                        create_time=transaction.create_time,
                    )
                )
    balances = [
        Balance(kind=kind, subject_id=subject, claim_date=claimed, due_date=due, opening=opening, closing=closing)
        for (kind, subject, claimed, due), (opening, closing) in sums.items()
    ]
    return rows(balances, entries, {}, currency="CNY", to_date=last)


def owed(book: Book, layer: Layer, last: date, known_at: datetime = LATER) -> dict[UUID | None, int]:
    """What ageing says of each instalment."""
    found: dict[UUID | None, int] = {}
    for claim, minor in open_claims(legs_known(book.transactions, Known(last, known_at)), layer).items():
        found[claim.subject_id] = found.get(claim.subject_id, 0) + minor
    return {id: minor for id, minor in found.items() if minor}


@pytest.mark.capability("M-15")
@settings(deadline=None, max_examples=60)
@given(
    steps=st.lists(STEPS, max_size=9),
    first=st.integers(0, 120),
    length=st.integers(0, 90),
)
def test_opening_and_movements_make_up_closing_and_closing_is_what_the_ledger_says(
    steps: list[tuple[int, str, int]], first: int, length: int
) -> None:
    book, begin = Book(today=date(2025, 12, 1)), date(2025, 12, 1)
    plan = book.sign("100000.00", "30/60/10")
    for days, act, hundreds in steps:
        book.walk_to(book.today + timedelta(days=days))
        _act(book, plan, act, f"{hundreds}00.00")
    start = begin + timedelta(days=first)
    end = start + timedelta(days=length)
    found = stated(book, start, end)
    for balance in found.balances:
        moved = sum(line.minor for line in found.lines if line.section is balance.section)
        assert balance.opening_minor + moved == balance.closing_minor
        assert balance.opening + balance.increase - balance.decrease == balance.closing
    for layer, section in LAYERS.items():
        items = {item.instalment_id: item.minor for item in found.items if item.section is section}
        assert items == owed(book, layer, end)
        closing = found.of(section)
        assert (closing.closing_minor if closing else 0) == sum(items.values())
        overdue = aged(open_claims(legs_known(book.transactions, Known(end, LATER)), layer), Buckets.of(AgeingBasis.DUE_DATE), end)
        assert (closing.overdue_minor if closing else 0) == sum(overdue.get("CNY", [0])[1:])
    held = -sum(leg.minor for leg in legs_known(book.transactions, Known(end, LATER)) if leg.account.kind in FUND_KINDS)
    assert sum(each.closing_minor for each in found.balances if each.section is StatementSection.HELD) == held


def _act(book: Book, plan: Any, act: str, amount: str) -> None:
    """What is refused in this state changes nothing."""
    try:
        match act:
            case "pay":
                book.pay(plan.instalments[0], amount)
            case "advance":
                book.receive(amount)
            case "reverse" if book.receipts and book.receipts[-1].allocations:
                book.reverse(book.receipts[-1], book.receipts[-1].allocations[-1].id)
            case "invoice":
                book.invoice(plan, amount, cover={plan.instalments[0]: amount})
    except DomainError:
        return


def test_an_invoice_moves_no_balance_and_is_a_line_all_the_same() -> None:
    book = Book(today=date(2025, 12, 1))
    plan = book.sign("100000.00", "30/60/10")
    book.walk_to(date(2025, 12, 5))
    book.invoice(plan, "30000.00", cover={plan.instalments[0]: None})
    found = stated(book, date(2025, 12, 1), date(2025, 12, 31))
    invoiced = [line for line in found.lines if line.movement is StatementMovement.INVOICE]
    assert [(line.minor, line.invoiced_minor) for line in invoiced] == [(0, 3_000_000)]


@pytest.mark.capability("M-15")
def test_what_is_posted_later_for_an_earlier_day_does_not_change_what_was_known() -> None:
    book = Book(today=date(2025, 12, 1))
    plan = book.sign("100000.00", "30/60/10")
    book.walk_to(date(2025, 12, 20))
    known_at, last = book.now, date(2025, 12, 20)
    issued = stated(book, date(2025, 12, 1), last, known_at)
    book.walk_to(date(2025, 12, 28))
    book.pay(plan.instalments[0], "10000.00")
    assert stated(book, date(2025, 12, 1), last, known_at) == issued
    assert checksum({}, plain(stated(book, date(2025, 12, 1), last, known_at))) == checksum({}, plain(issued))


def test_a_kind_of_posting_without_a_name_of_its_own_is_still_shown() -> None:
    assert all(isinstance(movement_of(kind.value), StatementMovement) for kind in TransactionKind)
    assert movement_of(TransactionKind.PLAN.value) is StatementMovement.ADJUSTMENT


# --- answers -----------------------------------------------------------------------------------------


def issued() -> AccountStatement:
    book = Book(today=date(2025, 12, 1))
    book.sign("100000.00", "30/60/10")
    book.sign("50000.00", "30/60/10")
    found = stated(book, None, date(2025, 12, 31))
    assert len(found.items) == 2
    statement = AccountStatement(
        id=new_id(),
        tenant_id=TENANT,
        create_time=book.now,
        update_time=book.now,
        kind=StatementKind.CONFIRMATION,
        customer_id=new_id(),
        legal_entity_id=new_id(),
        currency="CNY",
        to_date=date(2025, 12, 31),
        known_at=LATER,
    )
    statement.issue(found, plain(found))
    statement.send(b"hash", "王会计", days=30, answer_days=10, today=date(2025, 12, 31), now=datetime(2025, 12, 31, tzinfo=UTC))
    return statement


def said(position: int, verdict: AnswerVerdict, text: str = "", amount: Money | None = None) -> dict[str, Any]:
    return {"position": position, "verdict": verdict.value, "text": text, "amount": amount}


def give(statement: AccountStatement, *answers: dict[str, Any], evidence: AnswerEvidence = AnswerEvidence.TYPED_NAME) -> None:
    statement.answer(
        statement.read(answers),
        name="王会计",
        position="财务主管",
        evidence=evidence,
        address="10.0.0.1",
        now=LATER,
        today=date(2026, 1, 3),
    )


@pytest.mark.capability("M-27")
def test_what_is_confirmed_beside_a_dispute_is_acknowledged_all_the_same() -> None:
    statement = issued()
    give(statement, said(1, CONFIRMED), said(2, DISPUTED, "未验收"))
    assert statement.state is AccountStatementState.DISPUTED
    assert statement.acknowledged() == [statement.items[0].instalment_id]
    assert statement.disputed == statement.items[1].amount
    fact: Any = statement.take_facts()[-1]
    assert list(fact.confirmed_instalment_ids) == [str(statement.items[0].instalment_id)]


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ([said(1, CONFIRMED)], "ANSWER_MISSING"),
        ([said(1, CONFIRMED), said(1, CONFIRMED), said(2, CONFIRMED)], "ITEM_UNKNOWN"),
        ([said(1, CONFIRMED), said(3, CONFIRMED)], "ITEM_UNKNOWN"),
        ([said(1, CONFIRMED), said(2, DISPUTED, " ")], "REASON_MISSING"),
        ([said(1, CONFIRMED), said(2, DISPUTED, "多了", Money.parse("CNY", "15000.01"))], "ANSWER_AMOUNT_WRONG"),
        ([said(1, CONFIRMED), said(2, DISPUTED, "多了", Money.parse("USD", "1.00"))], "ANSWER_AMOUNT_WRONG"),
    ],
)
def test_an_answer_that_is_not_whole_is_refused(answers: list[dict[str, Any]], reason: str) -> None:
    with pytest.raises(DomainError) as refusal:
        issued().read(answers)
    assert refusal.value.reason == reason


def test_the_first_answer_stands_and_nothing_answered_is_taken_back() -> None:
    statement = issued()
    give(statement, said(1, CONFIRMED), said(2, CONFIRMED))
    with pytest.raises(DomainError, match="confirmed already"):
        give(statement, said(1, CONFIRMED), said(2, CONFIRMED))
    with pytest.raises(DomainError, match="confirmed already"):
        statement.revoke("写错")


def test_stronger_evidence_stays() -> None:
    statement = issued()
    statement.view(LATER, "10.0.0.1")
    shown = [statement.evidence]
    give(statement, said(1, CONFIRMED), said(2, CONFIRMED))
    statement.keep_scan(new_id())
    statement.view(LATER, "10.0.0.2")
    assert [*shown, statement.evidence] == [AnswerEvidence.OPENED, AnswerEvidence.STAMPED_SCAN]


# --- links -------------------------------------------------------------------------------------------


def test_every_altered_token_is_refused_before_anything_is_looked_up() -> None:
    token = links.new_token(KEY, TENANT)
    assert links.tenant_of(KEY, token) == TENANT
    for place in range(len(token)):
        other = token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]
        if place == len(token) - 1:
            continue  # the last character has bits that say nothing
        with pytest.raises(DomainError, match="does not open"):
            links.tenant_of(KEY, other)
    for wrong in ("", "x", token[:-3], token + "AAAA", "中文"):
        with pytest.raises(DomainError, match="does not open"):
            links.tenant_of(KEY, wrong)
    with pytest.raises(DomainError, match="does not open"):
        links.tenant_of(b"o" * 32, token)


def test_no_two_tokens_are_alike_and_none_names_a_record() -> None:
    tokens = {links.new_token(KEY, TENANT) for _ in range(100)}
    assert len(tokens) == 100 == len({links.token_hash(each) for each in tokens})
