"""The two servers that tests and `make up` share."""

from collections.abc import Callable

import asyncpg
import nats
import pytest

from tests.support.servers import Servers
from tools.stack.databases import DatabaseUrls


async def test_a_role_reaches_its_own_database_alone(create_database: Callable[[str], DatabaseUrls]) -> None:
    accounts, pipeline = create_database("accounts"), create_database("pipeline")
    connection = await asyncpg.connect(accounts.app)
    assert await connection.fetchval("SELECT current_user") == "accounts_app"
    await connection.close()
    for role in (pipeline.owner, pipeline.app, pipeline.worker):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await asyncpg.connect(role.replace(f"/{pipeline.name}", f"/{accounts.name}"))


async def test_a_wrong_password_is_refused(create_database: Callable[[str], DatabaseUrls]) -> None:
    url = create_database("accounts").app
    with pytest.raises(asyncpg.InvalidPasswordError):
        await asyncpg.connect(url, password="guessed")


async def test_a_copied_database_has_the_tables_of_its_template_and_is_closed_like_it(servers: Servers) -> None:
    template = servers.create_database("accounts")
    connection = await asyncpg.connect(template.owner)
    await connection.execute("CREATE EXTENSION pg_trgm; CREATE TABLE account (id uuid DEFAULT uuidv7())")
    await connection.close()
    copy, _ = servers.create_database("accounts", template=template.name), servers.create_database("pipeline")
    connection = await asyncpg.connect(copy.owner)
    assert await connection.fetchval("SELECT count(*) FROM account") == 0
    assert await connection.fetchval("SELECT has_database_privilege('pipeline_app', current_database(), 'connect')") is False
    await connection.close()


async def test_text_sorts_the_same_on_every_machine(create_database: Callable[[str], DatabaseUrls]) -> None:
    connection = await asyncpg.connect(create_database("accounts").app)
    assert await connection.fetchval("SELECT array_agg(x ORDER BY x) FROM unnest(array['b', 'B', 'ä', '张']) x") == ["B", "b", "ä", "张"]
    assert await connection.fetchval("SELECT lower('ÄÉ') || upper('ß')") == "äéß"
    await connection.close()


async def test_a_room_of_nats_sees_no_streams_of_another(servers: Servers) -> None:
    one, two = await nats.connect(servers.nats_url()), await nats.connect(servers.nats_url())
    await one.jetstream().add_stream(name="accounts", subjects=["accounts.>"])
    assert [stream.config.name for stream in await one.jetstream().streams_info()] == ["accounts"]
    assert await two.jetstream().streams_info() == []
    await one.close()
    await two.close()


async def test_servers_that_are_killed_keep_what_they_confirmed(own_servers: Servers) -> None:
    urls, room = own_servers.create_database("accounts"), own_servers.nats_url()
    connection = await asyncpg.connect(urls.owner)
    await connection.execute("CREATE TABLE account (name text); INSERT INTO account VALUES ('华东机床')")
    client = await nats.connect(room)
    await client.jetstream().add_stream(name="accounts", subjects=["accounts.>"])
    await client.jetstream().publish("accounts.created", b"1")
    await client.close()
    own_servers.postgres.kill()
    own_servers.nats.kill()
    connection.terminate()

    own_servers.postgres.start()
    own_servers.nats.start()
    connection = await asyncpg.connect(urls.app)
    assert await connection.fetchval("SELECT count(*) FROM pg_tables WHERE tablename = 'account'") == 1
    await connection.close()
    client = await nats.connect(room)
    assert (await client.jetstream().stream_info("accounts")).state.messages == 1
    await client.close()
