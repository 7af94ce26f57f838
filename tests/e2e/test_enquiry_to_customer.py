"""Story 1 of nobody is forgotten: a submitted form becomes one lead, and somebody always has to do something about it."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from notifier.channels.outside import Policy
from tests.support.certificates import Certificates
from tests.support.servers import Servers
from tests.support.smtp_server import PASSWORD as MAIL_PASSWORD
from tests.support.smtp_server import USER, MailServer, mail_server
from tests.support.world import START, Company, Person, World, world

FIELDS = [
    {"key": "who", "target": "FORM_FIELD_TARGET_NAME", "label": "姓名", "required": True},
    {"key": "company", "target": "FORM_FIELD_TARGET_COMPANY_NAME", "label": "公司"},
    {"key": "region", "target": "FORM_FIELD_TARGET_REGION", "label": "地区"},
    {"key": "tel", "target": "FORM_FIELD_TARGET_PHONE", "label": "电话", "required": True},
]
ANSWER = {"who": "王敏", "company": "青禾农机有限公司", "region": "江苏省苏州市", "tel": "13800000001"}


@pytest_asyncio.fixture(loop_scope="module")
async def post(tmp_path: Path) -> AsyncIterator[tuple[MailServer, Certificates]]:
    certificates = Certificates(tmp_path)
    async with mail_server(certificates.server()) as server:
        yield server, certificates


@pytest_asyncio.fixture(loop_scope="module")
async def earth(servers: Servers, tmp_path: Path, post: tuple[MailServer, Certificates]) -> AsyncIterator[World]:
    server, certificates = post
    outside = Policy(public_url="https://crm.example", ca_file=certificates.ca_file, allowed=frozenset({f"127.0.0.1:{server.port}"}))
    async with world(servers, tmp_path, extras={"notifier": {"outside": outside}}) as started:
        yield started
        await started.nothing_failed()


class Sales:
    """A team with a manager, two representatives and the rule that gives them leads of their region."""

    def __init__(self, company: Company, mail: MailServer) -> None:
        self.company, self.mail = company, mail

    async def begin(self) -> "Sales":
        company = self.company
        team = await company.team("华东销售部")
        self.manager = await company.newcomer("sales_manager", "王经理", team_id=team)
        await company.admin.patch(f"/v1/teams/{team}", {"managerId": self.manager.id})
        self.rep = await company.newcomer("sales", "张三", team_id=team)
        self.other = await company.newcomer("sales", "李四", team_id=team)
        self.marketing = await company.newcomer("marketing")
        self.operations = await company.person("operations")
        territory = {"region": "江苏", "personIds": [self.rep.id]}
        rule = {"name": "江苏归张三", "method": "ASSIGNMENT_METHOD_TERRITORY", "territories": [territory]}
        await self.operations.post("/v1/assignmentRules", rule)
        channel = {
            "name": "邮件",
            "kind": "CHANNEL_KIND_MAIL",
            "mailHost": "127.0.0.1",
            "mailPort": self.mail.port,
            "mailUser": USER,
            "secret": MAIL_PASSWORD,
            "fromAddress": USER,
            "fromName": "到账",
        }
        await company.admin.post("/v1/channels", channel)
        sources = (await self.marketing.get("/v1/sources"))["sources"]
        website = next(source["id"] for source in sources if source["name"] == "官网")
        form = {"name": "官网咨询", "sourceId": website, "fields": FIELDS, "consentText": "同意联系我"}
        self.form = await self.marketing.post("/v1/captureForms", form)
        await company.world.settle()
        await company.facts()
        return self

    async def submit(self, key: str) -> None:
        anonymous = await self.company.world.client()
        body = {"formKey": self.form["formKey"], "fields": ANSWER, "consent": True}
        answer = await anonymous.post(f"/v1/forms/{self.form['id']}/submissions", json=body, headers={"idempotency-key": key})
        assert answer.status_code == 200, answer.text
        await self.company.world.settle()

    async def lead(self, who: Person | None = None) -> dict[str, Any]:
        (lead,) = (await (who or self.operations).get("/v1/leads"))["leads"]
        return dict(lead)

    def mails(self) -> dict[str, list[str]]:
        """Subjects by who got them, since the last look."""
        found: dict[str, list[str]] = {}
        for mail in self.mail.received:
            found.setdefault(str(mail["To"]), []).append(str(mail["Subject"]))
        self.mail.received.clear()
        return found


async def todos(who: Person) -> list[tuple[str, str]]:
    """Open to-dos: kind and title."""
    page = await who.get("/v1/todos", filter="state = OPEN")
    return [(todo["kind"], todo["title"]) for todo in page["todos"]]


async def notices(who: Person) -> list[str]:
    page = await who.get("/v1/notifications")
    return [notice["title"] for notice in page["notifications"]]


@pytest.mark.capability("L-01", "L-15", "L-16", "L-26", "L-33", "L-17", "L-18", "L-20", "L-21", "L-22", "L-27", "L-32", "N-01", "N-05")
async def test_an_enquiry_is_never_forgotten_until_it_is_a_customer(earth: World, post: tuple[MailServer, Certificates]) -> None:
    company = await earth.company()
    sales = await Sales(company, post[0]).begin()

    # A form is submitted twice by the same click: one lead, given to whom the rule names, with a to-do.
    await sales.submit("click-1")
    await sales.submit("click-1")
    await company.expect_facts("LeadCaptured", "LeadAssigned", "2 NotificationDelivered")
    lead = await sales.lead(sales.rep)
    assert (lead["ownerId"], lead["state"], lead["region"]) == (sales.rep.id, "LEAD_STATE_ASSIGNED", "江苏省苏州市")
    decision = (await sales.operations.get("/v1/assignmentDecisions"))["assignmentDecisions"][0]
    assert (decision["personId"], decision["ruleName"]) == (sales.rep.id, "江苏归张三")
    assert [kind for kind, _ in await todos(sales.rep)] == ["lead_first_follow_up"]
    assert len(sales.mails()) == 1

    # Nobody calls for 24 hours: the representative and the manager hear of it, by mail and in the product.
    await earth.advance(company, START + timedelta(hours=25))
    assert "LeadFirstFollowUpMissed" in await company.facts()
    mails = sales.mails()
    assert len(mails) == 2, mails
    assert any("首次跟进" in title for title in await notices(sales.manager))

    # The representative calls: the to-do is closed by that, the next step is one of its own, the clocks start anew.
    call = {
        "subjectType": "lead",
        "subjectId": lead["id"],
        "type": "INTERACTION_TYPE_CALL",
        "outcome": "OUTCOME_REACHED",
        "text": "与王敏通话，需要 3 台插秧机，预算 30 万元，3 月前到货，要产品资料",
        "nextStep": "发送产品资料",
    }
    await sales.rep.post("/v1/interactions", call)
    await company.expect_facts("InteractionLogged", "LeadFollowedUp")
    lead = await sales.lead()
    assert (lead["state"], lead["responseMinutes"] >= 24 * 60) == ("LEAD_STATE_CONTACTED", True)
    assert [kind for kind, _ in await todos(sales.rep)] == ["lead_follow_up"]

    # Three days of silence remind the owner, seven the manager, fifteen give the lead to the pool, announced a week before.
    await earth.advance(company, START + timedelta(days=5))
    facts = await company.facts()
    assert facts.count("LeadNeglected") == 1, facts
    await earth.advance(company, START + timedelta(days=9))
    assert (await company.facts()).count("LeadNeglected") == 1
    await earth.advance(company, START + timedelta(days=12))
    assert "LeadPoolingSoon" in await company.facts()
    await earth.advance(company, START + timedelta(days=17))
    assert "LeadPooled" in await company.facts()
    assert await todos(sales.rep) == []
    lead = await sales.lead()
    assert (lead["ownerId"], lead["state"]) == ("", "LEAD_STATE_POOLED")

    # Another representative takes it from the pool, with a first follow-up to do.
    await sales.other.post(f"/v1/leads/{lead['id']}:claim")
    await earth.settle()
    assert [kind for kind, _ in await todos(sales.other)] == ["lead_first_follow_up"]
    await sales.other.post("/v1/interactions", {**call, "text": "再次通话，王敏确认 3 台，希望下周报价，金额 30 万元", "nextStep": "报价"})
    tags = {"tags": ["预算明确"], "purchaseHorizon": "PURCHASE_HORIZON_WITHIN_WEEK"}
    assert (await sales.other.patch(f"/v1/leads/{lead['id']}", tags))["heat"] == "HEAT_HIGH"
    await sales.other.post(f"/v1/leads/{lead['id']}:qualify")
    await earth.settle()
    await company.facts()

    # Converted twice, because the first answer was lost: one customer, one contact, one opportunity.
    conversion = {"opportunityName": "青禾农机插秧机", "expectedAmount": {"currencyCode": "CNY", "amount": "300000.00"}}
    first = await sales.other.post(f"/v1/leads/{lead['id']}:convert", conversion, key="convert-1")
    again = await sales.other.post(f"/v1/leads/{lead['id']}:convert", conversion, key="convert-1")
    assert first["accountId"] == again["accountId"]
    await company.expect_facts("LeadConverted", "OpportunityOpened", "ContactKeysChanged")
    (account,) = (await sales.other.get("/v1/accounts"))["accounts"]
    (contact,) = (await sales.other.get("/v1/contacts", filter=f'account_id = "{account["id"]}"'))["contacts"]
    (opportunity,) = (await sales.other.get("/v1/opportunities"))["opportunities"]
    assert (account["name"], contact["name"], opportunity["name"]) == ("青禾农机有限公司", "王敏", "青禾农机插秧机")
    assert (await sales.other.get(f"/v1/contacts/{contact['id']}"))["phone"] == "13800000001"
    # What was said with the lead stands in the life of the customer.
    timeline = (await sales.other.get(f"/v1/accounts/{account['id']}/timeline"))["entries"]
    assert {"InteractionLogged", "LeadConverted", "OpportunityOpened"} <= {entry["kind"] for entry in timeline}

    # The result comes back to the lead, and to marketing's report of where it came from.
    won = {"wonAmount": {"currencyCode": "CNY", "amount": "280000.00"}}
    await sales.other.post(f"/v1/opportunities/{opportunity['id']}:win", won)
    await earth.settle()
    (lead,) = (await sales.operations.get("/v1/leads", filter='outcome = WON AND heat = HIGH AND tags : "预算明确"'))["leads"]
    assert lead["wonAmounts"] == [won["wonAmount"]]
    days = {"startDate": "2025-12-01", "endDate": "2025-12-31"}
    (channel,) = (await sales.marketing.get("/v1/channelReturns", **days))["rows"]
    assert (channel["name"], channel["leads"], channel["won"], channel["wonAmounts"]) == ("官网", 1, 1, [won["wonAmount"]])


@pytest.mark.capability("L-20", "L-32")
async def test_a_conversion_that_is_refused_comes_back_as_a_todo(earth: World) -> None:
    company = await earth.company()
    reps = [await company.person("sales"), await company.person("sales")]
    code, leads = "91310000MA1FL0000X", []
    for number, rep in enumerate(reps):
        body = {"name": f"赵工 {number}", "companyName": f"蓝鲸动力 {number} 厂", "phone": f"1380000001{number}"}
        leads.append((await rep.post("/v1/leads", body))["lead"]["id"])
        await rep.patch(f"/v1/leads/{leads[-1]}", {"creditCode": code})
        await rep.post(f"/v1/leads/{leads[-1]}:qualify")
    await earth.settle()
    # Both make the same company a customer at the same moment, and neither can know of the other yet.
    await asyncio.gather(*(rep.post(f"/v1/leads/{lead}:convert") for rep, lead in zip(reps, leads, strict=True)))
    await earth.settle()
    assert (await company.facts()).count("AccountRefused") == 1
    found = [(rep, await rep.get(f"/v1/leads/{lead}")) for rep, lead in zip(reps, leads, strict=True)]
    ((rep, refused),) = [each for each in found if each[1]["refusalReason"]]
    assert (refused["state"], refused["refusalReason"]) == ("LEAD_STATE_QUALIFIED", "CREDIT_CODE_TAKEN")
    assert "lead_refused" in [kind for kind, _ in await todos(rep)]
    assert (await rep.get("/v1/opportunities"))["opportunities"] == []
