"""What a company brings along: checked as a whole, owed since its own days, against one account, and out of the books again."""

import base64
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from chassis.errors import DomainError
from receivables.domain.ageing import AgeingBasis, open_claims
from receivables.domain.contract import Belonging
from receivables.domain.dunning import DunningPolicy
from receivables.domain.ledger import Kind
from receivables.domain.opening.balance import OpeningBalance
from receivables.domain.opening.line import GivenLine, OpeningLine, faults, kept, twins
from receivables.domain.opening.posting import Debtor, plans_of, receipts_of, take_back
from receivables.domain.opening.states import OpeningLineKind, OpeningState
from receivables.domain.opening.sums import check_totals, sums
from receivables.domain.proof import Drift, balances, drifts
from receivables.domain.receipt import Receipt
from receivables.domain.states import Basis, ClaimState, TimeState
from receivables.domain.terms import Layer
from receivables.opening_file import read
from tests.support.book import ACCOUNTANT, CHINA, HUADONG, MANAGER, MEDTEC, SELLER, SUNRISE, TENANT, Book, yuan

pytestmark = pytest.mark.capability("R-01")

CUT_OVER = date(2025, 11, 30)


def given(amount: str, number: str = "HT-1", *, customer: UUID = MEDTEC, row: int = 1, **more: Any) -> GivenLine:
    days = {"due_date": date(2025, 10, 8), "original_date": date(2025, 7, 1)}
    return GivenLine(
        place=f"lines.{row - 1}", row_number=row, customer_id=customer, document_number=number, amount=yuan(amount), **{**days, **more}
    )


def lines(*said: GivenLine) -> list[OpeningLine]:
    return [kept(each, UUID(int=9000 + at), each.customer_id or MEDTEC, "牡丹精工", CUT_OVER) for at, each in enumerate(said)]


ADVANCE: dict[str, Any] = {"kind": OpeningLineKind.ADVANCE, "due_date": None, "original_date": date(2025, 11, 20)}
BOOK = (
    given("100000.00", name="进度款"),
    given("50000.01", row=2, due_date=date(2026, 1, 5), name="验收款"),
    given("9000.00", row=3, kind=OpeningLineKind.RETENTION, due_date=date(2026, 7, 1)),
    given("7.77", "HT-2", row=4, customer=SUNRISE),
    given("3000.00", "", row=5, **ADVANCE),
)


class Moved:
    """A book into which opening balances came."""

    def __init__(self, book: Book, said: Sequence[GivenLine] = BOOK) -> None:
        self.book, self.lines = book, lines(*said)
        self.opening = OpeningBalance(
            id=UUID(int=77),
            tenant_id=TENANT,
            create_time=book.now,
            update_time=book.now,
            legal_entity_id=HUADONG,
            cut_over_date=CUT_OVER,
            sums=sums(self.lines, CUT_OVER),
        )
        self.opening.request(ACCOUNTANT, book.now)
        journal = book.journal(MANAGER)
        journal.historical = True
        debtors = {id: Debtor(Belonging(owner_id=SELLER)) for id in (MEDTEC, SUNRISE)}
        self.plans = plans_of(self.opening, self.lines, debtors, dunning=DunningPolicy(), calendar=CHINA, journal=journal)
        self.receipts: list[Receipt] = receipts_of(self.opening, self.lines, debtors, journal)
        self.opening.confirm(MANAGER, book.now)
        book.keep(journal)
        book.plans += self.plans
        book.receipts += self.receipts

    def take_back(self) -> None:
        self.opening.request_take_back("列错位", ACCOUNTANT, self.book.now)
        journal = self.book.journal(MANAGER)
        take_back(self.opening, self.plans, self.receipts, journal)
        self.opening.confirm(MANAGER, self.book.now)
        self.book.keep(journal)

    def drifts(self) -> list[Drift]:
        posted = self.book.transactions
        return drifts(posted, balances(posted), self.book.plans, self.book.receipts)


@pytest.fixture
def moved() -> Moved:
    return Moved(Book())


def test_lines_of_a_document_are_one_plan_whose_instalments_are_owed_and_late_by_their_own_days(moved: Moved) -> None:
    first, second = moved.plans
    progress, acceptance, retention = first.instalments
    assert (first.contract_number, str(first.total), first.owner_id) == ("HT-1", "159000.01 CNY", SELLER)
    assert {each.basis for each in first.instalments} == {Basis.OPENING_BALANCE}
    assert {each.claim_state for each in first.instalments} == {ClaimState.CLAIMABLE}
    # The National Day holiday: a day of the old books does not move.
    assert (progress.due_date, progress.original_due_date, progress.claim_date) == (date(2025, 10, 8),) * 2 + (date(2025, 7, 1),)
    assert (progress.told, acceptance.told, retention.layer) == (TimeState.OVERDUE, TimeState.NOT_DUE, Layer.RETENTION)
    assert [each.name for each in second.instalments] == ["HT-2"]
    assert not any(plan.take_facts() for plan in moved.plans)
    reminded = [notice for notice in acceptance.notices if not notice.told]
    assert reminded, "what is due in the days to come is reminded of"
    assert not [notice for notice in progress.notices if not notice.told and notice.day <= moved.book.today]


def test_the_books_balance_against_one_account_and_ageing_counts_from_the_days_of_the_old_books(moved: Moved) -> None:
    book = moved.book
    assert book.balance(Kind.OPENING_BALANCE) == yuan("-156007.78")
    assert (book.balance(Kind.RECEIVABLE_NOT_INVOICED), book.balance(Kind.RETENTION)) == (yuan("150007.78"), yuan("9000.00"))
    assert book.balance(Kind.UNAPPLIED) == yuan("-3000.00")
    assert {each.posting_date for each in book.transactions} == {CUT_OVER}
    assert moved.drifts() == []
    legs = [leg for each in book.transactions for leg in each.legs]
    aged = {claim.age(CUT_OVER, AgeingBasis.DUE_DATE): minor for claim, minor in open_claims(legs).items() if claim.customer_id == MEDTEC}
    assert aged == {53: 10_000_000, -36: 5_000_001}
    (held,) = open_claims(legs, Layer.RETENTION)
    assert held.age(CUT_OVER, AgeingBasis.CLAIM_DATE) == 152


def test_what_was_brought_is_paid_like_anything_else_and_then_it_stays(moved: Moved) -> None:
    progress = moved.plans[0].instalments[0]
    (advance,) = moved.receipts
    moved.book.allocate(advance, progress)
    assert str(progress.open) == "97000.00 CNY"
    assert moved.drifts() == []
    with pytest.raises(DomainError, match="HT-1") as refused:
        moved.take_back()
    assert refused.value.reason == "OPENING_USED"


def test_nothing_is_left_of_what_was_taken_back(moved: Moved) -> None:
    moved.take_back()
    assert moved.opening.state is OpeningState.TAKEN_BACK
    assert not any(balances(moved.book.transactions).values())
    assert moved.drifts() == []
    with pytest.raises(DomainError) as refused:
        moved.opening.request_take_back("再来", ACCOUNTANT, moved.book.now)
    assert refused.value.reason == "OPENING_DECIDED"


def test_money_of_opening_balances_is_not_reversed_by_itself(moved: Moved) -> None:
    with pytest.raises(DomainError) as refused:
        moved.receipts[0].ask_reversal([], whole_receipt=True, reason="重复", journal=moved.book.journal(ACCOUNTANT))
    assert refused.value.reason == "OPENING_STAYS"


def test_turned_down_it_ends_and_a_take_back_that_is_turned_down_leaves_it_posted(moved: Moved) -> None:
    moved.opening.request_take_back("列错位", ACCOUNTANT, moved.book.now)
    moved.opening.reject("没有错", MANAGER, moved.book.now)
    assert (moved.opening.state, moved.opening.reason) == (OpeningState.POSTED, "没有错")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (given("0.00"), "AMOUNT_NOT_POSITIVE"),
        (given("-1.00"), "AMOUNT_NOT_POSITIVE"),
        (given("1.00", ""), "DOCUMENT_MISSING"),
        (given("1.00", due_date=None), "DUE_DATE_MISSING"),
        (given("1.00", due_date=date(2025, 6, 30)), "DUE_BEFORE_OWED"),
        (given("1.00", original_date=date(2025, 12, 1), due_date=date(2026, 1, 1)), "DAY_AFTER_CUT_OVER"),
        (given("1.00", kind=OpeningLineKind.ADVANCE), "ADVANCE_NOT_DUE"),
    ],
)
def test_a_line_is_refused_with_its_row_and_column(line: GivenLine, reason: str) -> None:
    (fault,) = faults(line, CUT_OVER)
    assert fault.reason == reason
    assert fault.field.startswith("lines.0.")


def test_a_line_that_was_copied_twice_is_found() -> None:
    said = [given("1.00"), given("1.00", row=2), given("1.00", row=3, name="二期")]
    assert [fault.field for fault in twins(said, [MEDTEC] * 3)] == ["lines.1.document_number"]


def test_lines_make_up_the_check_totals_to_the_cent() -> None:
    (found,) = sums(lines(*BOOK), CUT_OVER)
    assert (str(found.owed), str(found.advances), str(found.overdue)) == ("159007.78 CNY", "3000.00 CNY", "100007.77 CNY")
    check_totals([found], [yuan("159007.78")], [yuan("3000.00")])
    for owed, advances, off in (("159007.77", "3000.00", "0.01 CNY"), ("159007.78", "0.00", "3000.00 CNY")):
        with pytest.raises(DomainError) as refused:
            check_totals([found], [yuan(owed)], [yuan(advances)])
        assert (refused.value.reason, refused.value.metadata["off"]) == ("CHECK_TOTAL_OFF", off)


def packed(text: str) -> str:
    return base64.b64encode(text.encode("gb18030")).decode()


def test_a_file_says_the_same_in_the_words_of_accountants() -> None:
    file = read(
        packed(
            "应收账款期初\n客户,合同号,类型,币种,未收金额,到期日,发生日期,款项\n"
            '牡丹精工,HT-1,,,"100,000.00",2025/10/8,20250701,进度款\n牡丹精工,,预收,USD,30,,2025-11-20,\n合计,,,,100030,,,\n'
        ),
        "CNY",
    )
    assert not file.faults
    progress, advance = file.lines
    assert (progress.row_number, str(progress.amount), progress.due_date, progress.name) == (
        3,
        "100000.00 CNY",
        date(2025, 10, 8),
        "进度款",
    )
    assert (advance.kind, str(advance.amount), advance.original_date) == (OpeningLineKind.ADVANCE, "30.00 USD", date(2025, 11, 20))


def test_every_cell_that_cannot_be_read_is_named_by_row_and_column() -> None:
    file = read(packed("客户,合同号,类型,金额,到期日\n牡丹,HT-1,应收,一百,2025-13-01\n牡丹,HT-2,借款,1.005,2025-12-01\n"), "CNY")
    assert [fault.field for fault in file.faults] == [
        "content.2.amount",
        "content.2.due_date",
        "content.3.amount",
        "content.3.kind",
    ]
    with pytest.raises(DomainError) as refused:
        read(packed("姓名,数\n甲,1\n"), "CNY")
    assert refused.value.reason == "OPENING_HEADERS_UNKNOWN"
