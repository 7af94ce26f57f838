"""Customers: the companies, the people there, and who of us looks after them. Entry point: `python -m accounts.service`."""

from pathlib import Path

from sqlalchemy import true

from accounts import (
    contact_times,
    copies,
    lead_log,
    lead_reactions,
    lead_tables,
    lead_timeline,
    log_queries,
    ownership_queries,
    pooling,
    queries,
    reactions,
    scoring,
    tables,
    timers,
    transferring,
)
from accounts.commands import account_settings, accounts, care_dates, competitors, contacts, do_not_disturbs, interactions, pools, transfers
from accounts.domain.account import Account
from accounts.domain.account_clock import AccountClock
from accounts.domain.account_settings import AccountSettings
from accounts.domain.care_date import CareDate
from accounts.domain.competitor import Competitor
from accounts.domain.contact import Contact
from accounts.domain.do_not_disturb import DoNotDisturb
from accounts.domain.interaction import Interaction
from accounts.domain.lead_conversion import LeadConversion
from accounts.domain.pool import AccountPool
from accounts.domain.transfer import Transfer
from accounts.starting import start_tenant
from chassis import audit, handover
from chassis.errors import already_exists
from chassis.main import main
from chassis.service import Following, HandedOver, Resource, Service
from crm.accounts.v1 import accounts_pb2 as pb
from crm.accounts.v1 import care_pb2 as care
from crm.accounts.v1 import conversions_pb2 as conversions
from crm.accounts.v1 import events_pb2 as facts
from crm.accounts.v1 import interactions_pb2 as log
from crm.accounts.v1 import pools_pb2 as pool_messages
from crm.accounts.v1 import transfers_pb2 as transfer_messages

a, d = tables.account.c, tables.care_date.c

SERVICE = Service(
    name="accounts",
    descriptor=pb.DESCRIPTOR.services_by_name["Accounts"],
    metadata=tables.metadata,
    migrations=Path(__file__).parent.parent / "migrations",
    resources=(
        Resource(
            Account,
            pb.Account,
            tables.account,
            number="KH{000000}",
            search=Account.searchable,
            timers=pooling.account_timers,
            derive=scoring.derive_scores,
        ),
        Resource(Contact, pb.Contact, tables.contact, search=Contact.searchable),
        Resource(Interaction, log.Interaction, tables.interaction, search=Interaction.searchable),
        Resource(Competitor, log.Competitor, tables.competitor),
        Resource(DoNotDisturb, care.DoNotDisturb, tables.do_not_disturb),
        Resource(CareDate, care.CareDate, tables.care_date, timers=timers.care_timers),
        Resource(AccountSettings, care.AccountSettings, tables.account_settings, published=False),
        Resource(AccountClock, pb.AccountClock, tables.account_clock, timers=timers.clock_timers, published=False, audited=False),
        Resource(AccountPool, pool_messages.AccountPool, tables.account_pool),
        Resource(LeadConversion, conversions.LeadConversion, lead_tables.lead_conversion, published=False),
        Resource(Transfer, transfer_messages.Transfer, tables.transfer, number="YJ{000000}", timers=Transfer.timers),
    ),
    modules=(
        accounts,
        contacts,
        interactions,
        competitors,
        do_not_disturbs,
        care_dates,
        account_settings,
        pools,
        pooling,
        transfers,
        transferring,
        queries,
        ownership_queries,
        log_queries,
        contact_times,
        audit,
        handover,
        reactions,
        lead_reactions,
        lead_log,
        lead_timeline,
        scoring,
        timers,
    ),
    starts=start_tenant,
    copies=(copies.LEADS, copies.OPPORTUNITIES, copies.CONTRACTS, copies.PAYMENT_PLANS, scoring.SCORE_MODELS),
    facts=(
        facts.AccountAssigned,
        facts.ContactKeysChanged,
        facts.AccountRefused,
        facts.InteractionLogged,
        facts.InteractionThin,
        facts.InteractionMended,
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
    handed_over=(
        HandedOver(Account, true(), name=a.name, account_id=a.id, carry=pools.owner_changed),
        Following(tables.care_date, true(), d.title, "account", d.account_id, account_id=d.account_id),
    ),
    constraints={
        "account_credit_code_key": lambda: already_exists("CREDIT_CODE_TAKEN", "Another account has this credit code already."),
    },
)

if __name__ == "__main__":
    main(SERVICE)
