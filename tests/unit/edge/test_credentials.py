import pytest
from starlette.requests import Request

from edge.credentials import Credential, credential_of, refuse_foreign_origin
from edge.problems import Problem


def request(method: str = "POST", **headers: str) -> Request:
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "method": method, "path": "/", "query_string": b"", "headers": raw})


def test_a_key_and_a_token_are_told_apart() -> None:
    key = credential_of(request(authorization="Bearer dzk_abc"), "session")
    token = credential_of(request(authorization="bearer  dzs_abc"), "session")
    assert key == Credential("dzk_abc")
    assert token == Credential("dzs_abc")
    assert [Credential("dzk_abc").is_api_key, Credential("dzs_abc").is_api_key] == [True, False]


def test_the_header_wins_over_the_cookie() -> None:
    found = credential_of(request(authorization="Bearer dzk_abc", cookie="session=dzs_def"), "session")
    assert found is not None
    assert found.secret == "dzk_abc"


def test_the_cookie_of_another_name_is_nobodys() -> None:
    assert credential_of(request(cookie="session=dzs_def"), "__Host-session") is None


@pytest.mark.parametrize("header", ["Basic YTpi", "Bearer", "Bearer sk_live", "dzk_abc"])
def test_a_header_that_is_no_credential_is_refused_not_ignored(header: str) -> None:
    with pytest.raises(Problem) as refused:
        credential_of(request(authorization=header, cookie="session=dzs_def"), "session")
    assert refused.value.status == 401
    assert refused.value.headers["www-authenticate"] == "Bearer"


def test_a_credential_is_not_shown_by_its_digest() -> None:
    found = credential_of(request(authorization="Bearer dzk_abc"), "session")
    assert found is not None
    assert "abc" not in found.digest


@pytest.mark.parametrize(
    "headers",
    [
        {"sec_fetch_site": "same-origin", "origin": "https://crm.example", "host": "crm.example"},
        {"sec_fetch_site": "none"},
        {"origin": "https://crm.example", "host": "crm.example"},
        {"origin": "http://127.0.0.1:8080", "host": "127.0.0.1:8080"},
        {},
    ],
)
def test_our_own_pages_and_programs_may_act_by_cookie(headers: dict[str, str]) -> None:
    refuse_foreign_origin(request(**headers))


@pytest.mark.parametrize(
    "headers",
    [
        {"sec_fetch_site": "cross-site", "host": "crm.example"},
        {"sec_fetch_site": "same-site", "origin": "https://crm.example", "host": "crm.example"},
        {"origin": "https://evil.example", "host": "crm.example"},
        {"origin": "null", "host": "crm.example"},
        {"origin": "https://crm.example:8443", "host": "crm.example"},
    ],
)
def test_pages_of_others_may_not(headers: dict[str, str]) -> None:
    with pytest.raises(Problem) as refused:
        refuse_foreign_origin(request(**headers))
    assert refused.value.reason == "ORIGIN_FOREIGN"


def test_reading_is_left_to_the_browsers_own_rules() -> None:
    refuse_foreign_origin(request("GET", sec_fetch_site="cross-site"))
