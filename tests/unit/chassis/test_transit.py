"""Personal values inside a fact: nobody reads them on the way, and nobody but who they were sent about opens them."""

from uuid import UUID

import pytest

from chassis.personal import PersonalDataCorrupt
from chassis.personal_forms import PersonalKind, masked, normal
from chassis.transit import open_from_transit, seal_for_transit

MASTER = bytes(range(32))
TENANT, LEAD, OTHER = UUID(int=1), UUID(int=2), UUID(int=3)
VALUES = {"phone": "138-1234 1234", "email": "li@example.com"}


def test_what_was_sealed_for_the_way_arrives_as_it_was() -> None:
    sealed = seal_for_transit(MASTER, TENANT, LEAD, VALUES)
    assert "1234" not in sealed
    assert open_from_transit(MASTER, TENANT, LEAD, sealed) == VALUES


def test_nothing_is_sent_as_nothing() -> None:
    assert seal_for_transit(MASTER, TENANT, LEAD, {}) == ""
    assert open_from_transit(MASTER, TENANT, LEAD, "") == {}


@pytest.mark.parametrize(("tenant", "subject"), [(OTHER, LEAD), (TENANT, OTHER)])
def test_it_opens_for_its_own_subject_alone(tenant: UUID, subject: UUID) -> None:
    with pytest.raises(PersonalDataCorrupt):
        open_from_transit(MASTER, tenant, subject, seal_for_transit(MASTER, TENANT, LEAD, VALUES))


def test_a_wechat_id_is_compared_without_its_capitals_and_shown_masked() -> None:
    assert normal(PersonalKind.WECHAT, " Li_Ming88 ") == "li_ming88"
    assert masked(PersonalKind.WECHAT, "Li_Ming88") == "l****8"
