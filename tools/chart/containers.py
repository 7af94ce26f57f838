"""Pods of a rendered chart as containers of Docker: environment, security, limits, volumes, names and probes as the manifests say.

What only a cluster has is done by hand: secrets come from a dictionary, a Service whose port has another number is a forwarder.
"""

import os
import re
import secrets as randomness
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Self

from tools.chart.render import Manifest
from tools.images.daemon import docker, must

Secrets = Mapping[str, Mapping[str, bytes]]

LABEL = "daozhang-smoke"

FORWARD = """
import asyncio, sys

async def pump(reader, writer):
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    except ConnectionError:
        return
    finally:
        writer.close()

def to(host, port):
    async def accept(reader, writer):
        there = await asyncio.open_connection(host, port)
        await asyncio.gather(pump(reader, there[1]), pump(there[0], writer))
    return accept

async def main():
    for pair in sys.argv[2:]:
        port, target = pair.split("=")
        await asyncio.start_server(to(sys.argv[1], int(target)), "0.0.0.0", int(port))
    await asyncio.Event().wait()

asyncio.run(main())
"""


class Broken(Exception):
    """What of the chart does not work, with what the container said."""


@dataclass
class Container:
    """One that runs."""

    id: str
    pod: Manifest

    @property
    def spec(self) -> Manifest:
        found: Manifest = self.pod["containers"][0]
        return found

    @property
    def address(self) -> str:
        return must("inspect", "--format", "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}", self.id)

    @property
    def running(self) -> bool:
        return must("inspect", "--format", "{{.State.Running}}", self.id) == "true"

    def logs(self) -> str:
        done = docker("logs", "--tail", "30", self.id)
        return done.stdout + done.stderr

    def passes(self, probe: str) -> bool:
        """Whether one asking of the probe succeeds."""
        asked = self.spec[probe]["httpGet"]
        connection = HTTPConnection(self.address, self.port(asked["port"]), timeout=self.spec[probe]["timeoutSeconds"])
        try:
            connection.request("GET", asked["path"])
            return 200 <= connection.getresponse().status < 400
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()

    def port(self, name: str) -> int:
        return next(int(port["containerPort"]) for port in self.spec["ports"] if port["name"] == name)

    def wait_until(self, probe: str) -> float:
        """Asks as a node would; gives the seconds it took. Raises Broken when it would give up."""
        began, settings = time.monotonic(), self.spec[probe]
        end = began + settings["periodSeconds"] * settings["failureThreshold"]
        while not self.passes(probe):
            if not self.running or time.monotonic() > end:
                raise Broken(f"{self.spec['name']}: the {probe} does not pass:\n{self.logs()}")
            time.sleep(0.2)
        return time.monotonic() - began

    def finish(self, seconds: float) -> int:
        """The exit code of one that ends by itself. Raises Broken when it does not."""
        end = time.monotonic() + seconds
        while self.running:
            if time.monotonic() > end:
                raise Broken(f"{self.spec['name']} does not end:\n{self.logs()}")
            time.sleep(0.1)
        return int(must("inspect", "--format", "{{.State.ExitCode}}", self.id))

    def terminate(self) -> tuple[int, float]:
        """As a node ends a pod: the pause before, SIGTERM, and the grace that is left.

        Gives the exit code and the seconds after SIGTERM.
        """
        pause = self.spec["lifecycle"]["preStop"]["sleep"]["seconds"]
        time.sleep(pause)
        began = time.monotonic()
        must("stop", "--time", str(self.pod["terminationGracePeriodSeconds"] - pause), self.id)
        return int(must("inspect", "--format", "{{.State.ExitCode}}", self.id)), time.monotonic() - began


@dataclass
class Ground:
    """A network with everything that was put on it; all of it goes in the end."""

    folder: Path
    secrets: Secrets
    network: str = field(default_factory=lambda: f"daozhang-smoke-{randomness.token_hex(4)}")
    containers: list[str] = field(default_factory=list)

    def __enter__(self) -> Self:
        for kind in ("container", "network"):  # what a run left that was killed
            docker(kind, "prune", "--force", "--filter", f"label={LABEL}", "--filter", "until=1h")
        # Nothing leads out of it: what the product needs is there.
        must("network", "create", "--internal", f"--label={LABEL}", self.network)
        return self

    def __exit__(self, *_: object) -> None:
        if self.containers:
            docker("rm", "--force", "--volumes", *self.containers)
        docker("network", "rm", self.network)

    def put(self, options: Sequence[str | Path], image: str, *arguments: str) -> str:
        """Runs a container that is no pod, and gives its id."""
        self.containers.append(must("run", "--detach", f"--label={LABEL}", f"--network={self.network}", *options, image, *arguments))
        return self.containers[-1]

    def run(self, pod: Manifest, aliases: Sequence[str] = ()) -> Container:
        """Runs the first container of a pod as its manifest says."""
        spec, security = pod["containers"][0], pod["securityContext"]
        options: list[str | Path] = [f"--network-alias={alias}" for alias in aliases]
        options += [f"--user={security['runAsUser']}:{security['runAsGroup']}", *_hardening(spec["securityContext"])]
        options += [f"--env={name}={value}" for name, value in self.environment(spec).items()]
        options += [option for mount in spec.get("volumeMounts", []) for option in self._mount(pod, mount)]
        if limit := spec.get("resources", {}).get("limits", {}).get("memory"):
            options += [f"--memory={_bytes(limit)}", f"--memory-swap={_bytes(limit)}"]
        command = spec.get("command", [])
        options += [f"--entrypoint={command[0]}"] if command else []
        return Container(self.put(options, spec["image"], *command[1:], *spec.get("args", [])), pod)

    def forward(self, service: Manifest, to: Container, base: str) -> None:
        """A Service whose ports have other numbers than those of its pods."""
        pairs = [f"{port['port']}={to.port(port['targetPort'])}" for port in service["spec"]["ports"]]
        name = f"--network-alias={service['metadata']['name']}"
        self.put([name, "--entrypoint=python3"], base, "-c", FORWARD, to.address, *pairs)

    def environment(self, spec: Manifest) -> dict[str, str]:
        """Values, those out of secrets, and those with others in them."""
        found: dict[str, str] = {}
        for variable in spec.get("env", []):
            if "valueFrom" in variable:
                reference = variable["valueFrom"]["secretKeyRef"]
                found[variable["name"]] = self.secrets[reference["name"]][reference["key"]].decode()
            else:
                found[variable["name"]] = re.sub(r"\$\((\w+)\)", lambda match: found[match[1]], str(variable["value"]))
        return found

    def _mount(self, pod: Manifest, mount: Manifest) -> list[str | Path]:
        volume = next(each for each in pod["volumes"] if each["name"] == mount["name"])
        owner = pod["securityContext"]["fsGroup"]
        if "emptyDir" in volume:
            return [f"--tmpfs={mount['mountPath']}:rw,size={_bytes(volume['emptyDir']['sizeLimit'])},mode=2770,gid={owner}"]
        place = self._directory(volume, owner)
        return [f"--volume={place}:{mount['mountPath']}{':ro' if mount.get('readOnly') else ''}"]

    def _directory(self, volume: Manifest, owner: int) -> Path:
        """The files of a volume, readable for the group of the pod and for nobody else."""
        if "persistentVolumeClaim" in volume:
            place = self.folder / str(volume["persistentVolumeClaim"]["claimName"])
            place.mkdir(exist_ok=True)
            os.chown(place, 0, owner)
            place.chmod(0o2770)
            return place
        place = self.folder / f"{volume['name']}-{randomness.token_hex(4)}"
        place.mkdir()
        mode = (volume.get("projected") or volume["secret"])["defaultMode"]
        for name, content in self._files(volume).items():
            file = place / name
            file.write_bytes(content)
            os.chown(file, 0, owner)
            file.chmod(mode)
        return place

    def _files(self, volume: Manifest) -> dict[str, bytes]:
        if "secret" in volume:
            return dict(self.secrets[volume["secret"]["secretName"]])
        sources = [source["secret"] for source in volume["projected"]["sources"]]
        return {item["path"]: self.secrets[source["name"]][item["key"]] for source in sources for item in source["items"]}


def _hardening(security: Manifest) -> list[str]:
    """Docker's own profile of seccomp is the RuntimeDefault that the manifests ask for."""
    options = [f"--cap-drop={each}" for each in security["capabilities"]["drop"]]
    options += ["--read-only"] if security["readOnlyRootFilesystem"] else []
    return options + ([] if security["allowPrivilegeEscalation"] else ["--security-opt=no-new-privileges"])


def _bytes(quantity: str) -> int:
    """A quantity of memory as Kubernetes writes it."""
    units = {"Ki": 2**10, "Mi": 2**20, "Gi": 2**30, "k": 10**3, "M": 10**6, "G": 10**9}
    unit = next((unit for unit in units if quantity.endswith(unit)), "")
    return int(float(quantity.removesuffix(unit)) * units.get(unit, 1))
