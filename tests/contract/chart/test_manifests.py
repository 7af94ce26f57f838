"""What the chart makes is what Kubernetes takes, and no pod has a right that it does not need."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import jsonschema
import kubernetes_validate
import pytest
import yaml

from tools.chart.members import facts
from tools.chart.readme import secret_keys
from tools.chart.render import EXAMPLES, Manifest, canonical, name, of_kind, parsed, pods, rendered, template

# The oldest version that the chart takes and the newest that there are schemas of; at length also those between.
VERSIONS = ("1.30", "1.37")
BETWEEN = ("1.31", "1.32", "1.33", "1.34", "1.35", "1.36")
KINDS = yaml.safe_load((Path(__file__).parent / "kinds.yaml").read_text())
METADATA = {"name", "namespace", "labels", "annotations"}


def every_object() -> Iterator[Manifest]:
    """Each object of all examples once; most examples share most of them."""
    yield from {canonical(each): each for example in EXAMPLES for each in rendered(example)}.values()


@pytest.mark.capability("M-62")
@pytest.mark.parametrize("version", [*VERSIONS, *(pytest.param(version, marks=pytest.mark.long) for version in BETWEEN)])
def test_kubernetes_takes_every_object(version: str) -> None:
    wrong = [complaint for each in every_object() if (complaint := _complaint(each, version))]
    assert wrong == []


def _complaint(each: Manifest, version: str) -> str:
    kind = f"{each['apiVersion']} {each['kind']}"
    try:
        if kind in KINDS:
            assert set(each) == {"apiVersion", "kind", "metadata", "spec"}
            assert set(each["metadata"]) <= METADATA
            jsonschema.validate(each["spec"], KINDS[kind])
        else:
            kubernetes_validate.validate(each, version, strict=True)
    except (jsonschema.ValidationError, kubernetes_validate.ValidationError) as error:
        return f"{name(each)}: {error.message} at {list(error.path)}"
    except kubernetes_validate.SchemaNotFoundError:
        return f"{name(each)}: nobody knows {kind}; kinds.yaml is where custom ones are described"
    return ""


@pytest.mark.parametrize("example", EXAMPLES)
def test_names_are_short_enough_and_used_once(example: str) -> None:
    names = [name(each) for each in rendered(example)]
    assert len(names) == len(set(names))
    assert all(len(each.split()[1]) <= 63 for each in names)


def test_a_long_name_of_the_release_still_gives_names_that_kubernetes_takes() -> None:
    long = parsed(template(4, "--set", "fullnameOverride=" + "a-very-long-name-of-somebody-s-release-which-goes-on"))
    assert max(len(each["metadata"]["name"]) for each in long) <= 63


@pytest.mark.capability("M-62")
@pytest.mark.parametrize("example", EXAMPLES)
def test_every_pod_is_restricted(example: str) -> None:
    """The pod security standard "restricted", and a root that cannot be written to besides."""
    for owner, pod in pods(rendered(example)):
        assert pod["automountServiceAccountToken"] is False, owner
        assert pod["securityContext"]["runAsNonRoot"] is True, owner
        assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}, owner
        assert not {"hostNetwork", "hostPID", "hostIPC"} & pod.keys(), owner
        assert all(_harmless(volume) for volume in pod.get("volumes", [])), owner
        for container in [*pod.get("initContainers", []), *pod["containers"]]:
            security = container["securityContext"]
            assert security["allowPrivilegeEscalation"] is False, owner
            assert security["readOnlyRootFilesystem"] is True, owner
            assert security["capabilities"] == {"drop": ["ALL"]}, owner
            assert not any("hostPort" in port for port in container.get("ports", [])), owner


def _harmless(volume: Manifest) -> bool:
    allowed = {"configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret"}
    return set(volume) - {"name"} <= allowed


@pytest.mark.parametrize("example", sorted(set(EXAMPLES) - {"openshift"}))
def test_a_pod_runs_as_the_user_of_the_image(example: str) -> None:
    for owner, pod in pods(rendered(example)):
        security = pod["securityContext"]
        assert (security["runAsUser"], security["runAsGroup"], security["fsGroup"]) == (10001, 10001, 10001), owner


def test_a_platform_may_choose_the_user() -> None:
    for owner, pod in pods(rendered("openshift")):
        assert not {"runAsUser", "runAsGroup", "fsGroup"} & pod["securityContext"].keys(), owner


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_member_has_an_account_of_its_own_without_a_token(example: str) -> None:
    objects = rendered(example)
    accounts = {each["metadata"]["name"]: each for each in of_kind(objects, "ServiceAccount")}
    assert all(account["automountServiceAccountToken"] is False for account in accounts.values())
    used = [each["spec"]["template"]["spec"]["serviceAccountName"] for each in of_kind(objects, "Deployment")]
    assert len(used) == len(set(used)) == len(facts())
    assert {pod["serviceAccountName"] for _, pod in pods(objects)} == set(accounts)


@pytest.mark.parametrize("example", EXAMPLES)
def test_no_secret_is_made_and_no_password_is_written(example: str) -> None:
    assert of_kind(rendered(example), "Secret") == []
    for owner, pod in pods(rendered(example)):
        for variable in (each for container in pod["containers"] for each in container.get("env", [])):
            if variable["name"].endswith(("_URL", "_PASSWORD", "_KEY")) and "PUBLIC" not in variable["name"]:
                assert "valueFrom" in variable or "$(DATABASE_" in variable["value"], f"{owner}: {variable['name']}"


def test_no_member_that_serves_knows_the_owner_of_a_database() -> None:
    for example in ("minimal", "cnpg"):
        for owner, pod in pods(rendered(example)):
            names = " ".join(each["name"] for container in pod["containers"] for each in container.get("env", []))
            assert ("DATABASE_OWNER" in names) == owner.startswith("Job "), owner


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_store_of_secrets_brings_all_that_pods_read(example: str) -> None:
    brought = {each["metadata"]["name"] for each in of_kind(rendered(example), "ExternalSecret")}
    read = {secret for secret, _ in secret_keys(rendered(example))}
    assert not brought or read <= brought


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_member_has_one_migration_and_asks_for_its_health(example: str) -> None:
    objects = rendered(example)
    migrated = sorted(each["metadata"]["labels"]["daozhang/migrates"] for each in of_kind(objects, "Job"))
    assert migrated == sorted(facts())
    for deployment in of_kind(objects, "Deployment"):
        container = deployment["spec"]["template"]["spec"]["containers"][0]
        asked = [container[probe]["httpGet"]["path"] for probe in ("startupProbe", "readinessProbe", "livenessProbe")]
        assert asked == ["/healthz/live", "/healthz/ready", "/healthz/live"]


def test_a_gateway_whose_volume_is_one_node_s_is_replaced_and_all_else_is_rolled() -> None:
    """A second pod on another node would wait for the volume for ever."""
    strategies = {
        (example, each["metadata"]["labels"]["app.kubernetes.io/component"]): each["spec"]["strategy"]["type"]
        for example in ("minimal", "ha", "s3-attachments")
        for each in of_kind(rendered(example), "Deployment")
    }
    assert [which for which, strategy in strategies.items() if strategy != "RollingUpdate"] == [("minimal", "gateway")]


def test_a_migration_is_no_hook_and_gets_another_name_with_another_image_or_schema() -> None:
    before = _jobs()
    assert not any("helm.sh/hook" in job["metadata"].get("annotations", {}) for job in before.values())
    after = _jobs("--set", "image.tag=another")
    assert before.keys().isdisjoint(after)
    assert len(before) == len(after) == len(facts())
    other = _jobs("--set", "members.leads.image.tag=another")
    assert len(before.keys() & other.keys()) == len(facts()) - 1


def test_a_migration_of_the_same_name_is_the_same() -> None:
    """Kubernetes refuses to change one: whatever changes one must change its name, values that have nothing to do with it must not."""
    before = _jobs()
    changes = (
        "migrations.backoffLimit=3",
        "migrations.resources.limits.memory=1Gi",
        "commonLabels.team=sales",
        "defaults.nodeSelector.disk=fast",
        "image.registry=other.example.com",
        "secrets.prefix=other",
        "members.leads.replicas=5",
        "settings.publicUrl=https://crm.example.com",
    )
    for change in changes:
        after = _jobs("--set-string" if change.startswith("common") else "--set", change)
        assert all(before[each]["spec"] == after[each]["spec"] for each in before.keys() & after.keys()), change
    assert _jobs("--set", "members.leads.replicas=5").keys() == before.keys()


@cache
def _rendered(*options: str) -> str:
    return json.dumps(of_kind(parsed(template(4, *options)), "Job"))


def _jobs(*options: str) -> dict[str, Manifest]:
    return {each["metadata"]["name"]: each for each in json.loads(_rendered(*options))}


def test_what_the_chart_is_told_reaches_the_members_by_names_that_they_read() -> None:
    """Every variable of the chart is one that the settings know."""
    known = set((Path(__file__).parents[3] / "docs" / "operations.md").read_text().split("`"))
    names = {
        variable["name"]
        for example in ("restricted", "prometheus-operator")
        for _, pod in pods(rendered(example))
        for container in pod["containers"]
        for variable in container.get("env", [])
    }
    assert {each for each in names if each.startswith("DAOZHANG_") and each not in known and not each.endswith("WORKER_URL")} == set()
