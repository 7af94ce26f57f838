"""An audit that could not be made is told from one that found nothing."""

import pytest

from tools.audit import CLEAN, HOLES, UNKNOWN, Verdict, python_verdict, said, web_verdict, worst

MENDED = {"name": "jinja2", "version": "3.1.6", "vulns": []}
HOLED = {"name": "pyyaml", "version": "5.3", "vulns": [{"id": "PYSEC-2021-142", "fix_versions": ["5.4"], "aliases": ["CVE-2020-14343"]}]}
SKIPPED = {"name": "pyyaml", "skip_reason": "Dependency not found on PyPI and could not be audited: pyyaml (5.3)"}
PROTOTYPE = {"title": "Prototype pollution", "severity": "critical", "url": "https://example.com/1"}


def test_a_package_without_holes_is_clean() -> None:
    assert python_verdict({"dependencies": [MENDED], "fixes": []}).status == CLEAN
    assert web_verdict({"vulnerabilities": {}, "metadata": {}}).status == CLEAN


def test_a_hole_is_told_with_the_version_that_mends_it() -> None:
    verdict = python_verdict({"dependencies": [MENDED, HOLED], "fixes": []})
    assert verdict.status == HOLES
    assert verdict.holes == ("pyyaml 5.3: PYSEC-2021-142, mended in 5.4",)


def test_what_the_registry_does_not_know_was_not_audited_whatever_the_tool_says() -> None:
    verdict = python_verdict({"dependencies": [MENDED, SKIPPED], "fixes": []})
    assert verdict.status == UNKNOWN
    assert said("requirements.lock", verdict) == [f"requirements.lock WAS NOT AUDITED. {SKIPPED['skip_reason']}"]


def test_a_package_of_the_web_app_is_named_where_its_own_code_has_the_hole() -> None:
    holes = {
        "minimist": {"range": "<0.2.1", "via": [PROTOTYPE]},
        "mkdirp": {"range": "0.4.1 - 0.5.1", "via": ["minimist"]},
    }
    assert web_verdict({"vulnerabilities": holes}).holes == ("minimist <0.2.1: Prototype pollution (critical)",)


@pytest.mark.parametrize("answer", [{"message": "405 Method Not Allowed", "statusCode": 405}, "npm error audit endpoint returned an error"])
def test_a_registry_without_advisories_is_no_good_news(answer: dict[str, object] | str) -> None:
    verdict = web_verdict(answer)
    assert verdict.status == UNKNOWN
    assert "WAS NOT AUDITED" in said("package-lock.json", verdict)[0]


def test_a_hole_outweighs_what_could_not_be_looked_at() -> None:
    assert worst([CLEAN, UNKNOWN, HOLES]) == HOLES
    assert worst([CLEAN, UNKNOWN]) == UNKNOWN
    assert Verdict(("a hole",), ("and something unknown",)).status == HOLES
