"""A form on a company's own web page, from another origin, without any sign-in."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import pytest_asyncio

from tests.support.servers import Servers
from tests.support.world import Company, World, world

PAGE = "https://www.example.com/contact?from=banner"
ORIGIN = {"origin": "https://www.example.com"}
FIELDS = [
    {"key": "who", "target": "FORM_FIELD_TARGET_NAME", "label": "姓名", "required": True},
    {"key": "company", "target": "FORM_FIELD_TARGET_COMPANY_NAME", "label": "公司"},
    {"key": "tel", "target": "FORM_FIELD_TARGET_PHONE", "label": "电话", "required": True},
    {"key": "machines", "label": "设备数量"},
]
ANSWER = {"who": "王敏", "company": "青禾农机有限公司", "tel": "13800000001", "machines": "3 台"}
pytestmark = pytest.mark.capability("L-01", "L-02", "L-05", "L-08", "L-09")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def town(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    async with world(servers, tmp_path_factory.mktemp("attachments"), ("identity", "accounts", "leads")) as started:
        yield started
        await started.nothing_failed()


class Page:
    """The web page that posts the form."""

    def __init__(self, client: httpx.AsyncClient, form: dict[str, Any]) -> None:
        self.client, self.form = client, form

    @property
    def path(self) -> str:
        return f"/v1/forms/{self.form['id']}/submissions"

    async def submit(self, fields: dict[str, str] | None = None, *, key: str = "", headers: Any = None, **more: Any) -> httpx.Response:
        body = {"formKey": self.form["formKey"], "fields": ANSWER if fields is None else fields, "consent": True, "pageUrl": PAGE, **more}
        sent = {**ORIGIN, **(headers or {}), **({"idempotency-key": key} if key else {})}
        return await self.client.post(self.path, json=body, headers=sent)


async def page(town: World, company: Company, **fields: Any) -> Page:
    marketing = await company.person("marketing")
    sources = (await marketing.get("/v1/sources"))["sources"]
    website = next(source["id"] for source in sources if source["name"] == "官网")
    form = {"name": "官网咨询", "sourceId": website, "fields": FIELDS, "consentText": "同意联系我", "botField": "website", **fields}
    return Page(await town.client(), await marketing.post("/v1/captureForms", form))


async def test_a_submission_becomes_one_lead_with_its_source_and_what_was_asked(town: World) -> None:
    company = await town.company()
    form = await page(town, company, thanks="我们会尽快联系您")
    first = await form.submit(key="once", utmSource="newsletter")
    assert first.status_code == 200, first.text
    assert first.json()["thanks"] == "我们会尽快联系您"
    # The same again, because the answer was lost on the way: nothing more comes of it.
    assert (await form.submit(key="once", utmSource="newsletter")).json() == first.json()
    manager = await company.person("operations")
    leads = (await manager.get("/v1/leads"))["leads"]
    assert [(lead["name"], lead["companyName"], lead["need"]) for lead in leads] == [("王敏", "青禾农机有限公司", "设备数量: 3 台")]
    assert leads[0]["sourceId"] == form.form["sourceId"]
    assert "13800000001" not in first.text
    submissions = (await manager.get(f"/v1/captureForms/{form.form['id']}/submissions"))["submissions"]
    assert [(one["outcome"], one["leadId"], one["consentText"], one["pageUrl"]) for one in submissions] == [
        ("FORM_SUBMISSION_OUTCOME_CAPTURED", leads[0]["id"], "同意联系我", "https://www.example.com/contact")
    ]


async def test_who_asks_again_is_a_touch_and_hears_the_same_thanks(town: World) -> None:
    company = await town.company()
    form = await page(town, company)
    first, again = await form.submit(), await form.submit({**ANSWER, "machines": "5 台"})
    assert first.json().keys() == again.json().keys()
    manager = await company.person("operations")
    assert len((await manager.get("/v1/leads"))["leads"]) == 1
    outcomes = [one["outcome"] for one in (await manager.get(f"/v1/captureForms/{form.form['id']}/submissions"))["submissions"]]
    assert sorted(outcomes) == ["FORM_SUBMISSION_OUTCOME_CAPTURED", "FORM_SUBMISSION_OUTCOME_KNOWN"]


async def test_a_program_that_fills_the_trap_hears_thanks_and_leaves_no_lead(town: World) -> None:
    company = await town.company()
    form = await page(town, company)
    assert (await form.submit({**ANSWER, "website": "https://spam.example"})).status_code == 200
    manager = await company.person("operations")
    assert (await manager.get("/v1/leads"))["leads"] == []


async def test_what_cannot_be_taken_is_refused_with_the_field_that_the_page_knows(town: World) -> None:
    company = await town.company()
    form = await page(town, company, allowedHosts=["www.example.com"])

    async def refused(status: int, reason: str, pointer: str = "", **given: Any) -> None:
        answer = await form.submit(**given)
        assert (answer.status_code, answer.json()["reason"]) == (status, reason), answer.text
        if pointer:
            assert answer.json()["errors"][0]["pointer"] == pointer
        # The page of another site must be able to read why.
        assert answer.headers["access-control-allow-origin"] == "*"

    await refused(400, "MISSING_FIELD", "/fields/who", fields={"tel": "13800000001"})
    await refused(400, "FIELD_UNKNOWN", "/fields/age", fields={**ANSWER, "age": "7"})
    await refused(400, "CONSENT_MISSING", "/consent", consent=False)
    await refused(403, "ORIGIN_FOREIGN", headers={"origin": "https://evil.example"})
    await refused(403, "FORM_UNKNOWN", formKey="nonsense")
    another = await page(town, await town.company())
    await refused(403, "FORM_UNKNOWN", formKey=another.form["formKey"])
    phone = await form.submit({**ANSWER, "tel": "not a phone"})
    assert phone.status_code == 400
    assert phone.json()["errors"][0]["pointer"] == "/fields/tel"


async def test_browsers_may_ask_first_and_only_for_forms(town: World) -> None:
    company = await town.company()
    form = await page(town, company)
    asked = await form.client.options(form.path, headers={**ORIGIN, "access-control-request-method": "POST"})
    assert (asked.status_code, asked.headers["access-control-allow-methods"]) == (204, "POST")
    assert asked.headers["access-control-allow-origin"] == "*"
    elsewhere = await form.client.options("/v1/accounts", headers={**ORIGIN, "access-control-request-method": "POST"})
    assert "access-control-allow-origin" not in elsewhere.headers


async def test_a_form_takes_so_much_a_day_and_no_more(town: World) -> None:
    company = await town.company()
    form = await page(town, company, dailyLimit=1)
    assert (await form.submit()).status_code == 200
    full = await form.submit({**ANSWER, "tel": "13800000002"})
    assert (full.status_code, full.json()["reason"]) == (409, "FORM_LIMIT_REACHED")
