"""What an import sends: bodies, keys, batches, and how it bears with refusals. The network is played by httpx's own transport."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import pytest

from tools.api import client as clients
from tools.api.batches import batches, store
from tools.api.client import Client, Refused, key_of
from tools.api.keep import Keep
from tools.import_crm.__main__ import code_of, main
from tools.import_crm.bodies import Bodies, Ids
from tools.import_crm.book import Account, Deal
from tools.import_crm.mapping import SHIPPED, read_mapping
from tools.stack.folder import DataFolder
from tools.stack.trouble import Trouble

WON = Deal("D1", 2, "Amara Quill", "GTX Pro", "Cancity", "engaging", "won", date(2017, 1, 2), date(2017, 3, 1), Decimal("4800.50"))
OPEN = Deal("D2", 3, "Amara Quill", "GTX Pro", "", "prospecting", "open", None, None, None)


@pytest.fixture
def bodies() -> Bodies:
    ids = Ids(legal_entity="entity", sales_process="process", roles={"sales": "role"}, teams={"Ines Varga": "team"})
    ids.people["Amara Quill"], ids.accounts["Cancity"], ids.products["GTX Pro"] = "person", "account", "product"
    ids.opportunities["D1"] = "opportunity"
    return Bodies(read_mapping(SHIPPED), ids)


def test_a_won_opportunity_says_how_it_ended(bodies: Bodies) -> None:
    told = bodies.opportunity(WON)
    assert told["history"] == {
        "stage": "engaging",
        "state": "OPPORTUNITY_STATE_WON",
        "closeDate": "2017-03-01",
        "wonAmount": {"currencyCode": "USD", "amount": "4800.50"},
    }
    assert told["opportunity"]["lines"] == [{"productId": "product", "quantity": "1", "unitPrice": "4800.50"}]
    assert told["opportunity"]["externalRefs"] == [{"system": "sales-book", "type": "opportunity", "externalId": "D1"}]


def test_what_the_book_does_not_say_is_not_said(bodies: Bodies) -> None:
    told = bodies.opportunity(OPEN)
    assert not told["opportunity"].keys() & {"accountId", "openDate", "expectedAmount"}
    assert told["history"] == {"stage": "prospecting", "state": "OPPORTUNITY_STATE_OPEN"}


def test_a_contract_is_paid_half_at_signing_and_half_30_days_later(bodies: Bodies) -> None:
    told = bodies.contract(WON)
    assert told["history"] == {"state": "CONTRACT_STATE_EFFECTIVE", "effectiveDate": "2017-03-01"}
    first, second = told["contract"]["terms"]["terms"]
    assert (first["share"], first["trigger"]) == ("50", {"anchors": [{"milestoneKind": "MILESTONE_KIND_EFFECTIVE"}]})
    assert second["trigger"]["anchors"][0]["offset"] == {"amount": 30, "unit": "OFFSET_UNIT_DAYS"}


def test_a_receipt_pays_every_instalment_on_the_last_day(bodies: Bodies) -> None:
    half = {"currencyCode": "USD", "amount": "2400.25"}
    plan = {
        "contractId": "contract",
        "customerId": "account",
        "total": {"currencyCode": "USD", "amount": "4800.50"},
        "instalments": [{"id": "one", "amount": half}, {"id": "two", "amount": half}],
    }
    receipt = bodies.receipt(WON, plan)["receipt"]
    assert (receipt["amount"], receipt["receivedDate"]) == (plan["total"], "2017-03-31")
    assert receipt["allocations"] == [{"instalmentId": "one", "amount": half}, {"instalmentId": "two", "amount": half}]


def test_large_and_small_numbers_are_written_without_exponents(bodies: Bodies) -> None:
    account = Account("Isdom", 2, annual_revenue=Decimal("7.1E+9"))
    assert bodies.account(account, "")["account"]["annualRevenue"]["amount"] == "7100000000"


def test_namesakes_get_addresses_of_their_own(bodies: Bodies) -> None:
    taken: set[str] = set()
    rows = bodies.users(["Zoë Ågård", "Zoe Agard", "王伟"], "sales", {"Zoë Ågård": "Ines Varga"}, taken)
    assert [row["user"]["email"] for row in rows] == ["zoe.agard@example.com", "zoe.agard.2@example.com", "user@example.com"]
    assert [row["user"].get("teamId") for row in rows] == ["team", None, None]


def test_the_same_content_has_the_same_key() -> None:
    assert key_of("/v1/x", {"a": 1, "b": "中"}) == key_of("/v1/x", {"b": "中", "a": 1})
    assert key_of("/v1/x", {"a": 1}) != key_of("/v1/x", {"a": 2}) != key_of("/v1/y", {"a": 2})


def test_rows_are_cut_into_batches_that_the_api_takes() -> None:
    assert [len(batch) for batch in batches(range(401))] == [200, 200, 1]
    assert not list(batches([]))


# --- sending ------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    async def at_once(_: float) -> None: ...

    monkeypatch.setattr("asyncio.sleep", at_once)


def client(answer: Callable[[httpx.Request], httpx.Response]) -> Client:
    return Client(httpx.AsyncClient(transport=httpx.MockTransport(answer), base_url="http://test"))


def problem(status: int, reason: str) -> httpx.Response:
    return httpx.Response(status, json={"reason": reason, "detail": "That is not possible."})


async def test_what_passes_is_tried_again_with_the_same_key() -> None:
    answers = [httpx.Response(429, headers={"retry-after": "1"}), problem(503, "UNAVAILABLE"), httpx.Response(502, text="<html>")]
    answers += [problem(409, "CONCURRENT_CHANGE"), httpx.Response(201, json={"id": "1"})]
    keys: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        keys.append(request.headers["idempotency-key"])
        return answers.pop(0)

    assert await client(answer).post("/v1/accounts", {}, key="key") == {"id": "1"}
    assert keys == ["key"] * 5


async def test_what_is_wrong_is_not_tried_again() -> None:
    asked = 0

    def answer(_: httpx.Request) -> httpx.Response:
        nonlocal asked
        asked += 1
        return problem(400, "MALFORMED_BODY")

    with pytest.raises(Refused, match=r"POST /v1/accounts was refused with 400: That is not possible\.") as refused:
        await client(answer).post("/v1/accounts", {})
    assert (asked, refused.value.reason) == (1, "MALFORMED_BODY")


async def test_an_installation_that_is_gone_is_told_after_some_patience() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused", request=request)

    with pytest.raises(Trouble, match=r"does not answer GET /v1/me \(refused\)"):
        await client(answer).get("/v1/me")


async def test_refused_rows_are_sent_once_more_and_by_themselves() -> None:
    bodies: list[Any] = []
    keys: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        body = json.loads(request.content)
        bodies.append(body)
        keys.append(request.headers["idempotency-key"])
        refused = {"bad", "late"} if len(bodies) == 1 else {"bad"}
        verdicts = [
            {"index": index, "problem": {"reason": "NO", "detail": "It is bad.", "pointer": "/name"}}
            if row["name"] in refused
            else {"index": index, "id": row["name"]}
            for index, row in enumerate(body["requests"])
        ]
        return httpx.Response(200, json={"verdicts": verdicts[::-1]})

    verdicts = await store(client(answer), "/v1/accounts", [{"name": name} for name in ("good", "bad", "late")], historical=True)
    assert [verdict.id for verdict in verdicts] == ["good", "", "late"]
    assert (verdicts[1].reason, verdicts[1].pointer) == ("It is bad.", "/name")
    assert [row["name"] for row in bodies[1]["requests"]] == ["bad", "late"]
    assert all(body["historical"] for body in bodies)
    assert keys[0] == key_of("/v1/accounts:batchCreate", bodies[0]) != keys[1]


async def test_pages_follow_one_another_to_the_end() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        token = request.url.params["pageToken"]
        return httpx.Response(200, json={"rows": [{"id": token}], "nextPageToken": {"": "a", "a": "b", "b": ""}[token]})

    assert [row["id"] for row in await client(answer).everything("/v1/rows", "rows")] == ["", "a", "b"]


def test_waiting_is_bounded() -> None:
    pauses = [clients._pause(attempt) for attempt in range(clients.TRIES)]  # noqa: SLF001
    assert pauses == sorted(pauses)
    assert sum(pauses) < 60


# --- what is kept -------------------------------------------------------------------------------


def test_a_password_is_kept_before_it_is_used_and_read_by_its_owner_alone(tmp_path: Path) -> None:
    password = Keep.of(tmp_path / "crm").password("admin@example.com")
    assert Keep.of(tmp_path / "crm").password("admin@example.com") == password
    assert (tmp_path / "crm" / "sign-ins.json").stat().st_mode & 0o077 == 0


def test_a_file_of_sign_ins_that_is_broken_is_told(tmp_path: Path) -> None:
    (tmp_path / "sign-ins.json").write_text("{")
    with pytest.raises(Trouble, match="cannot be read"):
        Keep.of(tmp_path)


@pytest.mark.parametrize(
    ("folder", "code"),
    [("crm", "crm"), ("Sales Book (2017)", "sales-book-2017"), ("2017", "import-2017"), ("客户", "import"), ("a" * 60, "a" * 40)],
)
def test_a_company_is_called_like_the_folder(tmp_path: Path, folder: str, code: str) -> None:
    assert code_of(tmp_path / folder) == code


# --- the command --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ([], "name the folder with the CSV files: make import-crm DIR=folder"),
        (["{here}/nowhere"], "is no folder"),
        (["{here}"], "there is no installation in {here}/data; `make up` starts one"),
    ],
)
def test_what_is_missing_is_said_before_anything_is_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], complaint: str
) -> None:
    assert main(["--data", str(tmp_path / "data"), *(each.format(here=tmp_path) for each in arguments)]) == 1
    assert complaint.format(here=tmp_path) in capsys.readouterr().err


def test_an_installation_that_does_not_run_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    DataFolder(tmp_path / "data").prepare(room=0)
    assert main(["--data", str(tmp_path / "data"), str(tmp_path)]) == 1
    assert "does not run; `make up` starts it" in capsys.readouterr().err
