"""The description is what is served, and can be read by people without anything from elsewhere."""

import re
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import pytest
from google.protobuf.descriptor import MethodDescriptor
from openapi_spec_validator import validate

from edge.members import all_members, services_of
from tests.support.edge import Door

pytestmark = pytest.mark.capability("S-16")
# What is no RPC.
BY_HAND = {
    *("GetAttachmentContent", "GetExportContent", "GetImportRejectedRows", "ListImportFields"),
    *("SearchAll", "StreamLiveUpdates"),
    *("GetAccountStatementContent", "DownloadSharedStatement", "SendStatementScan"),
}
VERBS = {"get", "put", "post", "patch", "delete"}


@pytest.fixture
async def document(edge: Door) -> dict[str, Any]:
    response = await edge.client.get("/openapi.json", headers={"authorization": ""})
    assert response.headers["content-type"] == "application/json"
    found: dict[str, Any] = response.json()
    return found


async def test_it_is_valid_openapi(document: dict[str, Any]) -> None:
    assert document["openapi"] == "3.1.0"
    validate(document)


async def test_it_has_every_url_once_and_every_operation_by_name(document: dict[str, Any]) -> None:
    shapes = [re.sub(r"\{\w+\}", "{}", path) for path in document["paths"]]
    assert len(shapes) == len(set(shapes))
    operations = [item[verb] for item in document["paths"].values() for verb in VERBS & item.keys()]
    names = [operation["operationId"] for operation in operations]
    assert len(names) == len(set(names))
    rpcs = {name for member in all_members() for service in services_of(member) for method in service.methods for name in _names(method)}
    assert {name[0].upper() + name[1:] for name in names} - rpcs == BY_HAND


def _names(method: MethodDescriptor) -> tuple[str, str]:
    """Its own, and that of the service with it where several services have an RPC of its name."""
    return method.name, f"{method.containing_service.name}{method.name}"


async def test_every_operation_says_what_it_does_what_it_demands_and_how_it_fails(document: dict[str, Any]) -> None:
    for path, item in document["paths"].items():
        for verb in VERBS & item.keys():
            operation = item[verb]
            assert operation["summary"], path
            assert {"400", "401", "429", "503", "504", "default"} <= operation["responses"].keys(), path
            assert ("403" in operation["responses"]) is (operation.get("security") != []), path


async def test_comments_of_the_proto_files_are_its_words(document: dict[str, Any]) -> None:
    account = document["components"]["schemas"]["accounts.Account"]
    assert account["description"] == "A company that buys or may buy."
    assert account["properties"]["creditCode"]["description"] == "统一社会信用代码, 18 characters."
    assert document["paths"]["/v1/accounts"]["get"]["summary"] == "Lists the accounts that the caller may see"
    assert "`account.read`" in document["paths"]["/v1/accounts"]["get"]["description"]


async def test_money_is_described_as_people_write_it(document: dict[str, Any]) -> None:
    money = document["components"]["schemas"]["common.Money"]
    assert money["examples"] == [{"currencyCode": "CNY", "amount": "300000.01"}]
    assert money["required"] == ["currencyCode", "amount"]


async def test_what_is_sent_is_closed_and_what_comes_back_is_complete(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    assert schemas["accounts.AccountInput"]["required"] == ["name"]
    assert schemas["accounts.AccountInput"]["additionalProperties"] is False
    assert "required" not in schemas["accounts.AccountPatch"]
    assert {"id", "name", "tags", "etag"} <= set(schemas["accounts.Account"]["required"])
    assert "annualRevenue" not in schemas["accounts.Account"]["required"]
    assert schemas["accounts.AccountInput"]["properties"]["number"]["readOnly"] is True
    assert "password" not in schemas["identity.User"]["properties"]
    assert schemas["identity.UserInput"]["properties"]["password"]["writeOnly"] is True


async def test_internal_rpcs_are_not_told_of(document: dict[str, Any]) -> None:
    assert "identity.Caller" not in document["components"]["schemas"]


async def test_the_page_needs_nothing_from_elsewhere(edge: Door) -> None:
    page = await edge.client.get("/docs", headers={"authorization": ""})
    assert page.status_code == 200
    assert page.headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert "unsafe" not in page.headers["content-security-policy"]
    links = re.findall(r'(?:src|href)="(/[^"#]*)"', page.text)
    assert {"/docs/docs.css", "/docs/docs.js", "/openapi.json"} <= set(links)
    for link in links:
        assert (await edge.client.get(link)).status_code == 200, link
    for file in filter(Traversable.is_file, (files("edge") / "static").iterdir()):
        assert not re.search(r"https?://", file.read_text()), file.name
        assert not re.search(r"<script>|<style|\son\w+=", file.read_text()), file.name


async def test_what_the_browser_has_is_not_sent_again(edge: Door) -> None:
    etag = (await edge.client.get("/openapi.json")).headers["etag"]
    again = await edge.client.get("/openapi.json", headers={"if-none-match": etag})
    assert again.status_code == 304
    assert again.content == b""


async def test_who_takes_it_compressed_gets_it_so(edge: Door) -> None:
    small = await edge.client.get("/openapi.json", headers={"accept-encoding": "gzip"})
    whole = await edge.client.get("/openapi.json", headers={"accept-encoding": "identity"})
    assert small.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in whole.headers
    assert small.json() == whole.json()
    assert int(small.headers["content-length"]) < int(whole.headers["content-length"]) / 5
