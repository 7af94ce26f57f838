"""Our own companies with their books, papers attached to records, and what is told of all this."""

import asyncio
import json
from typing import Any

import pytest

from chassis.errors import DomainError
from chassis.events import payload
from chassis.ids import new_id
from chassis.principal import Principal
from chassis.sandbox import settle
from chassis.subjects import stream_name
from crm.common.v1 import types_pb2 as common
from crm.common.v1.audit_pb2 import ListAuditEntriesRequest
from crm.common.v1.event_pb2 import Event
from crm.identity.v1 import identity_pb2 as pb
from crm.receivables.v1.events_pb2 import PeriodClosed
from tests.integration.identity.company import Company
from tests.support.running import ask, publish


@pytest.fixture
async def finance(acme: Company) -> Principal:
    return await acme.at_work(await acme.hires("财务", "finance_manager"))


async def reason(acme: Company, who: Principal, method: str, request: Any) -> str:
    with pytest.raises(DomainError) as refusal:
        await ask(acme.runtime, who, method, request)
    return refusal.value.reason


async def year(acme: Company, who: Principal, number: int = 2025) -> list[pb.FiscalPeriod]:
    entity = await acme.legal_entity()
    reply = await ask(acme.runtime, who, "CreateFiscalYear", pb.CreateFiscalYearRequest(legal_entity_id=entity.id, year=number))
    return list(reply.fiscal_periods)


async def test_a_legal_entity_has_bank_accounts_and_number_templates(acme: Company) -> None:
    entity = pb.LegalEntity(
        name="为民国际",
        functional_currency="USD",
        bank_accounts=[pb.BankAccount(bank_name="ICBC", account_number="6222")],
        number_templates=[pb.NumberTemplate(record_type="contract", template="WM-{yyyy}-{0000}")],
    )
    made = await ask(acme.runtime, acme.admin, "CreateLegalEntity", pb.CreateLegalEntityRequest(legal_entity=entity))
    assert (made.time_zone, made.calendar, made.bank_accounts[0].currency_code) == ("Asia/Shanghai", "CN", "USD")
    assert made.bank_accounts[0].id
    page = await ask(acme.runtime, acme.admin, "ListLegalEntities", pb.ListLegalEntitiesRequest(filter="functional_currency = USD"))
    assert page.legal_entities == [made]
    again = pb.UpdateLegalEntityRequest(legal_entity_id=made.id, legal_entity=made, etag=made.etag)
    assert (await ask(acme.runtime, acme.admin, "UpdateLegalEntity", again)).bank_accounts == made.bank_accounts


async def test_who_lacks_the_right_sees_the_last_digits_of_our_accounts_and_changes_none(acme: Company, finance: Principal) -> None:
    entity = await acme.legal_entity()
    account = pb.BankAccount(bank_name="中国工商银行", account_number="6222 0212 3456 7890")
    create = pb.CreateBankAccountRequest(legal_entity_id=entity.id, bank_account=account)
    made = await ask(acme.runtime, finance, "CreateBankAccount", create)
    (kept,) = made.bank_accounts
    assert (kept.account_number, kept.currency_code, kept.changed_by_id) == ("6222021234567890", "CNY", str(finance.person_id))
    seller = await acme.at_work(await acme.hires("销售", "sales"))
    listed = await ask(acme.runtime, seller, "ListLegalEntities", pb.ListLegalEntitiesRequest())
    read = await ask(acme.runtime, seller, "GetLegalEntity", pb.GetLegalEntityRequest(legal_entity_id=entity.id))
    assert {each.bank_accounts[0].account_number for each in (*listed.legal_entities, read)} == {"****7890"}
    which = {"legal_entity_id": entity.id, "bank_account_id": kept.id}
    assert (await ask(acme.runtime, finance, "GetBankAccount", pb.GetBankAccountRequest(**which))) == kept
    archive = pb.ArchiveBankAccountRequest(**which)
    assert await reason(acme, seller, "ArchiveBankAccount", archive) == "PERMISSION_DENIED"
    assert (await ask(acme.runtime, finance, "ArchiveBankAccount", archive)).bank_accounts[0].HasField("archive_time")
    assert await reason(acme, finance, "CreateBankAccount", create) == "BANK_ACCOUNT_TWICE"
    back = await ask(acme.runtime, finance, "RestoreBankAccount", pb.RestoreBankAccountRequest(**which))
    assert not back.bank_accounts[0].HasField("archive_time")
    other = pb.UpdateBankAccountRequest(**which, bank_account=pb.BankAccount(bank_name="工行", account_number="1"))
    assert await reason(acme, finance, "UpdateBankAccount", other) == "FIELD_IMMUTABLE"


async def test_the_last_legal_entity_stays(acme: Company) -> None:
    first = await acme.legal_entity()
    request = pb.ArchiveLegalEntityRequest(legal_entity_id=first.id)
    assert await reason(acme, acme.admin, "ArchiveLegalEntity", request) == "LAST_LEGAL_ENTITY"
    upsert = pb.UpsertLegalEntityRequest(system="erp", external_id="2000", legal_entity=pb.LegalEntity(name="为民国际"))
    for _ in range(2):
        await ask(acme.runtime, acme.admin, "UpsertLegalEntity", upsert)
    await ask(acme.runtime, acme.admin, "ArchiveLegalEntity", request)
    page = await ask(acme.runtime, acme.admin, "ListLegalEntities", pb.ListLegalEntitiesRequest())
    assert [entity.name for entity in page.legal_entities] == ["为民国际"]


async def test_a_fiscal_year_is_created_whole_or_not_at_all(acme: Company, finance: Principal) -> None:
    periods = await year(acme, finance)
    assert [(each.name, each.start_date, each.end_date) for each in (periods[0], periods[1], periods[11])] == [
        ("2025-01", "2025-01-01", "2025-01-31"),
        ("2025-02", "2025-02-01", "2025-02-28"),
        ("2025-12", "2025-12-01", "2025-12-31"),
    ]
    entity_id = periods[0].legal_entity_id
    for method, request in (
        ("CreateFiscalYear", pb.CreateFiscalYearRequest(legal_entity_id=entity_id, year=2024, first_month=7)),
        (
            "CreateFiscalPeriod",
            pb.CreateFiscalPeriodRequest(
                legal_entity_id=entity_id,
                fiscal_period=pb.FiscalPeriod(name="13", start_date="2025-12-31", end_date="2026-01-15"),
            ),
        ),
    ):
        assert await reason(acme, finance, method, request) == "PERIOD_OVERLAPS"
    listed = await ask(acme.runtime, finance, "ListFiscalPeriods", pb.ListFiscalPeriodsRequest(legal_entity_id=entity_id))
    assert listed.total.count == 12
    assert [each.name for each in listed.fiscal_periods][:2] == ["2025-12", "2025-11"]


async def test_two_who_create_the_same_year_at_once_create_it_once(acme: Company, finance: Principal) -> None:
    results = await asyncio.gather(*(year(acme, finance) for _ in range(4)), return_exceptions=True)
    assert sum(isinstance(result, list) for result in results) == 1
    assert {result.reason for result in results if isinstance(result, DomainError)} == {"PERIOD_OVERLAPS"}


async def test_a_period_that_receivables_closed_is_reopened_by_somebody_else_with_a_reason(acme: Company, finance: Principal) -> None:
    period = (await year(acme, finance))[0]
    which = {"legal_entity_id": period.legal_entity_id, "fiscal_period_id": period.id}
    soft = await ask(acme.runtime, finance, "SoftCloseFiscalPeriod", pb.SoftCloseFiscalPeriodRequest(**which))
    assert (soft.state, soft.closed_by_id) == (pb.FISCAL_PERIOD_STATE_SOFT_CLOSED, str(finance.person_id))
    await say_closed(acme, period, finance)
    closed = await ask(acme.runtime, finance, "GetFiscalPeriod", pb.GetFiscalPeriodRequest(**which))
    assert (closed.state, closed.closed_by_id) == (pb.FISCAL_PERIOD_STATE_CLOSED, str(finance.person_id))
    reopen = pb.ReopenFiscalPeriodRequest(**which, reason="a receipt was late")
    assert await reason(acme, acme.admin, "ReopenFiscalPeriod", reopen) == "PERMISSION_DENIED"
    assert await reason(acme, finance, "ReopenFiscalPeriod", reopen) == "MAKER_IS_CHECKER"
    second = await acme.at_work(await acme.hires("财务二", "finance_manager"))
    opened = await ask(acme.runtime, second, "ReopenFiscalPeriod", reopen)
    assert (opened.state, opened.reopen_reason) == (pb.FISCAL_PERIOD_STATE_OPEN, "a receipt was late")
    assert opened.reopened_by_id == str(second.person_id)
    elsewhere = pb.SoftCloseFiscalPeriodRequest(legal_entity_id=str(new_id()), fiscal_period_id=period.id)
    assert await reason(acme, finance, "SoftCloseFiscalPeriod", elsewhere) == "NOT_FOUND"


async def say_closed(acme: Company, period: pb.FiscalPeriod, by: Principal) -> None:
    """As receivables does once the ledger takes nothing more into the period; twice, as JetStream may."""
    fact = PeriodClosed(fiscal_period_id=period.id, legal_entity_id=period.legal_entity_id, closed_by=str(by.person_id))
    fact.known_at.GetCurrentTime()
    for _ in range(2):
        event = Event(id=str(new_id()), tenant_id=str(by.tenant_id), type=fact.DESCRIPTOR.full_name, payload=fact.SerializeToString())
        event.subject_type, event.subject_id, event.version = "period_close", period.id, 1
        event.create_time.GetCurrentTime()
        await publish(acme.runtime, "receivables", event)
    await settle([acme.runtime])


async def test_papers_are_listed_by_subject_until_they_are_archived(acme: Company, finance: Principal) -> None:
    contract = str(new_id())

    async def attach(subject_id: str, category: pb.AttachmentCategory.ValueType) -> pb.Attachment:
        attachment = pb.Attachment(subject_type="contract", subject_id=subject_id, category=category, file_name="合同.pdf")
        request = pb.CreateAttachmentRequest(
            attachment_id=str(new_id()), attachment=attachment, media_type="application/pdf", size=1234, sha256="ab" * 32
        )
        made: pb.Attachment = await ask(acme.runtime, finance, "CreateAttachment", request)
        return made

    async def names(filter: str = "") -> list[str]:
        request = pb.ListAttachmentsRequest(subject_type="contract", subject_id=contract, filter=filter)
        return [each.id for each in (await ask(acme.runtime, finance, "ListAttachments", request)).attachments]

    scan = await attach(contract, pb.ATTACHMENT_CATEGORY_CONTRACT_SCAN)
    note = await attach(contract, pb.ATTACHMENT_CATEGORY_DELIVERY_NOTE)
    await attach(str(new_id()), pb.ATTACHMENT_CATEGORY_CONTRACT_SCAN)
    assert (scan.uploaded_by_id, scan.size, scan.media_type) == (str(finance.person_id), 1234, "application/pdf")
    assert await names() == [note.id, scan.id]
    assert await names("category = CONTRACT_SCAN") == [scan.id]
    await ask(acme.runtime, finance, "ArchiveAttachment", pb.ArchiveAttachmentRequest(attachment_id=scan.id))
    assert await names() == [note.id]


@pytest.mark.capability("S-14")
async def test_the_audit_says_who_did_what_without_any_secret(acme: Company) -> None:
    user = await acme.hires("李雷", phone="13812341234")
    await ask(acme.runtime, acme.admin, "ResetPassword", pb.ResetPasswordRequest(user_id=user.id))
    await ask(acme.runtime, acme.admin, "DisableUser", pb.DisableUserRequest(user_id=user.id, reason="left"))
    request = ListAuditEntriesRequest(filter=f'subject_type = "user" AND subject_id = "{user.id}"')
    entries = (await ask(acme.runtime, acme.admin, "ListAuditEntries", request)).audit_entries
    assert [entry.method for entry in entries] == ["DisableUser", "ResetPassword", "CreateUser"]
    assert {entry.actor for entry in entries} == {acme.admin.actor}
    assert json.loads(entries[0].changes) == {"state": ["active", "disabled"]}
    assert entries[0].reason == "left"
    everything = (await ask(acme.runtime, acme.admin, "ListAuditEntries", ListAuditEntriesRequest(page_size=200))).audit_entries
    assert {"CreateTenant", "CreateSession"} <= {entry.method for entry in everything}
    assert not [entry for entry in everything if "argon2" in entry.changes or "13812341234" in entry.changes]
    clerk = await acme.at_work(await acme.hires("销售", "sales"))
    assert await reason(acme, clerk, "ListAuditEntries", ListAuditEntriesRequest()) == "PERMISSION_DENIED"


async def test_others_hear_of_people_moves_and_leavers_and_never_of_a_secret(acme: Company) -> None:
    team = await acme.team("华东")
    user = await acme.hires("李雷", phone="13812341234")
    await ask(acme.runtime, acme.admin, "UpdateUser", pb.UpdateUserRequest(user_id=user.id, user=pb.User(team_id=team.id)))
    await ask(acme.runtime, acme.admin, "CreateApiKey", pb.CreateApiKeyRequest(api_key=pb.ApiKey(name="erp")))
    await ask(acme.runtime, acme.admin, "DisableUser", pb.DisableUserRequest(user_id=user.id, reason="left"))
    await settle([acme.runtime])
    js = (await acme.runtime.connect()).jetstream()
    subscription = await js.subscribe("crm.identity.>", stream=stream_name("identity"), ordered_consumer=True)
    events: list[Event] = []
    while not events or events[-1].type != "crm.identity.v1.UserLeft":
        events.append(Event.FromString((await subscription.next_msg(5)).data))
    assert {event.type.rpartition(".")[2] for event in events if event.changed} == {"Tenant", "LegalEntity", "Role", "User", "Team"}
    facts = [event for event in events if not event.changed]
    assert [event.type.rpartition(".")[2] for event in facts] == ["MemberMoved", "UserLeft"]
    assert payload(facts[0]).team_id == team.id  # type: ignore[attr-defined]
    for event in events:
        assert b"13812341234" not in event.payload
        assert b"argon2" not in event.payload
        assert b"first password" not in event.payload


async def test_external_ids_of_teams_are_unique(acme: Company) -> None:
    ref = common.ExternalRef(system="hr", external_id="T-1")
    await ask(acme.runtime, acme.admin, "CreateTeam", pb.CreateTeamRequest(team=pb.Team(name="华东", external_refs=[ref])))
    second = pb.CreateTeamRequest(team=pb.Team(name="华西", external_refs=[ref]))
    assert await reason(acme, acme.admin, "CreateTeam", second) == "EXTERNAL_ID_TAKEN"
    upsert = pb.UpsertTeamRequest(system="hr", external_id="T-1", team=pb.Team(region="East"))
    assert (await ask(acme.runtime, acme.admin, "UpsertTeam", upsert)).name == "华东"
