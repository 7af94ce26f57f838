"""How a member starts: `python -m accounts.service serve`. Settings are read here and nowhere else; signals are taken here alone."""

from __future__ import annotations

import argparse
import asyncio
import getpass
import os
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import uvloop

from chassis import announcing, calendar, dead_letters, relay
from chassis.clock import Clock
from chassis.database import Database
from chassis.environment import PREFIX, SettingsError
from chassis.errors import DomainError
from chassis.ops import Ops
from chassis.runtime import Runtime
from chassis.server import Server
from chassis.service import Service
from chassis.settings import MigrationSettings, ServiceSettings
from chassis.telemetry import Tracing, exposition, log_as_json
from chassis.tls import Certificates, TlsSettings

Serve = Callable[[AsyncExitStack], Awaitable[None]]
Extras = Callable[[Mapping[str, str]], dict[str, Any]]


def main(service: Service, extras: Extras | None = None) -> None:
    """The command line of a service that is a process of its own. `extras` reads what only this service needs from the environment."""
    run(service, lambda stack: serve(service, stack, extras))


def run(service: Service, start: Serve) -> None:
    """Parses the command line; `start` brings up what serves until a signal ends it."""
    parser = argparse.ArgumentParser(prog=service.name)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("migrate", help="bring the database to the schema of this version")
    commands.add_parser("serve", help="answer calls until SIGTERM")
    again = commands.add_parser("republish", help="feed published events to JetStream once more")
    again.add_argument("--since", required=True, type=datetime.fromisoformat, help="an instant with zone: 2026-01-31T00:00:00+08:00")
    for name, meaning in (
        ("announce", "after a restoration: tell others the present state of everything"),
        ("forget", "when all announcements were taken: archive what nobody announced"),
    ):
        restored = commands.add_parser(name, help=meaning)
        restored.add_argument(
            "--moment", required=True, type=datetime.fromisoformat, help="one instant with zone, the same for all services"
        )
    letters = commands.add_parser("dead-letters", help="what could not be handled: list it, or decide about one")
    letters.add_argument("--replay", type=UUID, metavar="ID", help="try it again, now")
    letters.add_argument("--discard", type=UUID, metavar="ID", help="give it up")
    letters.add_argument("--reason", default="", help="why it is given up")
    arguments = parser.parse_args()
    try:
        match arguments.command:
            case "migrate":
                # Loading Alembic takes a second, and who serves does not need it.
                from chassis.migration import upgrade

                settings = MigrationSettings.read(os.environ)
                upgrade(service.migrations, settings.owner_url, tls=_certificates(settings.tls).database)
            case "serve":
                uvloop.run(_until_signal(start))
            case "republish":
                uvloop.run(_republish(service, arguments.since))
            case "announce" | "forget":
                uvloop.run(_after_restoration(service, arguments.command, arguments.moment))
            case "dead-letters":
                uvloop.run(_dead_letters(service, arguments))
    except (SettingsError, DomainError) as error:
        sys.exit(f"{service.name}: {error}")


async def serve(service: Service, stack: AsyncExitStack, extras: Extras | None = None) -> None:
    """One service on its gRPC address, with health and metrics on the ops address."""
    settings = ServiceSettings.read(os.environ)
    runtime = await stack.enter_async_context(running(service, settings, extras(os.environ) if extras else None))
    server = Server(runtime, str(settings.grpc_listen))
    await server.start()
    stack.push_async_callback(server.stop)
    ops = Ops(settings.ops_listen, checks=runtime.checks(), metrics=exposition([runtime.metrics]))
    await stack.enter_async_context(ops)
    # The first to end: balancers look elsewhere while the last calls end.
    stack.callback(ops.drain)


@asynccontextmanager
async def running(service: Service, settings: ServiceSettings, extras: dict[str, Any] | None = None) -> AsyncIterator[Runtime]:
    """A started runtime with its logs and traces, from settings."""
    log_as_json(service.name)
    if settings.calendars_dir is not None:
        _read_calendars(settings.calendars_dir)
    runtime, tracing = _made(service, settings, extras)
    try:
        async with runtime:
            yield runtime
    finally:
        await asyncio.to_thread(tracing.close)


def _read_calendars(folder: Path) -> None:
    try:
        calendar.read_also(folder)
    except ValueError as error:
        raise SettingsError([f"{PREFIX}CALENDARS_DIR: {error}"]) from None


def _made(service: Service, settings: ServiceSettings, extras: dict[str, Any] | None) -> tuple[Runtime, Tracing]:
    certificates = _certificates(settings.tls)
    tracing = Tracing(service.name, otlp_endpoint=settings.otlp_endpoint, share=settings.trace_share)
    runtime = Runtime(
        service,
        database=Database(settings.database.app_url, settings.database.worker_url, tls=certificates.database),
        certificates=certificates,
        nats_url=settings.nats_url,
        signer=settings.keys.signer(service.name),
        verifier=settings.keys.verifier(service.name),
        master_key=settings.keys.master_key(),
        tracer=tracing.tracer,
        extras=extras,
        peers=settings.peers,
    )
    return runtime, tracing


def _certificates(settings: TlsSettings) -> Certificates:
    try:
        return Certificates(settings)
    except (ValueError, OSError) as error:
        raise SettingsError([f"{PREFIX}TLS_..._FILE, {PREFIX}..._CA_FILE: {error}"]) from error


async def _until_signal(start: Serve) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(each, stop.set)
    stopped = asyncio.create_task(stop.wait())
    async with AsyncExitStack() as stack:
        # A start may take as long as a migration does, and whoever is asked to end meanwhile does so at once.
        started = asyncio.ensure_future(start(stack))
        await asyncio.wait({started, stopped}, return_when=asyncio.FIRST_COMPLETED)
        if not started.done():
            started.cancel()
            with suppress(asyncio.CancelledError):
                await started
        else:
            await started
            await stopped


@asynccontextmanager
async def _at_rest(service: Service) -> AsyncIterator[Runtime]:
    """A runtime whose loops do not run, for what an operator types."""
    runtime, tracing = _made(service, ServiceSettings.read(os.environ), None)
    try:
        yield runtime
    finally:
        await runtime.database.close()
        await asyncio.to_thread(tracing.close)


async def _after_restoration(service: Service, command: str, moment: datetime) -> None:
    async with _at_rest(service) as runtime:
        if command == "announce":
            sys.stdout.write(f"{service.name}: {await announcing.announce(runtime, moment)} records told anew\n")
        else:
            for table, count in (await announcing.forget(runtime, moment)).items():
                sys.stdout.write(f"{service.name}: {count} of {table} are known to nobody else, and archived here\n")


async def _dead_letters(service: Service, arguments: argparse.Namespace) -> None:
    by = f"operator:{getpass.getuser()}"
    async with _at_rest(service) as runtime:
        if arguments.replay:
            await dead_letters.replay(runtime, arguments.replay, by)
        if arguments.discard:
            await dead_letters.discard(runtime, arguments.discard, by, arguments.reason)
        for letter in await dead_letters.open_letters(runtime):
            sys.stdout.write(f"{letter.id}  {letter.create_time:%Y-%m-%d %H:%M:%S}  {letter.kind}  {letter.subject}\n    {letter.error}\n")


async def _republish(service: Service, since: datetime) -> None:
    settings = ServiceSettings.read(os.environ)
    database = Database(settings.database.app_url, settings.database.worker_url, tls=_certificates(settings.tls).database)
    async with database.worker.begin() as connection:
        rows = await relay.republish(connection, since)
    await database.close()
    sys.stdout.write(f"{service.name}: {rows} events since {since.isoformat()} go out again ({Clock.real():%H:%M:%S})\n")
