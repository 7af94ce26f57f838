"""The facts about opening balances."""

from typing import TYPE_CHECKING

from chassis.money import Money
from chassis.wire import money, text
from crm.receivables.v1 import events_pb2 as events
from crm.receivables.v1 import opening_balances_pb2 as pb

if TYPE_CHECKING:
    from receivables.domain.opening.balance import OpeningBalance


def figures(opening: "OpeningBalance") -> events.OpeningBalanceFigures:
    first = opening.sums[0] if opening.sums else None
    nothing = Money.zero("CNY")
    return events.OpeningBalanceFigures(
        opening_balance_id=str(opening.id),
        legal_entity_id=str(opening.legal_entity_id),
        cut_over_date=str(opening.cut_over_date),
        state=pb.OpeningState.Value(f"OPENING_STATE_{opening.state.name}"),
        line_count=opening.line_count,
        customer_count=opening.customer_count,
        receivables=money(first.owed if first else nothing),
        advances=money(first.advances if first else nothing),
        asked_by=text(opening.asked_by),
        reason=opening.reason,
    )


def requested(opening: "OpeningBalance") -> events.OpeningBalanceRequested:
    return events.OpeningBalanceRequested(opening_balance=figures(opening))


def posted(opening: "OpeningBalance") -> events.OpeningBalancePosted:
    return events.OpeningBalancePosted(opening_balance=figures(opening))


def ended(opening: "OpeningBalance") -> events.OpeningBalanceEnded:
    return events.OpeningBalanceEnded(opening_balance=figures(opening))
