"""A member that starts before its database is migrated waits, and works when it is."""

import asyncio
import signal
import sys
from collections.abc import Callable
from subprocess import PIPE, Popen

from chassis.database import Database
from chassis.migration import upgrade
from chassis.principal import Signer
from chassis.runtime import Runtime
from leads.service import SERVICE
from tests.support.running import MASTER_KEY, Keys
from tests.support.servers import Servers
from tools.stack.databases import DatabaseUrls

WAITS = """
import asyncio
from chassis.main import _until_signal
async def start(stack):
    print("waiting", flush=True)
    await asyncio.Event().wait()
asyncio.run(_until_signal(start))
"""


def runtime_of(urls: DatabaseUrls, servers: Servers) -> Runtime:
    keys = Keys()
    return Runtime(
        SERVICE,
        database=Database(urls.app, urls.worker),
        nats_url=servers.nats_url(),
        signer=Signer.generate(SERVICE.name),
        verifier=keys.verifier(),
        master_key=MASTER_KEY,
        retry_seconds=0.05,
    )


async def test_a_member_waits_for_its_migration(servers: Servers, create_database: Callable[[str], DatabaseUrls]) -> None:
    urls = create_database(SERVICE.name)
    runtime = runtime_of(urls, servers)
    (check,) = runtime.checks().values()
    assert "schema None is older than" in await check()
    started = asyncio.create_task(runtime.__aenter__())
    done, _ = await asyncio.wait({started}, timeout=0.5)
    assert not done
    await asyncio.to_thread(upgrade, SERVICE.migrations, urls.owner)
    await asyncio.wait_for(started, 10)
    assert await check() == ""
    await runtime.__aexit__(None, None, None)


def test_a_member_that_waits_ends_when_it_is_asked_to() -> None:
    with Popen([sys.executable, "-c", WAITS], stdout=PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "waiting\n"
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
