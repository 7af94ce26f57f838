"""The web app has a word in Chinese and one in English for every kind of record, list, permission and shipped role of the product.

Those of enums are demanded beside the catalogues themselves, from the description of the interface.
"""

import json
from collections.abc import Set as AbstractSet
from importlib import import_module

import pytest

from edge.members import all_members, services_of
from edge.search.sources import sources
from identity.domain.permissions import KNOWN, rpcs
from identity.domain.saved_view import RESOURCES
from identity.domain.shipped_roles import SHIPPED
from tests.contract.refusals import ROOT

LANGUAGES = ("zh-CN", "en-US")
SERVICES = ("identity", "leads", "accounts", "pipeline", "receivables", "notifier")
# An RPC that changes something begins with what it does.
READS = ("Get", "List", "Report", "Resolve", "Explain")


def types() -> set[str]:
    """What audit, search and permissions call a kind of record."""
    owned = {resource.name for name in SERVICES for resource in import_module(f"{name}.service").SERVICE.resources}
    found = sources([service for member in all_members() for service in services_of(member)])
    return owned | set(found) | {permission.partition(".")[0] for permission in KNOWN}


GROUPS: dict[str, AbstractSet[str]] = {
    "type": types(),
    "list": RESOURCES,
    "verb": {permission.partition(".")[2] for permission in KNOWN},
    "role": set(SHIPPED),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("group", GROUPS)
def test_every_name_has_a_word(language: str, group: str) -> None:
    words = json.loads((ROOT / f"gateway/web/src/i18n/{language}/words.json").read_text())
    assert GROUPS[group] - words[group].keys() == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_change_that_the_audit_names_has_a_verb(language: str) -> None:
    words = json.loads((ROOT / f"gateway/web/src/i18n/{language}/words.json").read_text())
    methods = {method.name for method, _ in rpcs()}
    silent = {name for name in methods if not name.startswith((*READS, *words["act"]))}
    assert silent == set()
