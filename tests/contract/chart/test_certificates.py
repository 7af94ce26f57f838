"""Certificates in the chart: who has which, and that a new one reaches a pod that runs."""

import pytest

from tools.chart.members import facts
from tools.chart.render import EXAMPLES, Manifest, of_kind, pods, rendered
from tools.observability.alerts import ALERTS

FILES = {"tls.crt", "tls.key", "ca.crt", "database.crt", "nats.crt"}
ALL_PLAIN = ("mesh",)
pytestmark = pytest.mark.capability("M-62")


def mounted(pod: Manifest) -> dict[str, tuple[str, str]]:
    """(secret, key) by the name of the file."""
    volumes = [each for each in pod.get("volumes", []) if each["name"] == "tls"]
    sources = [source["secret"] for volume in volumes for source in volume["projected"]["sources"]]
    return {item["path"]: (source["name"], item["key"]) for source in sources for item in source["items"]}


def told(pod: Manifest) -> set[str]:
    variables = [each for container in pod["containers"] for each in container.get("env", [])]
    return {
        each["value"]
        for each in variables
        if each["name"].endswith(("_CERTIFICATE_FILE", "TLS_KEY_FILE", "_CA_FILE")) and "tls" in each["value"]
    }


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_member_has_certificates_unless_a_mesh_does_that(example: str) -> None:
    for deployment in of_kind(rendered(example), "Deployment"):
        pod = deployment["spec"]["template"]["spec"]
        wanted = set() if example in ALL_PLAIN else FILES
        assert mounted(pod).keys() == wanted
        assert told(pod) == {f"/run/daozhang/tls/{file}" for file in wanted}


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_migration_knows_the_database_s_authority_and_no_key(example: str) -> None:
    for job in of_kind(rendered(example), "Job"):
        pod = job["spec"]["template"]["spec"]
        assert mounted(pod).keys() == (set() if example in ALL_PLAIN else {"database.crt"})


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_new_certificate_reaches_a_pod_that_runs(example: str) -> None:
    """Kubernetes changes a folder that is mounted whole, and never a single file."""
    for owner, pod in pods(rendered(example)):
        mounts = [each for container in pod["containers"] for each in container.get("volumeMounts", []) if each["name"] == "tls"]
        assert all("subPath" not in each for each in mounts), owner


def test_cert_manager_is_asked_for_the_names_that_each_member_signs_with() -> None:
    objects = rendered("cert-manager")
    asked = {each["spec"]["secretName"]: each["spec"] for each in of_kind(objects, "Certificate")}
    for deployment in of_kind(objects, "Deployment"):
        member = deployment["metadata"]["labels"]["app.kubernetes.io/component"]
        spec = asked.pop(mounted(deployment["spec"]["template"]["spec"])["tls.key"][0])
        assert spec["dnsNames"] == facts()[member]["issuers"]
        assert {"server auth", "client auth"} <= set(spec["usages"])
    assert not asked


def test_a_certificate_is_renewed_before_anybody_is_alarmed() -> None:
    alarmed = max(int(alert.labels["left"].removesuffix("d")) for alert in ALERTS if alert.name == "CertificateExpiring")
    for each in of_kind(rendered("cert-manager"), "Certificate"):
        assert int(each["spec"]["renewBefore"].removesuffix("h")) > alarmed * 24


def test_the_authority_of_a_database_is_the_operator_s_where_that_makes_it() -> None:
    by_example = {
        example: {mounted(each["spec"]["template"]["spec"])["database.crt"][0] for each in of_kind(rendered(example), "Deployment")}
        for example in ("cnpg", "cert-manager", "minimal")
    }
    assert by_example["cnpg"] == {"crm-daozhang-postgres-ca"}
    assert by_example["cert-manager"] == {"postgres-ca"}
    assert by_example["minimal"] == {f"crm-daozhang-{member}-tls" for member in facts()}
