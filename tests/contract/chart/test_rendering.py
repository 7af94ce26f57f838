"""The chart renders for many platforms, by two versions of Helm alike, and every change of what it renders is seen."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from tools.chart import helm, write
from tools.chart.readme import readme, values
from tools.chart.render import CHART, EXAMPLES, MAJORS, NAMESPACE, SUMMARIES, of_kind, rendered, summary
from tools.stack.nats import program
from tools.stack.nats_users import rights_of_members

FORGOTTEN = "`make chart` writes it anew"


@pytest.mark.parametrize("major", MAJORS)
def test_a_strict_lint_has_nothing_to_say(major: int, proving: bool) -> None:
    for example in EXAMPLES if proving else ("minimal", "extended", "cnpg"):
        done = helm.run(major, "lint", "--strict", CHART, "--values", CHART / "ci" / f"{example}-values.yaml")
        assert done.returncode == 0, f"{example}: {done.stdout}{done.stderr}"


@pytest.mark.capability("M-62")
@pytest.mark.parametrize("example", EXAMPLES)
def test_both_versions_of_helm_render_the_same(example: str) -> None:
    assert rendered(example, 3) == rendered(example, 4)


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_change_of_what_is_rendered_is_seen(example: str) -> None:
    assert (SUMMARIES / f"{example}.txt").read_text() == summary(example), FORGOTTEN


def test_there_are_examples_of_many_platforms_and_a_summary_of_each() -> None:
    assert len(EXAMPLES) >= 10
    assert {file.stem for file in SUMMARIES.glob("*.txt")} == set(EXAMPLES), FORGOTTEN


def test_what_the_chart_knows_of_the_members_is_what_they_declare() -> None:
    assert write.MEMBERS.read_text() == write.members_text(), FORGOTTEN


def test_the_users_of_nats_may_do_what_the_members_need_and_no_more() -> None:
    assert write.NATS_USERS.read_text() == write.users_text(), FORGOTTEN


def test_nats_takes_the_users_as_they_are_written(tmp_path: Path) -> None:
    (tmp_path / "nats.conf").write_text(f'jetstream {{ store_dir: "{tmp_path}/store" }}\ninclude "nats-users.conf"\n')
    shutil.copy(write.NATS_USERS, tmp_path)
    passwords = {f"{member.upper()}_PASSWORD": f'"of-{member}"' for member in rights_of_members()}
    done = subprocess.run([program(), "-t", "--config", tmp_path / "nats.conf"], env=passwords, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_readme_is_that_of_the_values() -> None:
    assert write.README.read_text() == readme(), FORGOTTEN


def test_every_value_says_what_it_means() -> None:
    """A key is explained itself, or above, where its value stands in one line with it."""
    explained = {value.path for value in values()}
    unexplained = [path for path in _leaves(yaml.safe_load((CHART / "values.yaml").read_text())) if not _covered(path, explained)]
    assert unexplained == []


def _leaves(value: object, path: str = "") -> list[str]:
    if isinstance(value, dict) and value:
        return [leaf for key, inner in value.items() for leaf in _leaves(inner, f"{path}.{key}" if path else key)]
    return [path]


def _covered(path: str, explained: set[str]) -> bool:
    parts = path.split(".")
    return any(".".join(parts[:length]) in explained for length in range(len(parts), 0, -1))


def test_the_product_and_the_chart_name_the_same_version() -> None:
    described = yaml.safe_load((CHART / "Chart.yaml").read_text())
    packages = (CHART.parents[2]).glob("services/*/pyproject.toml")
    versions = {match[1] for file in packages if (match := re.search(r'^version = "(.+)"$', file.read_text(), re.MULTILINE))}
    assert versions == {described["appVersion"]}


def test_the_chart_is_whole_in_itself() -> None:
    """No charts below it, nothing for the cluster as a whole, and every object in the namespace of the release."""
    assert "dependencies" not in yaml.safe_load((CHART / "Chart.yaml").read_text())
    assert not (CHART / "charts").exists()
    assert not (CHART / "crds").exists()
    foreign = [each["metadata"]["name"] for each in rendered("extended") if each["metadata"].get("namespace", NAMESPACE) != NAMESPACE]
    assert foreign == []


@pytest.mark.capability("M-63")
def test_the_rules_and_dashboards_of_the_product_are_in_the_chart() -> None:
    observability = CHART.parents[1] / "observability"
    objects = rendered("prometheus-operator")
    specs = [each["spec"] for each in of_kind(objects, "PrometheusRule")]
    for file in (observability / "rules").glob("*.yaml"):
        assert yaml.safe_load(file.read_text()) in specs, file.name
    texts = {name: text for each in of_kind(objects, "ConfigMap") for name, text in each["data"].items()}
    shown = {file.name: json.loads(file.read_text()) for file in (observability / "dashboards").glob("*.json")}
    assert {name: json.loads(text) for name, text in texts.items()} == shown
    assert shown


def test_whoever_installs_it_is_told_what_comes_next() -> None:
    """Helm renders the notes only when it installs; the newer one pretends to without a cluster."""
    assert "It answers at https://crm.example.com\n" in notes("ingress")
    assert "It answers at https://crm.example.com\n" in notes("gateway-api")
    assert "port-forward service/crm-daozhang-gateway 8080:80" in notes("minimal")
    assert "lies in the secret installation:" in notes("external-secrets")
    assert "every pod of the cluster may reach every member" in notes("service-monitor")


def notes(example: str) -> str:
    values = CHART / "ci" / f"{example}-values.yaml"
    done = helm.run(4, "install", "crm", CHART, "--namespace", NAMESPACE, "--dry-run=client", "--values", values)
    return done.stdout.partition("\nNOTES:\n")[2]
