"""A whole installation of real processes under one roof: looked at from outside, broken on purpose, repaired as `make up` would."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager
from datetime import datetime
from pathlib import Path

import httpx
import nats
from sqlalchemy import func, select
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

from chassis import tables
from chassis.clock import Clock
from chassis.copies import CHASSIS_COPIES
from chassis.service import Service
from chassis.subjects import stream_name
from tests.chaos.patience import Patient
from tests.chaos.tap import Moment, Order, Tap
from tests.support.installation import running_installation
from tests.support.world import INSTALLATION_KEY, Refused, World, service_named
from tools.stack.folder import DataFolder
from tools.stack.installation import Installation
from tools.stack.members import Member
from tools.stack.nats import Nats
from tools.stack.ports import any_free

QUIET = 2


class Plant(World):
    """The world of the stories, but of processes that can be killed. Its people are patient, and remember what they were told."""

    def __init__(self, installation: Installation, tap: Tap, stack: AsyncExitStack) -> None:
        super().__init__([], installation.url, Clock(), stack)
        self.installation, self.tap = installation, tap
        self.services: list[Service] = [service_named(member.service) for member in installation.members]
        self.transport = Patient()

    async def client(self, token: str = "") -> httpx.AsyncClient:
        headers = {"authorization": f"Bearer {token}"} if token else {}
        client = httpx.AsyncClient(base_url=self.address, headers=headers, transport=self.transport, timeout=60)
        return await self._stack.enter_async_context(client)

    # --- breaking and repairing ------------------------------------------------------------------

    def kill_at(self, member: str, moment: Moment, *, of: str, countdown: int = 1) -> Order:
        """Kills a member at the `countdown`-th time that the moment comes with an event of a service."""
        pid = self.installation.processes[member].pid
        assert pid is not None, f"{member} does not run"
        order = Order(member, pid, moment, of, countdown)
        self.tap.kill(order)
        return order

    async def kill(self, name: str) -> None:
        """Ends a server or a member at once."""
        installation = self.installation
        processes = {"postgres": installation.postgres.process, "nats": installation.nats.process} | installation.processes
        await asyncio.to_thread(processes[name].kill)

    async def repair(self) -> None:
        """Starts again what does not run."""
        await asyncio.to_thread(self.installation.start)

    async def lose_jetstream(self) -> None:
        """NATS comes back with an empty store."""
        broker = self.installation.nats
        await asyncio.to_thread(broker.kill)
        await asyncio.to_thread(shutil.rmtree, broker.folder / "store")
        await asyncio.to_thread(broker.start)

    async def republish(self, since: datetime) -> None:
        """What an operator types for each service when JetStream was lost."""
        await self.run("republish", "--since", since.isoformat())

    async def run(self, *arguments: str) -> None:
        """Types the same for every member."""
        await asyncio.gather(*(asyncio.to_thread(self.installation.run, member, *arguments) for member in self.installation.members))

    # --- looking ---------------------------------------------------------------------------------

    @asynccontextmanager
    async def database(self, service: Service) -> AsyncIterator[AsyncConnection]:
        """A service's database as an administrator sees it: all rows of all tenants."""
        url = make_url(self.installation.postgres.administrator_url).set(drivername="postgresql+asyncpg", database=service.name)
        engine = create_async_engine(url, poolclass=NullPool)
        try:
            async with engine.connect() as connection:
                yield connection
        finally:
            await engine.dispose()

    async def settle(self, patience: float = 120) -> None:
        """Waits until, twice in a row, nothing is unpublished, unacknowledged or due; raises TimeoutError with what is left."""
        ends, quiet, left = asyncio.get_running_loop().time() + patience, 0, ["nothing was looked at"]
        while quiet < QUIET:
            if asyncio.get_running_loop().time() > ends:
                raise TimeoutError(f"still in flight after {patience:.0f} s: {'; '.join(left)}")
            try:
                left = [*await self._unpublished_or_due(), *await self._unacknowledged()]
            except (OSError, nats.errors.Error, nats.js.errors.Error) as error:
                left = [f"{type(error).__name__}: {error}"]
            quiet = 0 if left else quiet + 1
            await asyncio.sleep(0.1)

    async def _unpublished_or_due(self) -> list[str]:
        found = []
        for service in self.services:
            async with self.database(service) as connection:
                waiting = await connection.scalar(
                    select(func.count()).select_from(tables.outbox).where(tables.outbox.c.publish_time.is_(None))
                )
                due = await connection.scalar(
                    select(func.count()).select_from(tables.timer).where(tables.timer.c.fire_time <= self.clock.real())
                )
            found += [f"{service.name}: {count} {what}" for count, what in ((waiting, "unpublished"), (due, "due")) if count]
        return found

    async def _unacknowledged(self) -> list[str]:
        broker = await nats.connect(self.installation.nats.url(), connect_timeout=2, allow_reconnect=False)
        try:
            jetstream, found = broker.jetstream(), []
            for service in self.services:
                for source in sorted(sources_of(service) & {each.name for each in self.services}):
                    state = await jetstream.consumer_info(stream_name(source), f"{service.name}_from_{source}")
                    if state.num_pending or state.num_ack_pending:
                        found.append(f"{service.name} from {source}: {state.num_pending} pending, {state.num_ack_pending} unacknowledged")
            return found
        finally:
            await broker.close()


def sources_of(service: Service) -> set[str]:
    """The services whose events it takes."""
    types = {copy.source.DESCRIPTOR.full_name for copy in (*CHASSIS_COPIES, *service.copies)} | service.reactions().keys()
    return {name.split(".")[1] for name in types}


async def eventually(true: Callable[[], Awaitable[bool]], what: str, patience: float = 30) -> None:
    """Waits for something that ought to happen by itself."""
    ends = asyncio.get_running_loop().time() + patience
    while not await true():
        if asyncio.get_running_loop().time() > ends:
            raise Refused(f"after {patience:.0f} s still not: {what}")
        await asyncio.sleep(0.1)


@asynccontextmanager
async def running_plant(members: Sequence[Member], logs: Path, more: Mapping[str, str] | None = None) -> AsyncIterator[Plant]:
    """Starts everything, with a tap between the members and NATS; keeps the logs of all processes. `more` settings are told to all."""
    port = any_free()
    installation: Installation | None = None

    def target() -> int:
        if installation is None:
            raise OSError("NATS has no port yet")
        return installation.ports["nats"]

    def settings(data: DataFolder) -> Mapping[str, str]:
        data.nats.mkdir()
        key = data.path / "installation-key-of-the-tests"
        key.write_text(INSTALLATION_KEY)
        tapped = Nats(data.nats, port=port, run=data.run, logs=data.logs).url()
        return {"DAOZHANG_NATS_URL": tapped, "DAOZHANG_INSTALLATION_KEY_FILE": str(key), **(more or {})}

    with ExitStack() as processes:
        async with AsyncExitStack() as stack:
            tap = await stack.enter_async_context(Tap(port, target))
            installation = await asyncio.to_thread(processes.enter_context, running_installation(members, settings=settings, logs=logs))
            yield Plant(installation, tap, stack)
