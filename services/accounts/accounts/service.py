"""Customers: the companies, the people there, and who of us looks after them. Entry point: `python -m accounts.service`."""

from pathlib import Path

from sqlalchemy import true

from accounts import copies, queries, reactions, tables
from accounts.commands import accounts, contacts
from accounts.domain.account import Account
from accounts.domain.contact import Contact
from chassis import audit, handover
from chassis.errors import already_exists
from chassis.main import main
from chassis.service import HandedOver, Resource, Service
from crm.accounts.v1 import accounts_pb2 as pb
from crm.accounts.v1 import events_pb2 as facts

a = tables.account.c

SERVICE = Service(
    name="accounts",
    descriptor=pb.DESCRIPTOR.services_by_name["Accounts"],
    metadata=tables.metadata,
    migrations=Path(__file__).parent.parent / "migrations",
    resources=(
        Resource(Account, pb.Account, tables.account, number="KH{000000}", search=Account.searchable),
        Resource(Contact, pb.Contact, tables.contact, search=Contact.searchable),
    ),
    modules=(accounts, contacts, queries, audit, handover, reactions),
    copies=(copies.OPPORTUNITIES, copies.CONTRACTS, copies.PAYMENT_PLANS),
    facts=(
        facts.AccountAssigned,
        facts.AccountRefused,
        facts.InteractionLogged,
        facts.InteractionThin,
        facts.ResponseFalling,
        facts.CommunicationOneSided,
        facts.CompetitorMentioned,
        facts.AccountGoingCold,
        facts.ChurnRiskRaised,
        facts.CareDateReached,
        facts.AccountPoolingSoon,
        facts.AccountPooled,
        facts.AccountClaimed,
        facts.CustomersTransferred,
    ),
    handed_over=(HandedOver(Account, true(), name=a.name, account_id=a.id, carry=accounts.share_with_children),),
    constraints={
        "account_credit_code_key": lambda: already_exists("CREDIT_CODE_TAKEN", "Another account has this credit code already."),
    },
)

if __name__ == "__main__":
    main(SERVICE)
