"""The web app is served where it was built, and never stands in the way of the interface."""

import gzip
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from edge.site import Site
from tests.support.edge import Door, door

SCRIPT = b"export const answer = 42;" * 100


@pytest.fixture
async def edge(tmp_path: Path) -> AsyncIterator[Door]:
    app = tmp_path / "app"
    (app / "assets").mkdir(parents=True)
    (app / "index.html").write_bytes(b"<!doctype html><title>app</title>")
    (app / "assets" / "main-1a2b.js").write_bytes(SCRIPT)
    (app / "assets" / "main-1a2b.js.gz").write_bytes(gzip.compress(SCRIPT))
    (app / ".built").write_text("not for anybody")
    async with door(tmp_path / "files", site=Site.at(app)) as found:
        found.client.headers.pop("authorization")
        yield found


@pytest.mark.parametrize("path", ["/", "/today", "/customers/0198c0de-0000-7000-8000-000000000000?tab=money", "/dev/ui", "/.built"])
async def test_a_path_of_the_app_gives_the_app_to_whoever_asks(edge: Door, path: str) -> None:
    response = await edge.client.get(path)
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert response.text == "<!doctype html><title>app</title>"
    assert response.headers["cache-control"] == "no-cache"


async def test_its_page_runs_nothing_but_its_own_files(edge: Door) -> None:
    policy = (await edge.client.get("/")).headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


async def test_what_carries_its_hash_in_its_name_is_kept_for_ever_and_comes_compressed(edge: Door) -> None:
    response = await edge.client.get("/assets/main-1a2b.js", headers={"accept-encoding": "gzip"})
    assert response.headers["content-type"] == "text/javascript; charset=utf-8"
    assert "immutable" in response.headers["cache-control"]
    assert response.headers["content-encoding"] == "gzip"
    assert response.content == SCRIPT
    plain = await edge.client.get("/assets/main-1a2b.js", headers={"accept-encoding": "identity, gzip;q=0"})
    assert "content-encoding" not in plain.headers
    assert plain.content == SCRIPT


async def test_who_has_the_page_gets_it_only_once(edge: Door) -> None:
    first = await edge.client.get("/")
    again = await edge.client.get("/", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


async def test_head_tells_the_length_without_the_page(edge: Door) -> None:
    response = await edge.client.head("/today")
    assert (response.status_code, response.content) == (200, b"")
    assert response.headers["content-length"] == "33"


@pytest.mark.parametrize("path", ["/v1/nothing", "/v1", "/docs/nothing", "/assets/main-of-another-build.js"])
async def test_what_is_no_page_is_refused_as_ever(edge: Door, path: str) -> None:
    response = await edge.client.get(path)
    assert response.status_code == 404
    assert response.json()["reason"] == "PATH_UNKNOWN"


async def test_nothing_can_be_sent_to_a_page(edge: Door) -> None:
    assert (await edge.client.post("/today", json={})).status_code == 404


async def test_without_a_build_there_is_only_the_interface(tmp_path: Path) -> None:
    assert Site.at(tmp_path) is None
    async with door(tmp_path) as edge:
        assert (await edge.client.get("/today")).json()["reason"] == "PATH_UNKNOWN"
        assert (await edge.client.get("/openapi.json")).status_code == 200
