"""The network policies let through what the product needs, and nothing else."""

from collections.abc import Iterator

import pytest

from tools.chart.members import called, facts
from tools.chart.render import EXAMPLES, Manifest, of_kind, rendered

COMPONENT = "app.kubernetes.io/component"
CLOSED = sorted(set(EXAMPLES) - {"service-monitor"})
DOOR = "gateway"


@pytest.mark.capability("M-62")
@pytest.mark.parametrize("example", CLOSED)
def test_members_reach_each_other_where_the_services_declare_it_and_nowhere_else(example: str) -> None:
    """A way is open when one side may go and the other may be reached; both policies say the same."""
    declared = set(called())
    assert set(ways_out(rendered(example), "grpc")) == declared
    assert set(ways_in(rendered(example), "grpc")) == declared


@pytest.mark.parametrize("example", CLOSED)
def test_a_member_is_told_the_addresses_of_those_whom_it_reaches(example: str) -> None:
    told = {
        (component(deployment["metadata"]), address.split("=")[1].rsplit("-", 1)[1].removesuffix(":7000"))
        for deployment in of_kind(rendered(example), "Deployment")
        for variable in deployment["spec"]["template"]["spec"]["containers"][0]["env"]
        if variable["name"] == "DAOZHANG_PEERS"
        for address in filter(None, variable["value"].split(","))
    }
    assert told == set(called())


@pytest.mark.parametrize("example", CLOSED)
def test_every_pod_is_closed_before_anything_is_opened(example: str) -> None:
    closing = [each for each in policies(example) if COMPONENT not in each["spec"]["podSelector"]["matchLabels"]]
    assert [set(each["spec"]) for each in closing] == [{"podSelector", "policyTypes"}]
    assert closing[0]["spec"]["policyTypes"] == ["Ingress", "Egress"]
    labels = closing[0]["spec"]["podSelector"]["matchLabels"].items()
    for each in of_kind(rendered(example), "Deployment", "Job"):
        assert labels <= each["spec"]["template"]["metadata"]["labels"].items()


@pytest.mark.parametrize("example", CLOSED)
def test_there_is_a_policy_for_each_kind_of_pod(example: str) -> None:
    opened = {each["spec"]["podSelector"]["matchLabels"].get(COMPONENT) for each in policies(example)}
    assert opened == {None, "migrate", "test", *facts()}


@pytest.mark.parametrize("example", CLOSED)
def test_migrations_reach_names_and_the_database_alone(example: str) -> None:
    (migrate,) = (each["spec"] for each in policies(example) if selected(each) == "migrate")
    assert "ingress" not in migrate
    ports = [port["port"] for rule in migrate["egress"] for port in rule["ports"]]
    assert ports == [53, 53, 6432 if example == "restricted" else 5432]


def test_only_the_notifier_reaches_the_world_outside() -> None:
    outside = {selected(each) for each in policies("minimal") for rule in each["spec"].get("egress", []) if "ipBlock" in str(rule)}
    assert outside == {"notifier"}


def test_nobody_reaches_the_world_outside_where_nothing_is_sent() -> None:
    assert not any("ipBlock" in str(each) for each in policies("airgapped"))


def test_the_bucket_is_open_for_the_gateway_alone() -> None:
    opened = {
        selected(each)
        for each in policies("s3-attachments")
        for rule in each["spec"].get("egress", [])
        if {"port": 9000, "protocol": "TCP"} in rule["ports"]
    }
    assert opened == {DOOR}


def test_the_door_is_open_for_those_who_are_named() -> None:
    (door,) = (each for each in policies("gateway-api") if selected(each) == DOOR)
    (rule,) = (rule for rule in door["spec"]["ingress"] if rule["ports"] == [{"port": "http", "protocol": "TCP"}])
    assert rule["from"][0] == {"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "gateways"}}}
    assert peers(rule["from"][1:]) == ["test"]


def test_metrics_are_read_by_nobody_unless_somebody_watches() -> None:
    readers = {example: _readers(example) for example in ("minimal", "restricted", "prometheus-operator")}
    assert readers["minimal"] == [{}]
    assert readers["prometheus-operator"] == [{}, {"namespaceSelector": {}}]
    assert readers["restricted"][1] == {"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "monitoring"}}}


def _readers(example: str) -> list[Manifest]:
    """Who may ask for metrics, the test pod as {}."""
    (leads,) = (each for each in policies(example) if selected(each) == "leads")
    (rule,) = (rule for rule in leads["spec"]["ingress"] if rule["ports"][0]["port"] == "ops")
    return [{} if peers([peer]) == ["test"] else peer for peer in rule["from"]]


def policies(example: str) -> list[Manifest]:
    return of_kind(rendered(example), "NetworkPolicy")


def component(metadata: Manifest) -> str:
    return str(metadata["labels"][COMPONENT])


def selected(policy: Manifest) -> str | None:
    return policy["spec"]["podSelector"]["matchLabels"].get(COMPONENT)  # type: ignore[no-any-return]


def peers(rules: list[Manifest]) -> list[str]:
    """The components of this release among peers."""
    return [peer["podSelector"]["matchLabels"][COMPONENT] for peer in rules if COMPONENT in str(peer)]


def ways_out(objects: list[Manifest], port: str) -> Iterator[tuple[str | None, str]]:
    for policy in of_kind(objects, "NetworkPolicy"):
        for rule in policy["spec"].get("egress", []):
            if any(each["port"] == port for each in rule["ports"]):
                yield from ((selected(policy), peer) for peer in peers(rule["to"]))


def ways_in(objects: list[Manifest], port: str) -> Iterator[tuple[str, str | None]]:
    for policy in of_kind(objects, "NetworkPolicy"):
        for rule in policy["spec"].get("ingress", []):
            if any(each["port"] == port for each in rule["ports"]):
                yield from ((peer, selected(policy)) for peer in peers(rule["from"]))
