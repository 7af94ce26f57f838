"""What follows from what a provider answers: each class of error asks for another reaction."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import orjson
import pytest
from cryptography.exceptions import InvalidTag

from chassis.errors import DomainError
from chassis.ids import new_id
from chassis.secret_values import SecretValues
from notifier.channels import dingtalk, feishu, wecom
from notifier.channels.outcome import Outcome, Verdict
from notifier.channels.outside import Policy
from notifier.channels.robots import Answer
from notifier.channels.routing import nearest
from notifier.domain.channel import Channel, MailSecurity
from notifier.domain.delivery import LONGEST_PAUSE, MOST_ATTEMPTS, DeliveryState, after, pause
from notifier.domain.notification import ChannelKind
from notifier.domain.rates import free_from, kept, limits
from notifier.settings import places

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def answered(body: object, status: int = 200, **headers: str) -> Answer:
    return Answer(status, {name.replace("_", "-"): value for name, value in headers.items()}, orjson.dumps(body))


@pytest.mark.parametrize(
    ("code", "verdict", "seconds"),
    [(0, "sent", 0), (45009, "wait", 60), (45033, "wait", 5), (-1, "unknown", 0), (93000, "refused", 0), (40058, "refused", 0)],
)
def test_wecoms_codes_mean_what_its_documents_say(code: int, verdict: str, seconds: float) -> None:
    outcome = wecom.robot_outcome(answered({"errcode": code, "errmsg": "words"}))
    assert (outcome.verdict, outcome.wait_seconds) == (verdict, seconds)


@pytest.mark.parametrize(
    ("code", "verdict", "seconds"),
    [(0, "sent", 0), (130101, "wait", 600), (410100, "wait", 600), (-1, "unknown", 0), (310000, "refused", 0), (300001, "refused", 0)],
)
def test_dingtalks_codes_mean_what_its_documents_say(code: int, verdict: str, seconds: float) -> None:
    outcome = dingtalk.robot_outcome(answered({"errcode": code, "errmsg": "words"}))
    assert (outcome.verdict, outcome.wait_seconds) == (verdict, seconds)


@pytest.mark.parametrize(
    ("code", "verdict"), [(0, "sent"), (11232, "wait"), (9499, "refused"), (19001, "refused"), (19021, "refused"), (19024, "refused")]
)
def test_feishus_codes_mean_what_its_documents_say(code: int, verdict: str) -> None:
    assert feishu.robot_outcome(answered({"code": code, "msg": "words"})).verdict == verdict


def test_how_long_to_wait_is_taken_from_who_says_it() -> None:
    assert feishu.robot_outcome(answered({"code": 99991400, "msg": ""}, x_ogw_ratelimit_reset="52")).wait_seconds == 52
    assert wecom.robot_outcome(answered({}, 429, retry_after="7")).wait_seconds == 7
    assert wecom.robot_outcome(answered({}, 429)).wait_seconds == 60


def test_a_page_that_is_not_the_providers_decides_nothing() -> None:
    assert wecom.robot_outcome(Answer(200, {}, b"<html>sign in to the hotel</html>")).verdict is Verdict.UNKNOWN
    assert wecom.robot_outcome(Answer(502, {}, b"bad gateway")).verdict is Verdict.UNKNOWN
    assert wecom.robot_outcome(Answer(404, {}, b"")).verdict is Verdict.REFUSED


def test_wecom_takes_a_message_for_nobody_and_it_counts_as_refused() -> None:
    assert wecom.app_outcome(answered({"errcode": 0, "errmsg": "ok", "invaliduser": "x"})).verdict is Verdict.REFUSED
    assert wecom.app_outcome(answered({"errcode": 0, "errmsg": "ok", "invaliduser": ""})).verdict is Verdict.SENT
    assert wecom.token_is_gone(wecom.app_outcome(answered({"errcode": 42001, "errmsg": "expired"})))


def test_waiting_for_a_limit_costs_no_attempt_and_rests_the_channel() -> None:
    step = after(Outcome.wait(45009, "", 60), MOST_ATTEMPTS, NOW, 0.5)
    assert (step.state, step.due, step.rest, step.counts) == (DeliveryState.WAITING, NOW + timedelta(seconds=60), step.due, False)


def test_what_is_unknown_is_tried_again_until_it_was_too_often() -> None:
    assert after(Outcome.unknown("", ""), 1, NOW, 1).due == NOW + timedelta(seconds=10)
    assert after(Outcome.unknown("", ""), MOST_ATTEMPTS, NOW, 1).state is DeliveryState.FAILED


def test_what_is_refused_fails_and_what_may_not_leave_is_withheld() -> None:
    assert after(Outcome.refused(93000, ""), 1, NOW, 0).state is DeliveryState.FAILED
    assert after(Outcome.refused("SANDBOX", ""), 1, NOW, 0).state is DeliveryState.WITHHELD


def test_pauses_double_are_spread_and_stay_within_half_an_hour() -> None:
    assert [pause(attempt, 1).total_seconds() for attempt in (1, 2, 3)] == [10, 20, 40]
    assert pause(1, 0) == timedelta(seconds=5)
    assert pause(40, 1) == LONGEST_PAUSE


def test_a_window_slides_over_the_uses_that_count() -> None:
    among = limits(ChannelKind.WECOM, application=False)
    uses = [NOW + timedelta(seconds=second) for second in range(20)]
    now = NOW + timedelta(seconds=30)
    assert free_from(kept(uses, among, now), among, now) == NOW + timedelta(seconds=65)
    later = NOW + timedelta(seconds=65)
    assert free_from(kept(uses, among, later), among, later) == later
    assert limits(ChannelKind.MAIL, application=False) == limits(ChannelKind.WECOM, application=True) == ()


def test_feishu_is_used_five_times_at_once() -> None:
    among = limits(ChannelKind.FEISHU, application=False)
    assert free_from([NOW] * 4, among, NOW) == NOW
    assert free_from([NOW] * 5, among, NOW) > NOW


def test_the_nearest_channel_up_the_tree_is_taken_and_one_that_reaches_the_person_first() -> None:
    company, region, team = (new_id() for _ in range(3))

    def channel(place: object, agent: int = 0) -> SimpleNamespace:
        return SimpleNamespace(id=new_id(), team_id=place, wecom_agent=agent, create_time=NOW)

    everybody, of_region, application = channel(None), channel(region), channel(None, 7)
    parents = {team: region, region: company, company: None}
    assert nearest([everybody, of_region], team, parents) is of_region
    assert nearest([everybody, of_region], company, parents) is everybody
    assert nearest([everybody, application], None, parents) is application
    assert nearest([of_region], None, parents) is None
    assert nearest([], team, {team: team}) is None


@pytest.mark.parametrize("sandbox", [True, False])
def test_a_sandbox_reaches_what_catches_its_messages_and_nothing_else(sandbox: bool) -> None:
    policy = Policy(allowed=frozenset(("relay.example:25",)), catchers=frozenset(("127.0.0.1:1025",)))
    url = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k"
    assert bool(policy.barred_url(url, wecom.HOSTS, sandbox=sandbox)) is sandbox
    assert bool(policy.barred_mail("smtp.example.com", 465, sandbox=sandbox)) is sandbox
    assert bool(policy.barred_mail("relay.example", 25, sandbox=sandbox)) is sandbox
    assert policy.barred_mail("127.0.0.1", 1025, sandbox=sandbox) is None


def test_an_installation_that_sends_nothing_outside_is_a_sandbox_as_a_whole() -> None:
    barred = Policy(send_outside=False).barred_url("https://oapi.dingtalk.com/robot/send?access_token=t", dingtalk.HOSTS, sandbox=False)
    assert barred is not None
    assert barred.reason == "SANDBOX"


@pytest.mark.parametrize(
    "url",
    [
        "https://[::1]:99999/x",
        "https://",
        "ftp://oapi.dingtalk.com/robot/send",
        "https://a:b@oapi.dingtalk.com/",
        "https://oapi.dingtalk.com:8443/",
    ],
)
def test_an_address_that_is_not_the_providers_own_is_barred(url: str) -> None:
    assert Policy().barred_url(url, dingtalk.HOSTS, sandbox=False) is not None


def test_places_are_hosts_with_ports() -> None:
    assert places("Mail.Example:25, 127.0.0.1:1025,") == {"mail.example:25", "127.0.0.1:1025"}
    with pytest.raises(ValueError, match="host:port"):
        places("mail.example")


def channel(kind: ChannelKind) -> Channel:
    return Channel(id=new_id(), tenant_id=new_id(), create_time=NOW, update_time=NOW, name="通知", kind=kind)


def test_a_mail_channel_knows_the_usual_ports_and_needs_a_sender() -> None:
    made = channel(ChannelKind.MAIL)
    made.revise(mail_host=" SMTP.Example.com ", from_address="a@b.example", mail_security=MailSecurity.TLS)
    assert (made.mail_host, made.mail_port) == ("smtp.example.com", 465)
    with pytest.raises(DomainError, match="address"):
        channel(ChannelKind.MAIL).revise(mail_host="smtp.example.com")


def test_a_robot_needs_its_address_and_the_list_in_the_product_no_channel() -> None:
    robot = channel(ChannelKind.FEISHU)
    robot.revise()
    with pytest.raises(DomainError) as refused:
        robot.seal(b"", webhook_hint="", has_secret=True)
    assert refused.value.reason == "MISSING"
    with pytest.raises(DomainError) as refused:
        channel(ChannelKind.IN_APP).revise()
    assert refused.value.reason == "NOT_A_CHANNEL"


def test_a_secret_opens_only_for_the_record_and_the_company_that_it_was_sealed_for() -> None:
    tenant, record = new_id(), new_id()
    sealed = SecretValues(bytes(32), tenant).seal(record, "SEC-ding")
    assert SecretValues(bytes(32), tenant).open(record, sealed) == "SEC-ding"
    assert b"SEC-ding" not in sealed
    for keys, id in ((SecretValues(bytes(32), tenant), new_id()), (SecretValues(bytes(32), new_id()), record)):
        with pytest.raises(InvalidTag):
            keys.open(id, sealed)
