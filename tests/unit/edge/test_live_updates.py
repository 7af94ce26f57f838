"""Live updates name only what a person may read, newest version once, and never leave a gap unsaid."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest

from chassis.principal import Grant, Principal
from chassis.scope import Limits, Reach
from crm.common.v1.event_pb2 import Event, Scope
from crm.identity.v1.saved_views_pb2 import (
    SAVED_VIEW_AUDIENCE_COMPANY,
    SAVED_VIEW_AUDIENCE_PRIVATE,
    SavedView,
    SavedViewAudience,
)
from crm.notifier.v1 import notifier_pb2 as notifier
from crm.pipeline.v1 import pipeline_pb2 as pipeline
from edge.live import hub as hubs
from edge.live.change import Change, Update, change_of, readers
from edge.live.hub import Hub, Listener
from edge.problems import Problem

TENANT, ME, OTHER, TEAM = uuid4(), uuid4(), uuid4(), uuid4()
OPPORTUNITY = "crm.pipeline.v1.Opportunity"
PERMISSION = "opportunity.read"


def somebody(reach: Reach, limits: Limits | None = None, *, teams: tuple[UUID, ...] = ()) -> Principal:
    grant = Grant(reach, limits or Limits())
    return Principal.user(ME, tenant_id=TENANT, permissions={PERMISSION: grant}, team_ids=teams)


def change(
    *, owner: UUID = ME, before: UUID | None = None, archived: bool = False, id: str = "1", version: int = 7, region: str = ""
) -> Change:
    event = Event(
        tenant_id=str(TENANT),
        type=OPPORTUNITY,
        payload=pipeline.Opportunity(region=region).SerializeToString(),
        changed=True,
        subject_type="opportunity",
        subject_id=id,
        version=version,
        scope=Scope(owner_id=str(owner), team_id=str(TEAM)),
        archived=archived,
    )
    if before is not None:
        event.previous_scope.CopyFrom(Scope(owner_id=str(before)))
    return Change(event, PERMISSION)


def told(principal: Principal, change: Change) -> str:
    update = change.told_to(principal)
    return update.op if update else ""


def change_of_view(audience: SavedViewAudience.ValueType) -> Change:
    """A saved view that somebody else made."""
    event = Event(
        tenant_id=str(TENANT),
        type=SavedView.DESCRIPTOR.full_name,
        payload=SavedView(audience=audience).SerializeToString(),
        changed=True,
        subject_type="saved_view",
        subject_id="1",
        version=1,
        scope=Scope(shared_with=[str(OTHER)]),
    )
    return Change(event, PERMISSION)


@dataclass
class Reads:
    hub: Hub
    open: ExitStack

    def listener(self, last_id: str = "") -> Listener:
        return self.open.enter_context(self.hub.listening(somebody(Reach.OWN), "session", last_id))


@pytest.fixture
def reads() -> Iterator[Reads]:
    with ExitStack() as stack:
        yield Reads(Hub(), stack)


def test_own_rows_are_told_and_those_of_others_are_not() -> None:
    assert told(somebody(Reach.OWN), change()) == "changed"
    assert told(somebody(Reach.OWN), change(owner=OTHER)) == ""


def test_rows_of_ones_teams_are_told() -> None:
    assert told(somebody(Reach.TEAM, teams=(TEAM,)), change(owner=OTHER)) == "changed"
    assert told(somebody(Reach.TEAM, teams=(uuid4(),)), change(owner=OTHER)) == ""


def test_a_row_that_was_given_away_is_gone_for_who_gave_it_and_new_for_who_got_it() -> None:
    assert told(somebody(Reach.OWN), change(owner=OTHER, before=ME)) == "gone"
    assert told(somebody(Reach.OWN), change(owner=ME, before=OTHER)) == "changed"


def test_an_archived_row_is_gone() -> None:
    assert told(somebody(Reach.COMPANY), change(archived=True)) == "gone"


def test_without_the_permission_nothing_is_told() -> None:
    nobody = Principal.user(ME, tenant_id=TENANT, permissions={"account.read": Grant(Reach.COMPANY)})
    assert told(nobody, change()) == ""


def test_a_row_outside_the_limits_of_a_grant_is_not_told() -> None:
    north = somebody(Reach.COMPANY, Limits(regions=("north",)))
    assert told(north, change(region="north")) == "changed"
    assert told(north, change(region="south")) == ""


def test_of_one_record_only_the_newest_version_waits(reads: Reads) -> None:
    listener = reads.listener()
    for version in (1, 2, 3):
        reads.hub.publish(TENANT, change(version=version))
    assert listener.take() == (3, [Update("opportunity", "1", 3, "changed")])


def test_a_connection_that_broke_goes_on_where_it_was(reads: Reads) -> None:
    reads.listener()
    for number in range(1, 5):
        reads.hub.publish(TENANT, change(id=str(number)))
    _, updates = reads.listener(f"{reads.hub.epoch}-2").take()
    assert [update.id for update in updates] == ["3", "4"]


@pytest.mark.parametrize("last_id", ["elsewhere-2", "nonsense", "{epoch}-99", "{epoch}-x"])
def test_who_cannot_be_caught_up_with_reads_anew(reads: Reads, last_id: str) -> None:
    reads.listener()
    reads.hub.publish(TENANT, change())
    assert reads.listener(last_id.format(epoch=reads.hub.epoch)).must_reset


def test_who_was_away_for_longer_than_is_kept_reads_anew(reads: Reads) -> None:
    reads.listener()
    for _ in range(hubs.KEPT + 2):
        reads.hub.publish(TENANT, change())
    assert reads.listener(f"{reads.hub.epoch}-1").must_reset
    assert not reads.listener(f"{reads.hub.epoch}-2").must_reset


def test_a_client_that_is_too_slow_reads_anew_instead_of_filling_the_memory(reads: Reads) -> None:
    listener = reads.listener()
    for number in range(hubs.MOST_WAITING + 1):
        reads.hub.publish(TENANT, change(id=str(number)))
    assert listener.must_reset
    assert not listener.waiting


def test_after_a_gap_everybody_reads_anew_and_old_positions_mean_nothing(reads: Reads) -> None:
    listener, before = reads.listener(), reads.hub.epoch
    reads.hub.gap()
    assert listener.must_reset
    assert reads.listener(f"{before}-0").must_reset


def test_one_session_has_a_limited_number_of_streams(reads: Reads) -> None:
    for _ in range(hubs.MOST_STREAMS):
        reads.listener()
    with pytest.raises(Problem) as refused:
        reads.hub.admit(somebody(Reach.OWN), "session")
    assert refused.value.status == 429
    reads.hub.admit(somebody(Reach.OWN), "another")


def test_a_tenant_that_nobody_listens_to_is_forgotten_after_a_while() -> None:
    now = [0.0]
    hub = Hub(clock=lambda: now[0])
    with hub.listening(somebody(Reach.OWN), "session", ""):
        assert hub.is_wanted(TENANT)
    assert hub.is_wanted(TENANT)
    now[0] = hubs.FORGOTTEN + 1
    elsewhere = Principal.user(ME, tenant_id=uuid4(), permissions={})
    with hub.listening(elsewhere, "session", ""):
        assert not hub.is_wanted(TENANT)


def test_a_saved_view_of_the_company_is_told_to_colleagues_and_a_private_one_to_nobody_else() -> None:
    for reach in (Reach.OWN, Reach.TEAM):
        assert told(somebody(reach), change_of_view(SAVED_VIEW_AUDIENCE_COMPANY)) == "changed"
        assert told(somebody(reach), change_of_view(SAVED_VIEW_AUDIENCE_PRIVATE)) == ""
    assert told(somebody(Reach.SHARED), change_of_view(SAVED_VIEW_AUDIENCE_COMPANY)) == ""


@pytest.mark.parametrize(("person", "op"), [(ME, "changed"), (OTHER, "")])
def test_a_message_is_told_to_its_person_alone(person: UUID, op: str) -> None:
    name = notifier.Notification.DESCRIPTOR.full_name
    message = notifier.Notification(person_id=str(person)).SerializeToString()
    event = Event(tenant_id=str(TENANT), type=name, payload=message, changed=True, subject_type="notification", subject_id="1", version=2)
    found = change_of(event, readers([notifier.DESCRIPTOR.services_by_name["Notifier"]]))
    assert found is not None
    assert told(somebody(Reach.COMPANY), found) == op
