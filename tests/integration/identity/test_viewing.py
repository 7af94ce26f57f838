"""Looking at the product with another person's eyes: who may, what it shows, how it ends, and who hears of it."""

import json
from datetime import timedelta

import pytest
from google.protobuf.message import Message

from chassis import sandbox
from chassis.errors import DomainError, Kind
from chassis.principal import Principal
from crm.common.v1.audit_pb2 import AuditEntry, ListAuditEntriesRequest
from crm.identity.v1 import identity_pb2 as pb
from identity.domain.session import VIEW
from tests.integration.identity.company import PASSWORD, Company, knock, resolved
from tests.support.running import ask

WHY = "她说看不到客户"


class Looking:
    """An administrator in a session of their own."""

    def __init__(self, acme: Company, session: pb.Session) -> None:
        self._acme, self.session = acme, session

    async def now(self) -> Principal:
        """Who they are for the services at this moment."""
        return await resolved(self._acme.runtime, self.session.token)

    async def begin(self, user_id: str, reason: str = WHY) -> pb.Session:
        begun: pb.Session = await ask(self._acme.runtime, await self.now(), "ViewAs", pb.ViewAsRequest(user_id=user_id, reason=reason))
        return begun

    async def end(self) -> pb.Session:
        request = pb.EndViewAsRequest(session_id=self.session.id)
        ended: pb.Session = await ask(self._acme.runtime, await self.now(), "EndViewAs", request)
        return ended

    async def refused(self, user_id: str, reason: str = WHY) -> str:
        with pytest.raises(DomainError) as refusal:
            await self.begin(user_id, reason)
        return refusal.value.reason


@pytest.fixture
async def boss(acme: Company) -> Looking:
    return Looking(acme, await acme.session(acme.admin_email))


@pytest.fixture
async def rep(acme: Company) -> pb.User:
    team = await acme.team("华东")
    user = await acme.hires("王晓芳", "sales", team_id=team.id, phone="13800138000")
    await acme.at_work(user)
    return user


async def history(acme: Company, filter: str) -> list[AuditEntry]:
    reply = await ask(acme.runtime, acme.admin, "ListAuditEntries", ListAuditEntriesRequest(filter=filter))
    return list(reply.audit_entries)


async def test_one_is_the_other_person_for_every_service_and_oneself_for_the_audit(acme: Company, boss: Looking, rep: pb.User) -> None:
    begun = await boss.begin(rep.id)
    assert begun.viewed_id == rep.id
    assert begun.view_end_time.ToDatetime() - begun.last_use_time.ToDatetime() <= VIEW + timedelta(seconds=10)
    hers, seen = await acme.enters(rep.email), await boss.now()
    assert (seen.person_id, seen.permissions, seen.team_ids) == (hers.person_id, hers.permissions, hers.team_ids)
    assert (seen.viewer_id, seen.actor, seen.cause) == (acme.admin.person_id, acme.admin.actor, f"session:{boss.session.id}")
    assert (await resolved(acme.runtime, (await acme.session(acme.admin_email)).token)).viewer_id is None


async def test_me_says_with_whose_eyes_and_until_when_and_keeps_the_phone_masked(acme: Company, boss: Looking, rep: pb.User) -> None:
    begun = await boss.begin(rep.id)
    me = await ask(acme.runtime, await boss.now(), "GetMe", pb.GetMeRequest())
    assert (me.user.id, me.viewer_id, me.session_id) == (rep.id, str(acme.admin.person_id), boss.session.id)
    assert (me.view_end_time, me.user.phone) == (begun.view_end_time, "138****8000")
    await boss.end()
    me = await ask(acme.runtime, await boss.now(), "GetMe", pb.GetMeRequest())
    assert (me.user.id, me.viewer_id, me.HasField("view_end_time")) == (str(acme.admin.person_id), "", False)


async def test_nothing_can_be_changed_but_the_view_be_ended(acme: Company, boss: Looking, rep: pb.User) -> None:
    await boss.begin(rep.id)
    seen, elsewhere = await boss.now(), await acme.session(acme.admin_email)
    requests: list[tuple[str, Message]] = [
        ("UpdateMe", pb.UpdateMeRequest(user=pb.User(name="别人"))),
        ("ChangePassword", pb.ChangePasswordRequest(current_password=PASSWORD, new_password="another password altogether")),
        ("ConfirmSession", pb.ConfirmSessionRequest(session_id=boss.session.id, password=PASSWORD)),
        ("CreateApiKey", pb.CreateApiKeyRequest(api_key=pb.ApiKey(name="erp"))),
        ("ViewAs", pb.ViewAsRequest(user_id=rep.id, reason=WHY)),
        ("DeleteSession", pb.DeleteSessionRequest(session_id=elsewhere.id)),
    ]
    for method, request in requests:
        with pytest.raises(DomainError) as refusal:
            await ask(acme.runtime, seen, method, request)
        assert (refusal.value.kind, refusal.value.reason) == (Kind.FORBIDDEN, "VIEWING_AS_ANOTHER"), method
    ended = await boss.end()
    assert (ended.viewed_id, ended.HasField("view_end_time")) == ("", False)
    assert (await boss.now()).may("user.view_as")
    assert not (await boss.end()).viewed_id


async def test_it_ends_by_itself_after_a_quarter_of_an_hour(acme: Company, boss: Looking, rep: pb.User) -> None:
    await boss.begin(rep.id)
    tenant_id, start = acme.admin.tenant_id, acme.runtime.clock.now(acme.admin.tenant_id)
    await sandbox.advance([acme.runtime], tenant_id, start + VIEW - timedelta(minutes=1))
    assert (await boss.now()).viewer_id is not None
    await sandbox.advance([acme.runtime], tenant_id, start + VIEW + timedelta(minutes=1))
    assert (await boss.now()).viewer_id is None
    for id in (rep.id, str(acme.admin.person_id)):
        ended, begun = await history(acme, f'subject_id = "{id}" AND (method = "ViewAs" OR method = "timer")')
        assert (ended.method, ended.actor, begun.method) == ("timer", "service:identity", "ViewAs")


async def test_signing_out_ends_it_too(acme: Company, boss: Looking, rep: pb.User) -> None:
    await boss.begin(rep.id)
    await ask(acme.runtime, await boss.now(), "DeleteSession", pb.DeleteSessionRequest(session_id=boss.session.id))
    with pytest.raises(DomainError) as refusal:
        await boss.now()
    assert refusal.value.reason == "SESSION_UNKNOWN"
    (told,) = await history(acme, f'subject_id = "{rep.id}" AND method = "DeleteSession"')
    assert json.loads(told.changes) == {"viewer_id": [str(acme.admin.person_id), None]}


async def test_begin_and_end_stand_in_the_history_of_both_with_the_reason(acme: Company, boss: Looking, rep: pb.User) -> None:
    await boss.begin(rep.id)
    await boss.end()
    viewer = str(acme.admin.person_id)
    for id, field, other in ((rep.id, "viewer_id", viewer), (viewer, "viewed_id", rep.id)):
        (began,) = await history(acme, f'subject_id = "{id}" AND method = "ViewAs"')
        (ended,) = await history(acme, f'subject_id = "{id}" AND method = "EndViewAs"')
        assert (began.person_id, began.reason, json.loads(began.changes)) == (viewer, WHY, {field: [None, other]})
        assert (ended.person_id, ended.actor, json.loads(ended.changes)) == (viewer, f"user:{viewer}", {field: [other, None]})
    (session,) = await history(acme, f'subject_id = "{boss.session.id}" AND method = "ViewAs"')
    assert json.loads(session.changes)["viewed_id"] == [None, rep.id]


async def test_it_takes_the_permission_a_reason_a_session_and_somebody_else_who_works_here(
    acme: Company, boss: Looking, rep: pb.User
) -> None:
    assert await boss.refused(str(acme.admin.person_id)) == "VIEW_AS_ONESELF"
    assert await boss.refused(rep.id, reason="") == "INVALID_REQUEST"
    clerk = await acme.hires("李雷", "operations")
    await acme.at_work(clerk)
    assert await Looking(acme, await acme.session(clerk.email)).refused(rep.id) == "PERMISSION_DENIED"
    await ask(acme.runtime, acme.admin, "DisableUser", pb.DisableUserRequest(user_id=clerk.id))
    assert await boss.refused(clerk.id) == "USER_DISABLED"
    made = await ask(acme.runtime, acme.admin, "CreateApiKey", pb.CreateApiKeyRequest(api_key=pb.ApiKey(name="erp")))
    caller = await knock(acme.runtime, "ResolveApiKey", pb.ResolveApiKeyRequest(secret=made.secret, address="203.0.113.7"))
    with pytest.raises(DomainError) as refusal:
        await ask(acme.runtime, Principal.from_message(caller.principal), "ViewAs", pb.ViewAsRequest(user_id=rep.id, reason=WHY))
    assert refusal.value.reason == "SESSION_NEEDED"


async def test_the_eyes_of_who_is_disabled_meanwhile_are_shut(acme: Company, boss: Looking, rep: pb.User) -> None:
    await boss.begin(rep.id)
    await ask(acme.runtime, acme.admin, "DisableUser", pb.DisableUserRequest(user_id=rep.id))
    assert (await boss.now()).person_id == acme.admin.person_id


async def test_one_sees_what_somebody_will_see_who_has_not_signed_in_yet(acme: Company, boss: Looking) -> None:
    newcomer = await acme.hires("韩梅", "sales")
    await boss.begin(newcomer.id)
    assert (await boss.now()).may("account.read")
