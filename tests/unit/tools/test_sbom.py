"""The list of what the product is made from is whole, or it is refused."""

import json
from typing import Any

import pytest

from tools.install import LOCK
from tools.sbom import WEB_LOCK, complaints, of_python, python_lock, web_lock


def listed(*names: str, **more: object) -> str:
    components = [{"type": "library", "name": name, "version": "1.0"} for name in names]
    return json.dumps({"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "components": components, **more})


@pytest.mark.long
def test_the_list_of_python_packages_has_every_one_of_the_lock() -> None:
    assert complaints(of_python(), python_lock(LOCK.read_text())) == []


def test_what_is_missing_or_too_much_is_named() -> None:
    wanted = {("asyncpg", "1.0"), ("nats-py", "1.0")}
    assert complaints(listed("asyncpg", "nats-py"), wanted) == []
    assert complaints(listed("asyncpg", "left-pad"), wanted) == ["nats-py 1.0 is missing", "left-pad 1.0 is in no lock"]


@pytest.mark.parametrize("text", ["no JSON", "{}", listed(specVersion="0.1"), listed(serialNumber="not one")])
def test_what_is_not_well_formed_is_refused(text: str) -> None:
    (complaint,) = complaints(text, set())
    assert complaint.startswith("is no CycloneDX")


def test_a_lock_is_read_with_its_markers_and_its_nested_packages() -> None:
    assert python_lock("tomli==2.0 ; python_version < '3.11' \\\n    --hash=sha256:0\n    # via uv\n") == {("tomli", "2.0")}
    nested: dict[str, Any] = {"": {}, "node_modules/a": {"version": "1"}, "node_modules/a/node_modules/@b/c": {"version": "2"}}
    assert web_lock({"packages": nested}) == {("a", "1"), ("@b/c", "2")}
    assert ("react", "19.3.1") in web_lock(json.loads(WEB_LOCK.read_text()))
