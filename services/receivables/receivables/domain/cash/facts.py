"""The facts about who pays for whom."""

from typing import TYPE_CHECKING
from uuid import UUID

from chassis.wire import text
from crm.receivables.v1 import cash_application_pb2 as pb
from crm.receivables.v1 import events_pb2 as events

if TYPE_CHECKING:
    from receivables.domain.cash.alias import PayerAlias

_SHOWN = 4


def figures(alias: "PayerAlias") -> events.PayerAliasFigures:
    return events.PayerAliasFigures(
        payer_alias_id=str(alias.id),
        customer_id=str(alias.customer_id),
        payer_name=alias.payer_name,
        payer_account=_ending(alias.account_key),
        evidence=alias.evidence,
        state=pb.AliasState.Value(f"ALIAS_STATE_{alias.state.name}"),
        asked_by=text(alias.asked_by),
        confirmed_by=text(alias.confirmed_by),
    )


def asked(alias: "PayerAlias") -> events.PayerAliasAsked:
    return events.PayerAliasAsked(payer_alias=figures(alias))


def confirmed(alias: "PayerAlias") -> events.PayerAliasConfirmed:
    return events.PayerAliasConfirmed(payer_alias=figures(alias))


def ended(alias: "PayerAlias", by: UUID | None) -> events.PayerAliasEnded:
    return events.PayerAliasEnded(payer_alias=figures(alias), ended_by=text(by))


def _ending(account: str) -> str:
    """By which colleagues tell one account from another; it may be a person's, and messages leave the house."""
    if not account:
        return ""
    return f"****{account[-_SHOWN:]}" if len(account) > 2 * _SHOWN else "****"
