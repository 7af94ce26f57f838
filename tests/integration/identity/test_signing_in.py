"""Passwords, sessions, and who is let in."""

import asyncio
from datetime import timedelta
from uuid import UUID

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select, update

from chassis.clock import Clock
from chassis.errors import DomainError, Kind
from chassis.principal import Principal
from chassis.runtime import Runtime
from chassis.scope import Reach, Scope
from crm.identity.v1 import identity_pb2 as pb
from identity import tables as t
from tests.integration.identity.company import PASSWORD, Company, knock, resolved
from tests.support.running import ask

WRONG = "not the right password"


async def refused(acme: Company, email: str, password: str, tenant: str = "") -> DomainError:
    request = pb.CreateSessionRequest(tenant=tenant or acme.tenant.code, email=email, password=password)
    with pytest.raises(DomainError) as refusal:
        await knock(acme.runtime, "CreateSession", request)
    return refusal.value


async def age(acme: Company, **columns: timedelta) -> None:
    """Makes all sessions of the company older."""
    async with acme.runtime.database.as_app(Scope(UUID(acme.tenant.id), Reach.TENANT)) as connection:
        await connection.execute(update(t.session).values({name: t.session.c[name] - by for name, by in columns.items()}))


async def test_a_session_is_a_principal_with_rights_and_teams(acme: Company) -> None:
    region = await acme.team("华东")
    team = await acme.team("华东一部", parent_id=region.id)
    below = await acme.team("苏州组", parent_id=team.id)
    user = await acme.hires("王经理", "sales_manager", team_id=team.id)
    principal = await acme.at_work(user)
    assert (principal.actor, str(principal.tenant_id), str(principal.person_id)) == (f"user:{user.id}", acme.tenant.id, user.id)
    assert [str(id) for id in principal.team_ids] == [team.id]
    assert [str(id) for id in principal.team_ids_below] == [below.id]
    assert principal.permissions["account.read"].reach is Reach.TEAM_AND_BELOW
    assert principal.signed_in_within(timedelta(seconds=60), Clock.real())


async def test_address_and_password_are_refused_alike_whatever_is_wrong(acme: Company) -> None:
    errors = [
        await refused(acme, acme.admin_email, WRONG),
        await refused(acme, "nobody@acme.cn", WRONG),
        await refused(acme, acme.admin_email, PASSWORD, tenant="nowhere"),
    ]
    assert {(error.kind, error.reason, error.detail) for error in errors} == {
        (Kind.UNAUTHENTICATED, "SIGN_IN_REFUSED", "Tenant, mail address or password is wrong.")
    }


@pytest.mark.parametrize(("email", "tenant"), [("boss@acme.cn", "acme"), ("nobody@acme.cn", "acme"), ("boss@acme.cn", "nowhere")])
async def test_guessing_is_shut_out_for_a_while_also_with_the_right_password(acme: Company, email: str, tenant: str) -> None:
    errors = await asyncio.gather(*(refused(acme, email.upper(), WRONG, tenant) for _ in range(8)))
    assert sum(error.reason == "SIGN_IN_REFUSED" for error in errors) == 5
    shut = await refused(acme, email, PASSWORD, tenant)
    assert (shut.kind, shut.reason) == (Kind.EXHAUSTED, "TOO_MANY_ATTEMPTS")
    assert 25 <= int(shut.metadata["retry_after"]) <= 30


async def test_a_right_password_forgets_the_wrong_ones_before_it(acme: Company) -> None:
    for _ in range(3):
        for _ in range(4):
            await refused(acme, acme.admin_email, WRONG)
        await acme.session(acme.admin_email)


async def test_an_administrator_lets_somebody_in_who_guessed_too_often(acme: Company) -> None:
    user = await acme.hires("李雷")
    for _ in range(6):
        await refused(acme, user.email, WRONG)
    reset = await ask(acme.runtime, acme.admin, "ResetPassword", pb.ResetPasswordRequest(user_id=user.id))
    assert (await acme.session(user.email, reset.temporary_password)).must_change_password


async def test_with_a_temporary_password_one_can_only_change_it(acme: Company) -> None:
    user = await acme.hires("李雷", "sales")
    session = await acme.session(user.email, "first password of all")
    assert session.must_change_password
    principal = await resolved(acme.runtime, session.token)
    assert not principal.permissions
    change = pb.ChangePasswordRequest(current_password="first password of all", new_password=PASSWORD)
    await ask(acme.runtime, principal, "ChangePassword", change)
    assert (await resolved(acme.runtime, session.token)).may("account.create")


async def test_a_new_password_ends_the_other_sessions_and_only_those(acme: Company) -> None:
    here, there = await acme.session(acme.admin_email), await acme.session(acme.admin_email)
    principal = await resolved(acme.runtime, here.token)
    change = pb.ChangePasswordRequest(current_password=PASSWORD, new_password="another password altogether")
    await ask(acme.runtime, principal, "ChangePassword", change)
    await resolved(acme.runtime, here.token)
    with pytest.raises(DomainError) as refusal:
        await resolved(acme.runtime, there.token)
    assert refusal.value.reason == "SESSION_UNKNOWN"
    await acme.session(acme.admin_email, "another password altogether")


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("short", "PASSWORD_TOO_SHORT"),
        ("aaaaaaaaaaaaaa", "PASSWORD_TOO_SIMPLE"),
        (PASSWORD, "PASSWORD_UNCHANGED"),
        ("boss@acme.cn1", "PASSWORD_GUESSABLE"),
    ],
)
async def test_a_bad_new_password_is_refused_and_says_why(acme: Company, password: str, reason: str) -> None:
    with pytest.raises(DomainError) as refusal:
        await ask(acme.runtime, acme.admin, "ChangePassword", pb.ChangePasswordRequest(current_password=PASSWORD, new_password=password))
    assert refusal.value.reason == reason
    assert refusal.value.violations[0].field == "new_password"


async def test_a_stolen_session_is_no_place_to_guess_the_password(acme: Company) -> None:
    request = pb.ConfirmSessionRequest(session_id=acme.admin.cause.removeprefix("session:"), password=WRONG)
    reasons = []
    for _ in range(6):
        with pytest.raises(DomainError) as refusal:
            await ask(acme.runtime, acme.admin, "ConfirmSession", request)
        reasons.append(refusal.value.reason)
    assert reasons == ["PASSWORD_WRONG"] * 5 + ["TOO_MANY_ATTEMPTS"]


async def test_giving_the_password_again_renews_the_proof_but_not_the_session(acme: Company) -> None:
    session = await acme.session(acme.admin_email)
    await age(acme, sign_in_time=timedelta(hours=2))
    old = await resolved(acme.runtime, session.token)
    assert not old.signed_in_within(timedelta(hours=1), Clock.real())
    confirmed = await ask(acme.runtime, old, "ConfirmSession", pb.ConfirmSessionRequest(session_id=session.id, password=PASSWORD))
    assert (confirmed.expire_time, confirmed.current, confirmed.token) == (session.expire_time, True, "")
    assert (await resolved(acme.runtime, session.token)).signed_in_within(timedelta(minutes=1), Clock.real())


@pytest.mark.parametrize(
    ("role", "minutes", "alive"),
    [("sales", 479, True), ("sales", 481, False), ("cashier", 29, True), ("cashier", 31, False)],
)
async def test_an_idle_session_ends_sooner_for_who_posts_money(acme: Company, role: str, minutes: int, alive: bool) -> None:
    user = await acme.hires("李雷", role)
    await acme.at_work(user)
    session = await acme.session(user.email)
    await age(acme, last_use_time=timedelta(minutes=minutes))
    if alive:
        await resolved(acme.runtime, session.token)
        await resolved(acme.runtime, session.token)
        return
    with pytest.raises(DomainError) as refusal:
        await resolved(acme.runtime, session.token)
    assert (refusal.value.kind, refusal.value.reason) == (Kind.UNAUTHENTICATED, "SESSION_EXPIRED")


async def test_a_session_ends_after_seven_days_however_busy(acme: Company) -> None:
    session = await acme.session(acme.admin_email)
    await age(acme, expire_time=timedelta(days=7))
    with pytest.raises(DomainError) as refusal:
        await resolved(acme.runtime, session.token)
    assert refusal.value.reason == "SESSION_EXPIRED"
    await acme.session(acme.admin_email)  # sweeps what is over
    async with acme.runtime.database.as_app(Scope(UUID(acme.tenant.id), Reach.TENANT)) as connection:
        assert len((await connection.execute(select(t.session.c.id))).all()) == 1


async def test_use_is_noted_once_a_minute_and_keeps_the_session_alive(acme: Company) -> None:
    session = await acme.session(acme.admin_email)

    async def last_use() -> object:
        listed = (await ask(acme.runtime, acme.admin, "ListSessions", pb.ListSessionsRequest())).sessions
        return next(each.last_use_time for each in listed if each.id == session.id)

    before = await last_use()
    await resolved(acme.runtime, session.token)
    assert await last_use() == before
    await age(acme, last_use_time=timedelta(minutes=2))
    await resolved(acme.runtime, session.token)
    assert (await last_use()).ToDatetime() > before.ToDatetime()  # type: ignore[attr-defined]


async def test_one_lists_and_ends_ones_own_sessions_only(acme: Company) -> None:
    user = await acme.hires("李雷")
    principal = await acme.at_work(user)
    listed = (await ask(acme.runtime, principal, "ListSessions", pb.ListSessionsRequest())).sessions
    assert [(session.device, session.user_id) for session in listed] == [("Firefox", user.id)] * 2
    assert [session.current for session in listed].count(True) == 1
    current = next(session.id for session in listed if session.current)
    with pytest.raises(DomainError) as refusal:
        await ask(acme.runtime, acme.admin, "DeleteSession", pb.DeleteSessionRequest(session_id=current))
    assert refusal.value.reason == "NOT_FOUND"
    await ask(acme.runtime, principal, "DeleteSession", pb.DeleteSessionRequest(session_id=current))
    assert not [s for s in (await ask(acme.runtime, principal, "ListSessions", pb.ListSessionsRequest())).sessions if s.current]


async def test_a_disabled_user_is_shut_out_at_once_and_comes_back_with_a_new_session(acme: Company) -> None:
    user = await acme.hires("李雷", "operations")
    principal = await acme.at_work(user)
    session = await acme.session(user.email)
    key = await ask(acme.runtime, principal, "CreateApiKey", pb.CreateApiKeyRequest(api_key=pb.ApiKey(name="erp")))
    await ask(acme.runtime, acme.admin, "DisableUser", pb.DisableUserRequest(user_id=user.id, reason="left"))
    assert (await refused(acme, user.email, PASSWORD)).reason == "USER_DISABLED"
    await ask(acme.runtime, acme.admin, "EnableUser", pb.EnableUserRequest(user_id=user.id))
    for method, request in (
        ("ResolveSession", pb.ResolveSessionRequest(token=session.token)),
        ("ResolveApiKey", pb.ResolveApiKeyRequest(secret=key.secret, address="203.0.113.7")),
    ):
        with pytest.raises(DomainError) as refusal:
            await knock(acme.runtime, method, request)
        assert refusal.value.kind is Kind.UNAUTHENTICATED
    assert (await acme.enters(user.email)).may("account.read")


async def test_tokens_and_passwords_are_stored_as_hashes_only(acme: Company) -> None:
    session = await acme.session(acme.admin_email)
    async with acme.runtime.database.as_app(Scope(UUID(acme.tenant.id), Reach.TENANT)) as connection:
        for table in t.metadata.sorted_tables:
            for row in await connection.execute(select(table)):
                assert session.token not in repr(row)
                assert PASSWORD not in repr(row)
        assert str(await connection.scalar(select(t.user.c.password_hash))).startswith("$argon2id$")


async def test_a_password_hashed_with_old_parameters_is_hashed_anew_at_sign_in(acme: Company) -> None:
    old = PasswordHasher(time_cost=1, memory_cost=8 * 1024, parallelism=1).hash(PASSWORD)
    scope = Scope(UUID(acme.tenant.id), Reach.TENANT)
    async with acme.runtime.database.as_app(scope) as connection:
        await connection.execute(update(t.user).values(password_hash=old))
    await acme.session(acme.admin_email)
    async with acme.runtime.database.as_app(scope) as connection:
        assert "m=19456,t=2,p=1" in str(await connection.scalar(select(t.user.c.password_hash)))


async def test_a_made_up_token_is_nobody(identity: Runtime) -> None:
    for method, request in (
        ("ResolveSession", pb.ResolveSessionRequest(token="dzs_made-up")),
        ("ResolveApiKey", pb.ResolveApiKeyRequest(secret="dzk_made-up", address="203.0.113.7")),
    ):
        with pytest.raises(DomainError) as refusal:
            await knock(identity, method, request)
        assert refusal.value.kind is Kind.UNAUTHENTICATED


async def test_an_api_key_neither_changes_passwords_nor_makes_keys(acme: Company) -> None:
    made = await ask(acme.runtime, acme.admin, "CreateApiKey", pb.CreateApiKeyRequest(api_key=pb.ApiKey(name="erp")))
    caller = await knock(acme.runtime, "ResolveApiKey", pb.ResolveApiKeyRequest(secret=made.secret, address="203.0.113.7"))
    key = Principal.from_message(caller.principal)
    for method, request in (
        ("ChangePassword", pb.ChangePasswordRequest(current_password=PASSWORD, new_password="another password altogether")),
        ("CreateApiKey", pb.CreateApiKeyRequest(api_key=pb.ApiKey(name="more"))),
    ):
        with pytest.raises(DomainError) as refusal:
            await ask(acme.runtime, key, method, request)
        assert refusal.value.reason == "SESSION_NEEDED"
