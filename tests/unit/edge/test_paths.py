import pytest

from edge.paths import PathTable, Template


def table(*templates: str) -> PathTable[str]:
    paths: PathTable[str] = PathTable()
    for text in templates:
        paths.add(Template.parse(text), "GET", text)
    return paths


PATHS = table(
    "/v1/accounts",
    "/v1/accounts:batchCreate",
    "/v1/accounts/{account_id}",
    "/v1/accounts/{account_id}:archive",
    "/v1/accounts/byExternal/{system}/{external_id}",
    "/v1/accounts/{account_id}/assignments/{assignment_id}",
    "/v1/me:changePassword",
)


def found(path: str) -> tuple[str, dict[str, str]] | None:
    match = PATHS.find(path)
    return (match.methods["GET"], match.variables) if match else None


def test_a_path_finds_its_template_and_its_variables() -> None:
    assert found("/v1/accounts/7/assignments/9") == (
        "/v1/accounts/{account_id}/assignments/{assignment_id}",
        {"account_id": "7", "assignment_id": "9"},
    )


def test_a_verb_wins_over_the_plain_path() -> None:
    assert found("/v1/accounts/7:archive") == ("/v1/accounts/{account_id}:archive", {"account_id": "7"})
    assert found("/v1/accounts:batchCreate") == ("/v1/accounts:batchCreate", {})
    assert found("/v1/me:changePassword") == ("/v1/me:changePassword", {})


def test_a_literal_wins_over_a_variable() -> None:
    match = found("/v1/accounts/byExternal/erp/4711")
    assert match == ("/v1/accounts/byExternal/{system}/{external_id}", {"system": "erp", "external_id": "4711"})


def test_a_literal_that_leads_nowhere_is_tried_as_a_variable() -> None:
    assert found("/v1/accounts/byExternal") == ("/v1/accounts/{account_id}", {"account_id": "byExternal"})
    assert found("/v1/accounts/byExternal/assignments/9") is not None


def test_an_external_id_may_hold_what_separates_elsewhere() -> None:
    match = found("/v1/accounts/byExternal/erp/A%2FB%3A%20%E5%BC%A0:7")
    assert match == ("/v1/accounts/byExternal/{system}/{external_id}", {"system": "erp", "external_id": "A/B: 张:7"})


@pytest.mark.parametrize(
    "path", ["/v1/accounts/", "/v1", "/", "", "v1/accounts", "/v1//accounts", "/v1/accounts/7/", "/v1/me:other", "/v1/me"]
)
def test_what_is_nowhere_is_not_found(path: str) -> None:
    assert found(path) is None


def test_one_url_has_one_name_for_its_variable() -> None:
    paths = table("/v1/accounts/{account_id}")
    with pytest.raises(ValueError, match="one name everywhere"):
        paths.add(Template.parse("/v1/accounts/{id}"), "PATCH", "other")


def test_a_place_is_taken_once() -> None:
    paths = table("/v1/accounts")
    with pytest.raises(ValueError, match="bound twice"):
        paths.add(Template.parse("/v1/accounts"), "GET", "other")


@pytest.mark.parametrize("text", ["accounts", "/v1/{account.id}", "/v1/{a}{b}", "/v1/*", "/v1/a:b:c", "/v1/{a=*}", "/v1/"])
def test_a_template_is_literals_and_variables_only(text: str) -> None:
    with pytest.raises(ValueError, match="is not a path"):
        Template.parse(text)
