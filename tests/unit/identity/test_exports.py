"""An export is written by one process at a time, until it is over."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from chassis.errors import DomainError
from identity.domain.export import KEPT, RENEWED, Export, ExportFormat, ExportState
from identity.domain.job import FAILED, LEASE, MOST_ATTEMPTS

NOW = datetime(2026, 1, 5, tzinfo=UTC)
LATER = NOW + timedelta(seconds=30)


def export(**fields: Any) -> Export:
    id, tenant, person = (UUID(int=number) for number in (1, 2, 3))
    given = {"resource": "leads", "format": ExportFormat.CSV, "lease_time": NOW, **fields}
    return Export(id=id, tenant_id=tenant, create_time=NOW, update_time=NOW, owner_id=person, **given)


def begun() -> Export:
    made = export()
    assert made.begin(NOW)
    return made


def test_it_is_begun_at_once_and_again_when_nobody_goes_on_with_it() -> None:
    assert export().timers() == {("export", ""): NOW}
    made = begun()
    assert made.timers() == {("export", ""): NOW + LEASE}
    made.go_on(1, 200, LATER)
    assert (made.rows, made.timers()) == (200, {("export", ""): LATER + LEASE})
    made.go_on(1, 400, LATER + RENEWED / 2)
    assert made.rows == 200


def test_a_process_that_lost_it_to_another_one_says_nothing_any_more() -> None:
    made = begun()
    assert made.begin(LATER)
    with pytest.raises(DomainError, match="another process"):
        made.go_on(1, 200, LATER)
    with pytest.raises(DomainError, match="another process"):
        made.succeed(1, rows=1, file_name="x", size=1, at=LATER)
    with pytest.raises(DomainError, match="another process"):
        made.fail(1, "X", LATER)
    made.succeed(2, rows=7, file_name="leads.csv", size=70, at=LATER)
    assert (made.state, made.rows, made.expire_time) == (ExportState.SUCCEEDED, 7, LATER + KEPT)


def test_after_three_tries_in_vain_it_has_failed() -> None:
    made = export()
    assert [made.begin(NOW) for _ in range(MOST_ATTEMPTS + 1)] == [True] * MOST_ATTEMPTS + [False]
    assert (made.state, made.problem) == (ExportState.FAILED, FAILED)


def test_it_can_be_cancelled_until_it_is_over() -> None:
    made = begun()
    made.cancel(LATER)
    assert not made.begin(LATER)
    with pytest.raises(DomainError, match="over"):
        made.go_on(1, 1, LATER)
    with pytest.raises(DomainError, match="over"):
        made.cancel(LATER)


def test_whatever_became_of_it_is_deleted_after_a_day_once() -> None:
    done, cancelled = begun(), begun()
    done.succeed(1, rows=1, file_name="x", size=1, at=NOW)
    cancelled.cancel(NOW)
    for made, state in ((done, ExportState.EXPIRED), (cancelled, ExportState.CANCELLED)):
        assert made.timers() == {("export_expiry", ""): NOW + KEPT}
        made.expire()
        assert (made.state, made.timers()) == (state, {})


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"resource": "cakes"}, "no list cakes"),
        ({"columns": [{"field": "secretSauce"}]}, "no value secretSauce"),
        ({"columns": [{"field": "name"}] * 61}, "at most 60"),
        ({"resource": "roles", "search": "x"}, "cannot be searched"),
    ],
)
def test_what_does_not_exist_is_not_exported(fields: dict[str, Any], words: str) -> None:
    export().demand_known()
    with pytest.raises(DomainError, match=words):
        export(**fields).demand_known()
