import orjson
import pytest

from chassis.errors import DomainError, Kind, Violation, conflict, invalid, not_found, precondition
from crm.accounts.v1 import accounts_pb2
from edge.bindings import Binding, bindings
from edge.faults import faults
from edge.problems import Fault, defect, from_domain

BINDINGS = {binding.method.name: binding for binding in bindings([accounts_pb2.DESCRIPTOR.services_by_name["Accounts"]])}


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (invalid("name", "It is missing."), 400),
        (DomainError(Kind.UNAUTHENTICATED, "SESSION_EXPIRED", "Sign in again."), 401),
        (DomainError(Kind.FORBIDDEN, "PERMISSION_DENIED", "You may not."), 403),
        (not_found("account", "7"), 404),
        (conflict("CONCURRENT_CHANGE", "Somebody was faster."), 409),
        (DomainError(Kind.EXISTS, "EXISTS", "There is one."), 409),
        (precondition("PERIOD_CLOSED", "The period is closed."), 409),
        (precondition("STALE_ETAG", "It has changed."), 412),
        (DomainError(Kind.EXHAUSTED, "TOO_MANY", "Later."), 429),
        (DomainError(Kind.UNAVAILABLE, "UNAVAILABLE", "Later."), 503),
        (DomainError(Kind.UNAVAILABLE, "DEADLINE_EXCEEDED", "Too late."), 504),
    ],
)
def test_every_refusal_has_its_status(error: DomainError, status: int) -> None:
    assert from_domain(error).status == status


def test_every_kind_of_refusal_has_a_status() -> None:
    for kind in Kind:
        assert 400 <= from_domain(DomainError(kind, "REASON", "detail")).status < 600


@pytest.mark.parametrize("kind", [Kind.EXHAUSTED, Kind.UNAVAILABLE])
def test_who_shall_come_again_is_told_when(kind: Kind) -> None:
    assert from_domain(DomainError(kind, "REASON", "detail")).headers["retry-after"] == "1"
    patient = DomainError(kind, "REASON", "detail", metadata={"retry_after": "30"})
    assert from_domain(patient).headers["retry-after"] == "30"


def test_a_problem_is_what_rfc_9457_says() -> None:
    error = DomainError(Kind.PRECONDITION, "STALE_ETAG", "It has changed.", metadata={"given": "7"})
    response = from_domain(error, [Fault("It is old.", header="If-Match")]).response("0af7651916cd43dd8448eb211c80319c")
    assert response.media_type == "application/problem+json"
    assert orjson.loads(bytes(response.body)) == {
        "type": "urn:daozhang:problem:stale-etag",
        "title": "Stale etag",
        "status": 412,
        "detail": "It has changed.",
        "reason": "STALE_ETAG",
        "metadata": {"given": "7"},
        "errors": [{"header": "If-Match", "detail": "It is old."}],
        "traceId": "0af7651916cd43dd8448eb211c80319c",
    }


def test_a_defect_tells_nothing_but_its_trace() -> None:
    assert "Traceback" not in bytes(defect().response("1").body).decode()
    assert defect().status == 500


def located(binding: Binding, field: str) -> Fault:
    return faults(binding, [Violation(field, "It is wrong.")])[0]


@pytest.mark.parametrize(
    ("rpc", "field", "pointer"),
    [
        ("CreateAccount", "account.credit_code", "/creditCode"),
        ("CreateAccount", "account.invoice_profile.tax_number", "/invoiceProfile/taxNumber"),
        ("CreateAccount", "account.custom.key_1.decimal", "/custom/key_1/decimal"),
        ("CreateAccount", "account.annual_revenue.amount", "/annualRevenue/amount"),
        ("CreateAccount", "account", ""),
        ("UpdateAccount", "account.external_refs.2.system", "/externalRefs/2/system"),
        ("BatchCreateAccounts", "requests.3.account.name", "/requests/3/account/name"),
        ("CreateAccount", "/creditCode", "/creditCode"),
        ("CreateAccount", "", ""),
    ],
)
def test_a_wrong_field_is_pointed_at_in_the_body_as_it_was_sent(rpc: str, field: str, pointer: str) -> None:
    assert located(BINDINGS[rpc], field) == Fault("It is wrong.", pointer=pointer)


@pytest.mark.parametrize(
    ("rpc", "field", "parameter"),
    [
        ("GetAccount", "account_id", "account_id"),
        ("ListAccounts", "page_token", "pageToken"),
        ("ListAccounts", "orderBy", "orderBy"),
        ("UpsertAccount", "external_id", "external_id"),
        ("UpsertAccount", "company_code", "companyCode"),
        ("UpdateAccount", "update_mask", "updateMask"),
    ],
)
def test_a_wrong_parameter_is_named(rpc: str, field: str, parameter: str) -> None:
    assert located(BINDINGS[rpc], field) == Fault("It is wrong.", parameter=parameter)


def test_a_wrong_etag_is_the_headers_fault() -> None:
    assert located(BINDINGS["UpdateAccount"], "etag") == Fault("It is wrong.", header="If-Match")
