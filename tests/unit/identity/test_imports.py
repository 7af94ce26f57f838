"""An import goes step by step, one process at a time, and can be taken back until it expires."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from chassis.errors import DomainError
from identity.domain.imports import CANCELLED, KEPT, Import, ImportState
from identity.domain.job import FAILED, LEASE, MOST_ATTEMPTS

NOW = datetime(2026, 1, 5, tzinfo=UTC)
LATER = NOW + timedelta(seconds=30)
PERSON, OTHER = UUID(int=3), UUID(int=4)


def made(state: ImportState = ImportState.UPLOADED) -> Import:
    id, tenant = UUID(int=1), UUID(int=2)
    return Import(
        id=id,
        tenant_id=tenant,
        create_time=NOW,
        update_time=NOW,
        owner_id=PERSON,
        started_by=PERSON,
        resource="leads",
        file_name="x.csv",
        headers=["姓名"],
        encoding="utf-8",
        size=9,
        state=state,
        expire_time=NOW + KEPT,
    )


def going(step: ImportState, state: ImportState, to_do: int = 5) -> Import:
    found = made(state)
    found.start(step, OTHER, None, NOW, to_do)
    assert found.begin(NOW)
    return found


def test_it_is_checked_committed_and_undone_in_this_order() -> None:
    found = made()
    for step, verb, done in (
        (ImportState.CHECKING, "checked", ImportState.CHECKED),
        (ImportState.COMMITTING, "committed", ImportState.COMMITTED),
        (ImportState.UNDOING, "undone", ImportState.UNDONE),
    ):
        found.start(step, OTHER, None, NOW, 5)
        assert found.timers() == {("import", ""): NOW}
        assert found.begin(NOW)
        found.complete(found.attempt, LATER)
        assert (found.state, found.expire_time) == (done, LATER + KEPT), verb
    assert found.commit_time == NOW
    with pytest.raises(DomainError, match="cannot be committed"):
        found.start(ImportState.COMMITTING, OTHER, None, NOW, 5)


def test_it_is_done_as_who_asked_for_the_step_and_not_as_who_uploaded_it() -> None:
    found = going(ImportState.UNDOING, ImportState.COMMITTED)
    assert (found.person_id, found.started_by) == (PERSON, OTHER)


def test_a_step_without_a_row_to_deal_with_is_refused() -> None:
    with pytest.raises(DomainError, match="No row"):
        made(ImportState.CHECKED).start(ImportState.COMMITTING, PERSON, None, NOW, 0)


def test_another_plan_makes_verdicts_void_until_something_was_written() -> None:
    found = made(ImportState.CHECKED)
    found.plan_remembered, found.counts = True, {"ready": 5}
    found.revise({"historical": True})
    assert (found.state, found.counts, found.plan_remembered, found.plan) == (ImportState.UPLOADED, {}, False, {"historical": True})
    with pytest.raises(DomainError, match="until it is committed"):
        made(ImportState.STOPPED).revise({})


def test_a_check_that_was_cut_off_begins_anew_and_a_commit_goes_on() -> None:
    check = going(ImportState.CHECKING, ImportState.UPLOADED)
    check.got_done(1, 200, {"ready": 190, "rejected": 10}, NOW)
    assert check.begin(LATER)
    assert (check.rows, check.done, check.counts, check.attempt) == (0, 0, {}, 2)
    commit = going(ImportState.COMMITTING, ImportState.CHECKED)
    commit.got_done(1, 200, {"created": 200}, NOW)
    assert commit.begin(LATER)
    commit.got_done(2, 1, {"created": 1}, LATER)
    assert (commit.done, commit.counts, commit.timers()) == (201, {"created": 201}, {("import", ""): LATER + LEASE})


def test_a_process_that_lost_it_to_another_one_says_nothing_any_more() -> None:
    found = going(ImportState.COMMITTING, ImportState.CHECKED)
    assert found.begin(LATER)
    with pytest.raises(DomainError, match="another process"):
        found.got_done(1, 1, {}, LATER)
    with pytest.raises(DomainError, match="another process"):
        found.complete(1, LATER)


def test_tries_in_vain_end_it_and_tries_that_got_on_do_not() -> None:
    found = going(ImportState.COMMITTING, ImportState.CHECKED)
    for _ in range(2 * MOST_ATTEMPTS):
        found.got_done(found.attempt, 1, {}, NOW)
        assert found.begin(NOW)
    assert [found.begin(NOW) for _ in range(MOST_ATTEMPTS)][-1] is False
    assert (found.state, found.problem) == (ImportState.STOPPED, FAILED)


@pytest.mark.parametrize(
    ("step", "before", "after"),
    [
        (ImportState.CHECKING, ImportState.CHECKED, ImportState.UPLOADED),
        (ImportState.COMMITTING, ImportState.CHECKED, ImportState.STOPPED),
        (ImportState.UNDOING, ImportState.COMMITTED, ImportState.UNDO_STOPPED),
    ],
)
def test_what_is_cancelled_can_go_on(step: ImportState, before: ImportState, after: ImportState) -> None:
    found = going(step, before)
    found.cancel(LATER)
    assert (found.state, found.problem) == (after, CANCELLED)
    with pytest.raises(DomainError, match="nothing to cancel"):
        found.cancel(LATER)
    found.start(step, OTHER, None, LATER, 5)
    assert found.problem == ""


def test_a_half_written_one_can_be_undone_and_then_is_not_written_further() -> None:
    found = made(ImportState.STOPPED)
    found.start(ImportState.UNDOING, OTHER, None, NOW, 2)
    found.begin(NOW)
    found.cancel(LATER)
    with pytest.raises(DomainError, match="cannot be committed"):
        found.start(ImportState.COMMITTING, OTHER, None, LATER, 2)


def test_it_expires_thirty_days_after_the_last_step_once() -> None:
    found = going(ImportState.COMMITTING, ImportState.CHECKED)
    found.complete(1, LATER)
    assert found.timers() == {("import_expiry", ""): LATER + KEPT}
    found.expire()
    assert found.timers() == {}
    with pytest.raises(DomainError, match="cannot be undone"):
        found.start(ImportState.UNDOING, PERSON, None, LATER, 5)
