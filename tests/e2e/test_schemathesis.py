"""Every operation of the description is asked for what it allows and for what it forbids. The answer is never a failure of the product,
and always has the form that the description announces.

SCHEMATHESIS_SEED=<number> replays what a run printed.
"""

import asyncio
import os
import secrets
import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from random import Random
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.core.result import Ok
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.support.world import Company, Person, World

# Seconds of asking beyond the first round.
LONG = 900.0
# Of one operation, in each round: what is allowed, and what is not.
CASES = {GenerationMode.POSITIVE: 2, GenerationMode.NEGATIVE: 1}
# Who together may do everything.
ROLES = ("operations", "sales_manager", "commercial", "cashier", "receivables_accountant", "finance_manager", "auditor")
# They would sign everybody out, take the tester's own rights away, or never end.
LEFT_OUT = {"deleteSession", "disableUser", "changePassword", "streamLiveUpdates"}
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]

Known = Mapping[str, str]


@pytest.mark.timeout(LONG + 600)
async def test_no_request_makes_the_product_fail_or_answer_otherwise_than_described(earth: World, proving: bool) -> None:
    number = int(os.environ.get("SCHEMATHESIS_SEED") or (secrets.randbelow(10**6) if proving else 20251201))
    print(f"SCHEMATHESIS_SEED={number}")  # noqa: T201 - pytest shows it with a failure
    company = await earth.company()
    colleagues = {role: await company.person(role) for role in ROLES}
    description = await company.admin.get("/openapi.json")
    known = await some_of_everything(company, colleagues)
    inquiry = Inquiry(earth.address, description, [company.admin, *colleagues.values()], known, number)
    await asyncio.to_thread(inquiry.go_round, LONG if proving else 0)
    assert not inquiry.found, "\n\n".join(inquiry.found.values())


async def some_of_everything(company: Company, people: Mapping[str, Person]) -> Known:
    """Ids of records that exist, by the name of the path's variable: what is random is never there."""
    account = await people["operations"].post("/v1/accounts", {"name": "杭州为民机械有限公司"})
    contact = await people["operations"].post("/v1/contacts", {"accountId": account["id"], "name": "老王"})
    await company.world.settle()
    opportunity = await people["operations"].post("/v1/opportunities", {"name": "三号产线", "accountId": account["id"]})
    contract = await people["commercial"].post(
        "/v1/contracts",
        {
            "name": "三号产线",
            "accountId": account["id"],
            "currency": "CNY",
            "lines": [{"description": "灌装线", "unitPrice": "100000", "taxRate": "13"}],
            "terms": {"template": "30/60/10"},
        },
    )
    receipt = await people["cashier"].post(
        "/v1/receipts",
        {
            "legalEntityId": company.legal_entity_id,
            "customerId": account["id"],
            "tender": "TENDER_BANK",
            "amount": {"currencyCode": "CNY", "amount": "100.00"},
            "receivedDate": "2025-12-01",
        },
    )
    return {
        "account_id": account["id"],
        "contact_id": contact["id"],
        "opportunity_id": opportunity["id"],
        "contract_id": contract["id"],
        "receipt_id": receipt["id"],
        "legal_entity_id": company.legal_entity_id,
    }


class Inquiry:
    """Asks every operation, a few times each, in rounds: one, and more until the time is up. `found` is the first complaint about each."""

    def __init__(self, address: str, description: dict[str, Any], people: Sequence[Person], known: Known, number: int) -> None:
        self._address, self._schema = address, schemathesis.openapi.from_dict(description)
        self._people = [{"authorization": person.client.headers["authorization"]} for person in people]
        self._session = requests.Session()
        self._known, self._number = known, number
        self.found: dict[str, str] = {}

    def go_round(self, seconds: float) -> None:
        ends = time.monotonic() + seconds
        for number in count(self._number):
            for operation in self._operations():
                if number > self._number and time.monotonic() > ends:
                    return
                for mode, cases in CASES.items():
                    self._ask(operation, mode, cases, number)

    def _operations(self) -> Iterator[APIOperation[Any, Any, Any, Any]]:
        for result in self._schema.get_all_operations():
            assert isinstance(result, Ok), result
            operation = result.ok()
            if operation.definition.raw["operationId"] not in LEFT_OUT:
                yield operation

    def _ask(self, operation: APIOperation[Any, Any, Any, Any], mode: GenerationMode, cases: int, number: int) -> None:
        if operation.label in self.found:
            return

        @seed(number)
        @settings(
            max_examples=cases,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(operation.as_strategy(generation_mode=mode), st.randoms(use_true_random=False))
        def ask(case: Case[Any], chance: Random) -> None:
            for name in self._known.keys() & case.path_parameters.keys():
                if chance.random() < 0.7:
                    case.path_parameters[name] = self._known[name]
            for headers in self._people:
                response = case.call(self._address, session=self._session, headers=headers)
                try:
                    case.validate_response(response, headers=headers, checks=CHECKS)
                except (FailureGroup, Failure) as failure:
                    what = [str(each) for each in getattr(failure, "exceptions", [failure])]
                    asked = f"{case.as_curl_command(headers=headers)[:2000]}\n-> {response.status_code} {response.text[:1000]}"
                    raise Complaint("\n".join([operation.label, *what, asked])) from failure
                if response.status_code != 403:
                    return

        try:
            ask()
        except Complaint as complaint:
            self.found[operation.label] = str(complaint)
        except Unsatisfiable:
            return  # nothing that is wrong can be asked of it


class Complaint(AssertionError):
    """What is wrong with an answer, and the request that it came to."""
