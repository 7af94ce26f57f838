"""What statements of account tell."""

from datetime import date
from typing import TYPE_CHECKING

from chassis.wire import money, text
from crm.receivables.v1 import account_statements_pb2 as pb
from crm.receivables.v1 import events_pb2 as events
from receivables.domain.account_statement.states import AnswerVerdict

if TYPE_CHECKING:
    from receivables.domain.account_statement.statement import AccountStatement


def figures(statement: "AccountStatement") -> events.AccountStatementFigures:
    return events.AccountStatementFigures(
        account_statement_id=str(statement.id),
        account_statement_number=statement.number,
        kind=pb.StatementKind.Value(f"STATEMENT_KIND_{statement.kind.name}"),
        customer_id=str(statement.customer_id),
        legal_entity_id=str(statement.legal_entity_id),
        owner_id=text(statement.owner_id),
        to_date=str(statement.to_date),
        owed=money(statement.owed),
        overdue=money(statement.overdue),
    )


def issued(statement: "AccountStatement") -> events.AccountStatementIssued:
    return events.AccountStatementIssued(account_statement=figures(statement))


def confirmed(statement: "AccountStatement", today: date) -> events.AccountStatementConfirmed:
    return events.AccountStatementConfirmed(
        account_statement=figures(statement),
        confirm_date=str(today),
        confirmed_by=statement.answered_by_name,
        evidence=_evidence(statement),
        instalment_ids=[str(id) for id in statement.acknowledged()],
    )


def disputed(statement: "AccountStatement", today: date) -> events.AccountStatementDisputed:
    return events.AccountStatementDisputed(
        account_statement=figures(statement),
        disputed=money(statement.disputed),
        detail=next(each.text for each in statement.answers if each.verdict is AnswerVerdict.DISPUTED),
        answer_date=str(today),
        answered_by=statement.answered_by_name,
        evidence=_evidence(statement),
        confirmed_instalment_ids=[str(id) for id in statement.acknowledged()],
    )


def unanswered(statement: "AccountStatement") -> events.AccountStatementUnanswered:
    return events.AccountStatementUnanswered(account_statement=figures(statement), days=statement.answer_days)


def ended(statement: "AccountStatement", reason: str) -> events.AccountStatementEnded:
    return events.AccountStatementEnded(account_statement=figures(statement), reason=reason)


def _evidence(statement: "AccountStatement") -> "pb.AnswerEvidence.ValueType":
    return pb.AnswerEvidence.Value(f"ANSWER_EVIDENCE_{statement.evidence.name}") if statement.evidence else pb.ANSWER_EVIDENCE_UNSPECIFIED
