"""The chart's README: its prose stands here, its tables follow from values.yaml and from what the chart renders."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from tools.chart.render import CHART, Manifest, pods, rendered

VALUES = CHART / "values.yaml"
SECTION = re.compile(r"^# --- (?P<title>.+)$")
KEY = re.compile(r"^(?P<indent> *)(?P<key>[\w.-]+):")

HEAD = """\
# The chart daozhang

<!-- Written by `make chart` from values.yaml and from what the chart renders. -->

Six members, a migration Job for each, and who may talk to whom. The chart brings no database and no broker: PostgreSQL exists, or the
CloudNativePG operator makes it (`database.mode: cnpg`); NATS with JetStream exists, for example by its official chart. The services
make their streams themselves.

```sh
helm install crm oci://registry.example.com/charts/daozhang --namespace crm --values values.yaml
helm --namespace crm test crm
```

Kubernetes 1.30 or newer, Helm 3.17 or 4. `ci/` has values for many platforms, each rendered and checked with every change.

## Before

1. PostgreSQL 18 with a database per service, `leads`, `accounts`, `pipeline`, `receivables`, `notifier`, and `identity` for the
   gateway: UTF-8, sorted as C.UTF-8, owned by the role `<service>_owner`. `<service>_app` and `<service>_worker` need no more rights
   than to connect. With `cnpg` all that is made here.
2. A user of NATS per member, who may publish what its service tells and take from those whom it follows, and nothing else:
   `files/nats-users.conf` says it in the words of nats-server, to be included in its configuration. No other rights are needed.
3. The keys of `make up` on any machine are of the form that is wanted here: `.data/secrets`, `.data/trusted`.
4. The secrets below. None is made by the chart, because what is made anew with each upgrade is lost.

## Secrets

{secrets}

`<prefix>` is `secrets.prefix`, the full name of the release where that is empty (`crm-daozhang` for a release called `crm`). The address in
`*-url` is `postgresql://role:password@host:port/database`. With `database.mode: cnpg` each member has secrets `<prefix>-<member>-owner`,
`-app`, `-worker` with `username` and `password` instead of `<prefix>-<member>-database`; passwords are of letters, digits, `-`, `_`.
A pod sees a new secret when it starts: `kubectl rollout restart deployment --selector app.kubernetes.io/instance=crm`. Certificates are the
exception: a member takes new ones while it runs.

## Certificates

Members show each other certificates on every call; PostgreSQL and NATS show theirs. Where cert-manager runs, `tls.certManager.enabled`
and an issuer of this installation's own are all that is needed for the members:

```yaml
tls:
  certManager:
    enabled: true
    issuer: {{name: crm, kind: Issuer}}
```

Without it somebody else puts certificate, key and authority into `<prefix>-<member>-tls`, and new ones before they run out: within
two minutes they are in use, no pod restarts. The names in the certificate are those that a member signs with: its own, and of the
gateway `identity` besides; addresses need not be in it. Whoever holds a certificate of that authority under such a name is taken for
that member, so the authority certifies nobody else.

`database.tls` and `nats.tls` demand certificates of PostgreSQL and NATS for the name in their address; `caSecret` names whom to
believe. With `database.mode: cnpg` that is the operator's own authority. NATS needs `tls` with `cert_file` and `key_file` in its
configuration; members give it their certificate where it asks for one. Where a mesh encrypts, `ci/mesh-values.yaml` leaves all to it.

## What is on by default

- Restricted pod security: user 10001, nothing but `/tmp` to write to, no capabilities, the platform's seccomp profile, no token of the
  cluster. Label the namespace `pod-security.kubernetes.io/enforce: restricted`.
- Nothing reaches anything but by the ways below; a test holds them against what the services declare. Besides these every member
  reaches names (port 53), its database and NATS; the notifier mail servers and robots outside; the gateway the bucket, where there is one.
  Neither database nor NATS has an address that the chart could know: `database.peers` and `nats.peers` name them.

{ways}

- A budget of disruption, and pods spread over hosts and zones.
- Migrations are Jobs of their own, named by a hash of all that they are. Pods of a new version are not ready before the schema is new
  enough, and those of the version before serve meanwhile. A Job that gave up is deleted by hand; the next `helm upgrade` makes it anew.

- What docs/operations.md does by hand is done in a pod:
  `kubectl --namespace crm exec deployment/crm-daozhang-accounts -- /app/bin/member dead-letters`.

## Values

Keys below `defaults` hold for every member; the same keys below `members.<name>` lay something else over them for one.

{values}
"""


@dataclass(frozen=True)
class Value:
    """One key that may be set."""

    section: str
    path: str
    default: str
    meaning: str


def readme() -> str:
    text = HEAD.format(secrets=_secrets(), ways=_ways(), values=_values())
    return re.sub(r"\n{3,}", "\n\n", text)


def values() -> list[Value]:
    """Every key with a comment; the keys beneath one that has its own comment and a value in one line are part of it."""
    known = yaml.safe_load(VALUES.read_text())
    return [Value(section, path, _short(_at(known, path)), " ".join(comment)) for section, path, comment in _commented() if comment]


def _commented() -> Iterator[tuple[str, str, list[str]]]:
    section, path, comment = "", [""], list[str]()
    for line in VALUES.read_text().splitlines():
        if title := SECTION.match(line):
            section, comment = title["title"], []
        elif line.lstrip().startswith("# "):
            comment.append(line.lstrip()[2:])
        elif key := KEY.match(line):
            path = [*path[: len(key["indent"]) // 2], key["key"]]
            yield section, ".".join(path), comment
            comment = []
        else:
            comment = []


def _at(known: Manifest, path: str) -> object:
    found: object = known
    for key in path.split("."):
        found = found[key] if isinstance(found, dict) else None
    return found


def _short(value: object) -> str:
    """A default in one line. Of what is long the table says only that there is something."""
    text = yaml.safe_dump(value, default_flow_style=True, width=1000, allow_unicode=True).removesuffix("\n...\n").strip()
    return f"`{text}`" if len(text) <= 60 else "see values.yaml"


def _values() -> str:
    lines, section = list[str](), ""
    for value in values():
        if value.section != section:
            section = value.section
            lines += ["", f"### {section}", "", "| key | default | meaning |", "|---|---|---|"]
        lines.append(f"| `{value.path}` | {value.default} | {value.meaning.replace('|', '/')} |")
    return "\n".join(lines).strip()


def _secrets() -> str:
    """The secrets that the smallest example names, with the keys that it reads, in the words of a member where each has one."""
    members = "|".join(sorted(yaml.safe_load(VALUES.read_text())["members"]))
    found: dict[str, set[str]] = {}
    for secret, key in secret_keys(rendered("minimal")):
        name = re.sub(rf"^crm-daozhang-({members})-", "<prefix>-<member>-", secret).replace("crm-daozhang-", "<prefix>-")
        found.setdefault(name, set()).add(key)
    lines = [f"| `{name}` | {', '.join(f'`{key}`' for key in sorted(keys))} |" for name, keys in sorted(found.items())]
    return "\n".join(["| secret | keys |", "|---|---|", *lines])


def secret_keys(objects: list[Manifest]) -> Iterator[tuple[str, str]]:
    """(secret, key) of all that pods read; "<issuer>.pem" of a secret that is mounted whole."""
    for _, pod in pods(objects):
        for container in pod["containers"]:
            for variable in container.get("env", []):
                if reference := variable.get("valueFrom", {}).get("secretKeyRef"):
                    yield reference["name"], reference["key"]
        for volume in pod.get("volumes", []):
            for source in volume.get("projected", {}).get("sources", []):
                yield from ((source["secret"]["name"], item["key"]) for item in source["secret"]["items"])
            if "secret" in volume:
                yield volume["secret"]["secretName"], "<issuer>.pem"


def _ways() -> str:
    facts = json.loads((CHART / "files" / "members.json").read_text())
    lines = [f"| {member} | {', '.join(its['calls'])} |" for member, its in sorted(facts.items()) if its["calls"]]
    return "\n".join(["| member | calls |", "|---|---|", *lines])
