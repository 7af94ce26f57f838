"""Values that are wrong are refused before anything is changed, in words that name the key and what it should be."""

import json
from typing import Any

import jsonschema
import pytest
import yaml

from tools.chart.members import facts
from tools.chart.render import CHART, EXAMPLES, MAJORS, template

SCHEMA = json.loads((CHART / "values.schema.json").read_text())
VALUES = yaml.safe_load((CHART / "values.yaml").read_text())

# What somebody might write -> what the message must name.
WRONG: dict[str, tuple[str, ...]] = {
    # keys that there are not
    "replicas=3": ("replicas",),
    "imagee.tag=1": ("imagee",),
    "image.repository=x": ("image", "repository"),
    "members.lead.replicas=1": ("members", "lead"),
    "members.leads.replica=1": ("leads", "replica"),
    "members.leads.autoscaling.min=1": ("autoscaling", "min"),
    "members.gateway.keda.lag=1": ("keda", "lag"),
    "database.password=secret": ("database", "password"),
    "database.external.host=db": ("database", "external"),
    "database.cnpg.size=1Gi": ("cnpg", "size"),
    "nats.url=nats://nats:4222": ("nats", "url"),
    "tls.ca=x": ("tls", "ca"),
    "tls.certManager.issuer.kind=Vault": ("kind", "ClusterIssuer"),
    "tls.certManager.duration=90d": ("duration", "pattern"),
    "nats.tls.caSecret=NATS": ("caSecret", "pattern"),
    "secrets.master=x": ("secrets", "master"),
    "settings.publicURL=https://x.example": ("settings", "publicURL"),
    "ingress.host=crm.example.com": ("ingress", "host"),
    "gatewayApi.gateway=public": ("gatewayApi", "gateway"),
    "networkPolicy.allow=all": ("networkPolicy", "allow"),
    "monitoring.enabled=true": ("monitoring", "enabled"),
    "migrations.hook=true": ("migrations", "hook"),
    "podSecurity.privileged=true": ("podSecurity", "privileged"),
    # values of another kind
    "members.leads.replicas=many": ("replicas", "integer"),
    "members.leads.replicas=-1": ("replicas", "0"),
    "members.leads.replicas=1.5": ("replicas", "integer"),
    "ingress.enabled=1": ("ingress", "enabled", "boolean"),
    "settings.secureCookies=no": ("secureCookies", "boolean"),
    "settings.allowedHosts=mail:25": ("allowedHosts", "array"),
    "commonLabels.number=1": ("commonLabels", "number", "string"),
    "image.pullSecrets[0]=registry": ("pullSecrets", "object"),
    "members.notifier.env[0].value=1": ("env", "name"),
    "extraObjects[0]=1": ("extraObjects",),
    # texts of another form
    "image.pullPolicy=Sometimes": ("pullPolicy", "IfNotPresent"),
    "image.tag=a/b": ("tag", "pattern"),
    "image.registry=https://registry.example.com": ("registry", "pattern"),
    "members.leads.image.digest=0123": ("digest", "sha256"),
    "fullnameOverride=Daozhang_CRM": ("fullnameOverride", "pattern"),
    "database.mode=mysql": ("mode", "cnpg"),
    "database.port=70000": ("port", "65,535"),
    "database.cnpg.instances=0": ("instances", "1"),
    "database.cnpg.storage.size=big": ("storage", "size"),
    "nats.port=0": ("port", "1"),
    "nats.monitoringEndpoint=http://nats:8222": ("monitoringEndpoint",),
    "attachments.kind=nfs": ("attachments", "kind", "s3"),
    "attachments.volume.accessModes[0]=ReadWriteSome": ("accessModes", "ReadWriteMany"),
    "attachments.s3.place=https://bucket": ("place", "s3://"),
    "settings.publicUrl=crm.example.com": ("publicUrl", "https?://"),
    "settings.otlpEndpoint=collector:4317": ("otlpEndpoint", "https?://"),
    "settings.catcherHosts[0]=catcher": ("catcherHosts", "pattern"),
    "ingress.hosts[0]=https://crm.example.com": ("hosts", "pattern"),
    "networkPolicy.outside.cidr=everywhere": ("cidr", "pattern"),
    "networkPolicy.outsidePorts[0]=https": ("outsidePorts", "integer"),
    "externalSecrets.store.kind=Vault": ("kind", "ClusterSecretStore"),
    "externalSecrets.refreshInterval=daily": ("refreshInterval", "pattern"),
    "migrations.ttlSecondsAfterFinished=5": ("ttlSecondsAfterFinished", "60"),
    "podSecurity.id=0": ("podSecurity", "id", "1"),
    "members.leads.service.type=ExternalName": ("type", "ClusterIP"),
    "members.leads.autoscaling.cpuPercent=0": ("cpuPercent", "1"),
    "members.leads.keda.minReplicas=0": ("keda", "minReplicas", "1"),
    "members.leads.disruption.maxUnavailable=half": ("maxUnavailable",),
    "members.leads.strategy.type=BlueGreen": ("strategy", "Recreate"),
    "members.leads.terminationGracePeriodSeconds=5": ("terminationGracePeriodSeconds", "30"),
    "members.leads.temporarySize=lots": ("temporarySize", "pattern"),
    "members.leads.livenessProbe.exec.command=x": ("livenessProbe", "exec"),
    "members.leads.topologySpread[0].maxSkew=1": ("topologySpread", "topologyKey"),
    # values that do not go together
    "ingress.enabled=true": ("ingress", "hosts"),
    "gatewayApi.enabled=true": ("gatewayApi", "parentRefs"),
    "tls.certManager.enabled=true": ("issuer", "name"),
    "tls.enabled=false": ("database.tls.caSecret", "database.tls.enabled"),
    "attachments.kind=s3": ("s3", "place"),
    "externalSecrets.enabled=true": ("store", "name"),
    "members.gateway.replicas=2": ("more than one replica of the gateway", "ReadWriteMany"),
    "members.gateway.autoscaling.enabled=true": ("more than one replica of the gateway", "ReadWriteMany"),
    "members.leads.keda.enabled=true": ("members.leads.keda", "nats.monitoringEndpoint"),
    "members.leads.autoscaling.minReplicas=9": ("members.leads.autoscaling", "minReplicas is above maxReplicas"),
    "defaults.drainSeconds=60": ("drainSeconds", "terminationGracePeriodSeconds"),
}


@pytest.mark.capability("M-62")
@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_value_is_refused_by_its_name(wrong: str) -> None:
    with pytest.raises(ValueError) as refused:
        template(4, "--set", wrong)
    said = str(refused.value)
    assert [word for word in WRONG[wrong] if word not in said] == [], said


def test_the_older_helm_refuses_them_too() -> None:
    """By its own reading of the schema; all of one in a single run, for each takes a while."""
    unseen = []
    for wrong in list(WRONG)[::5]:
        try:
            template(3, "--set", wrong)
            unseen.append(wrong)
        except ValueError as refused:
            assert WRONG[wrong][0].split(".")[-1] in str(refused)  # noqa: PT017 - the text of one among many
    assert unseen == []


def test_both_ways_of_scaling_at_once_are_refused() -> None:
    both = [option for each in ("autoscaling", "keda") for option in ("--set", f"members.leads.{each}.enabled=true")]
    with pytest.raises(ValueError, match="cannot both scale it"):
        template(MAJORS[-1], *both, "--set", "nats.monitoringEndpoint=nats:8222")


def test_the_schema_knows_every_value_and_no_other() -> None:
    """What stands in values.yaml stands in the schema, so that a key which is misspelt there or here is found."""
    jsonschema.validate(VALUES, SCHEMA)
    assert sorted(_undeclared(VALUES, SCHEMA)) == []
    member = SCHEMA["definitions"]["member"]["properties"]
    assert member.keys() == VALUES["defaults"].keys()
    assert SCHEMA["properties"].keys() - VALUES.keys() == {"global"}  # Helm's own
    assert SCHEMA["properties"]["members"]["properties"].keys() == VALUES["members"].keys() == facts().keys()


def _undeclared(value: Any, schema: Any, path: str = "") -> list[str]:
    while "$ref" in schema:
        schema = SCHEMA["definitions"][schema["$ref"].rsplit("/", 1)[1]]
    if not isinstance(value, dict) or schema.get("additionalProperties", True) is not False:
        return []
    found = [f"{path}.{key}" for key in value if key not in schema["properties"]]
    return found + [
        each for key in value if key in schema["properties"] for each in _undeclared(value[key], schema["properties"][key], f"{path}.{key}")
    ]


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_examples_are_values_that_the_schema_takes(example: str) -> None:
    jsonschema.validate(yaml.safe_load((CHART / "ci" / f"{example}-values.yaml").read_text()), SCHEMA)
