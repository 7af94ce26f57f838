"""docs/security.md has a line for every requirement, and names tests that there are."""

import re

import pytest

from tools.install import ROOT

PAGE = (ROOT / "docs" / "security.md").read_text()
# How many requirements of levels 1 and 2 each section of ASVS 5.0.0 begins with; those of level 3 come last in every one.
SECTIONS = {
    "1.1": 2,
    "1.2": 9,
    "1.3": 11,
    "1.4": 3,
    "1.5": 2,
    "2.1": 3,
    "2.2": 3,
    "2.3": 4,
    "2.4": 1,
    "3.2": 2,
    "3.3": 4,
    "3.4": 6,
    "3.5": 5,
    "3.7": 2,
    "4.1": 3,
    "4.2": 1,
    "4.3": 2,
    "4.4": 4,
    "5.1": 1,
    "5.2": 3,
    "5.3": 2,
    "5.4": 3,
    "6.1": 3,
    "6.2": 12,
    "6.3": 4,
    "6.4": 4,
    "6.5": 5,
    "6.6": 3,
    "6.8": 4,
    "7.1": 3,
    "7.2": 4,
    "7.3": 2,
    "7.4": 5,
    "7.5": 2,
    "7.6": 2,
    "8.1": 2,
    "8.2": 3,
    "8.3": 1,
    "8.4": 1,
    "9.1": 3,
    "9.2": 4,
    "10.1": 2,
    "10.2": 2,
    "10.3": 4,
    "10.4": 11,
    "10.5": 5,
    "10.6": 2,
    "10.7": 3,
    "11.1": 2,
    "11.2": 3,
    "11.3": 3,
    "11.4": 4,
    "11.5": 1,
    "11.6": 1,
    "12.1": 3,
    "12.2": 2,
    "12.3": 4,
    "13.1": 1,
    "13.2": 5,
    "13.3": 2,
    "13.4": 5,
    "14.1": 2,
    "14.2": 4,
    "14.3": 3,
    "15.1": 3,
    "15.2": 3,
    "15.3": 7,
    "16.1": 1,
    "16.2": 5,
    "16.3": 4,
    "16.4": 3,
    "16.5": 3,
    "17.1": 1,
    "17.2": 4,
    "17.3": 2,
}
# A context that is only handed on is listed where it is made.
USES = re.compile(r"^\s*(?!from ssl import SSLContext$)(from|import) (cryptography|argon2|hmac|ssl)\b", re.MULTILINE)
LINES = re.findall(r"^\| (\d+\.\d+\.\d+) \| (.+?) \| (met|not applicable|open): (.+) \|$", PAGE, re.MULTILINE)


def test_every_requirement_has_one_line_in_its_place() -> None:
    assert [number for number, *_ in LINES] == [f"{section}.{one}" for section, last in SECTIONS.items() for one in range(1, last + 1)]


def test_what_is_met_names_a_test_and_what_is_not_says_why() -> None:
    for number, _, state, why in LINES:
        assert why.startswith("`tests/") if state == "met" else len(why) > 10, number


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`(tests/[^`]+)`", PAGE))))
def test_the_tests_that_are_named_exist(path: str) -> None:
    assert re.search(r"^\s*(async )?def test_", (ROOT / path).read_text(), re.MULTILINE)


def test_the_counts_are_those_of_the_lines() -> None:
    states = [state for _, _, state, _ in LINES]
    told = re.search(r"(\d+) are met, (\d+) not applicable, (\d+) open", PAGE)
    assert told is not None
    assert [int(count) for count in told.groups()] == [states.count(state) for state in ("met", "not applicable", "open")]


def test_all_that_encrypts_signs_or_compares_secrets_is_in_the_inventory() -> None:
    files = [
        file for folder in ("chassis", "gateway", "services") for file in (ROOT / folder).rglob("*.py") if "node_modules" not in file.parts
    ]
    uses = {str(file.relative_to(ROOT)) for file in files if USES.search(file.read_text())}
    listed = set(re.findall(r"`((?:chassis|gateway|services)/[\w/]+\.py)`", PAGE.partition("## Cryptography in use")[2]))
    assert uses <= listed
    assert all((ROOT / path).is_file() for path in listed)
