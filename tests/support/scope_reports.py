"""What reports add up, added up once more in plain Python over the rows that somebody may see."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from chassis.descriptors import enum_words
from crm.accounts.v1 import interactions_pb2 as log
from crm.pipeline.v1 import pipeline_pb2 as sales
from crm.receivables.v1 import account_statements_pb2 as statements
from crm.receivables.v1 import bills_pb2 as bills
from crm.receivables.v1 import commissions_pb2 as commissions
from crm.receivables.v1 import credit_pb2 as credit
from crm.receivables.v1 import receivables_pb2 as books
from tests.support.crowded import Row

Sums = Counter[Any]
BY_INSTALMENT = books.AGEING_GROUP_INSTALMENT


def funnel_of(rows: Iterable[Row]) -> Sums:
    found: Sums = Counter()
    for row in rows:
        if row["archive_time"] is None:
            if row["state"] == "open":
                found["open", row["stage"]] += 1
                found["amount", row["stage"]] += row["expected_amount_minor"]
            else:
                found[row["state"]] += 1
    return found


def told_funnel(reply: sales.Funnel) -> Sums:
    found: Sums = Counter({"won": reply.won_count, "lost": reply.lost_count})
    for stage in reply.stages:
        found["open", stage.stage] += stage.open_count
        found["amount", stage.stage] += sum(amount.minor for amount in stage.open_amounts)
    return found


def ageing_of(rows: Iterable[Row]) -> Sums:
    return Counter({str(row["id"]): row["open_minor"] for row in rows if row["claim_state"] == "claimable" and row["layer"] == "normal"})


def told_ageing(reply: books.AgeingReport) -> Sums:
    found: Sums = Counter({row.group: row.total.minor for row in reply.rows})
    assert sum(total.total.minor for total in reply.totals) == found.total()
    return found


def told_figures(reply: books.KeyFigures) -> Sums:
    found: Sums = Counter({row.group: row.closing.minor for row in reply.rows})
    assert sum(total.closing.minor for total in reply.totals) == found.total()
    return found


def path_of(rows: Iterable[Row]) -> Sums:
    """What is planned and owed; what is settled is not shown any more after a while."""
    shown = (row for row in rows if row["layer"] == "normal" and row["claim_state"] in ("planned", "claimable"))
    return Counter({str(row["id"]): row["open_minor"] for row in shown})


def told_path(reply: books.CollectionPath) -> Sums:
    found: Sums = Counter()
    for row in reply.rows:
        if row.step != books.COLLECTION_STEP_SETTLED:
            found[row.group] += row.amount.minor
    return found


def unapplied_of(rows: Iterable[Row]) -> Sums:
    found: Sums = Counter()
    for row in rows:
        if row["unapplied_minor"] > 0:
            found["receipts"] += 1
            found["amount"] += row["unapplied_minor"]
    return found


def told_unapplied(reply: books.UnappliedReport) -> Sums:
    return Counter({"receipts": sum(row.receipts for row in reply.rows), "amount": sum(row.amount.minor for row in reply.rows)})


def bills_of(rows: Iterable[Row]) -> Sums:
    found: Sums = Counter()
    for row in rows:
        if row["state"] in ("held", "pledged", "presented"):
            found["bills"] += 1
            found["amount"] += row["amount_minor"]
    return found


def told_bills(reply: bills.BillReport) -> Sums:
    return Counter({"bills": sum(row.bills for row in reply.rows), "amount": sum(row.held.minor for row in reply.rows)})


def credit_of(rows: Iterable[Row]) -> Sums:
    """Of limits that hold."""
    return Counter({str(row["id"]): row["amount_minor"] for row in rows if row["state"] == "approved" and row["kind"] == "limit"})


def told_credit(reply: credit.CreditReport) -> Sums:
    return Counter({line.credit_limit.id: line.credit_limit.amount.minor for line in reply.lines})


def commissions_of(rows: Iterable[Row]) -> Sums:
    found: Sums = Counter()
    for row in rows:
        found[str(row["owner_id"])] += row["amount_minor"]
    return found


def told_commissions(reply: commissions.CommissionReport) -> Sums:
    return Counter({row.owner_id: row.amount.minor for row in reply.rows})


def calls_of(rows: Iterable[Row]) -> Sums:
    return Counter({"calls": sum(row["type"] == "call" and row["archive_time"] is None for row in rows)})


def told_calls(reply: log.ContactTime) -> Sums:
    return Counter({"calls": reply.calls})


def answers_of(rows: Iterable[Row]) -> Sums:
    """Of statements of account that stand."""
    found: Sums = Counter()
    for row in rows:
        if row["archive_time"] is None and row["state"] not in ("superseded", "revoked"):
            found[row["state"]] += 1
            found["owed"] += row["owed_minor"]
    return found


def told_answers(reply: statements.StatementAnswersReport) -> Sums:
    words = enum_words(statements.AccountStatementState.DESCRIPTOR)
    found: Sums = Counter()
    for row in reply.rows:
        found[words[row.state]] += row.count
        found["owed"] += row.owed.minor
    return found


# By RPC: what the rows come to, what a reply says, and how it is asked for.
ADDED_UP: Mapping[str, tuple[Callable[[Iterable[Row]], Sums], Callable[[Any], Sums], Mapping[str, Any]]] = {
    "ReportFunnel": (funnel_of, told_funnel, {}),
    "ReportAgeing": (ageing_of, told_ageing, {"group_by": BY_INSTALMENT}),
    # What is owed of a claim is its closing balance.
    "ReportKeyFigures": (ageing_of, told_figures, {"group_by": BY_INSTALMENT}),
    "ReportCollectionPath": (path_of, told_path, {"group_by": BY_INSTALMENT}),
    "ReportStatementAnswers": (answers_of, told_answers, {}),
    "ReportUnapplied": (unapplied_of, told_unapplied, {}),
    "ReportBills": (bills_of, told_bills, {}),
    "ReportCommissions": (commissions_of, told_commissions, {}),
    "ReportCredit": (credit_of, told_credit, {}),
    # Nobody talked with this one: what is said is of all calls that one may see.
    "ReportContactTime": (calls_of, told_calls, {"subject_type": "account", "subject_id": "01900000-0000-7000-8000-000000000000"}),
}
