"""The duty matrix, as the shipped roles keep it."""

import pytest

from chassis.scope import Reach
from identity.domain.permissions import ADMINISTRATION, MONEY
from identity.domain.rights import together
from identity.domain.shipped_roles import DECISIONS, EXPORTS, SHIPPED, SHIPPED_ROLES, TODOS, VIEWS, VIEWS_SEEN

LAST_WORD = {
    "executive": ("adjustment.confirm", "adjustment.reject", "credit_limit.confirm", "credit_limit.reject"),
    "auditor": (),
}
READING = ("read", "run", "check")


def grants(key: str, permission: str) -> bool:
    return permission in SHIPPED[key].rights


def holders(permission: str) -> set[str]:
    return {role.key for role in SHIPPED_ROLES if permission in role.rights}


def test_there_are_fourteen() -> None:
    assert len(SHIPPED) == len(SHIPPED_ROLES) == 14
    assert all(role.rights for role in SHIPPED_ROLES)


def test_only_administrators_decide_what_people_may_do() -> None:
    assert set().union(*(holders(permission) for permission in ADMINISTRATION)) == {"administrator"}


def test_only_administrators_look_with_the_eyes_of_others() -> None:
    assert holders("user.view_as") == {"administrator"}


def test_administrators_post_no_money() -> None:
    assert not MONEY & SHIPPED["administrator"].rights.keys()


def test_who_enters_a_receipt_does_not_allocate_it() -> None:
    assert holders("receipt.record") == holders("receipt.import") == {"cashier"}
    assert holders("receipt.allocate") == {"receivables_accountant"}


def test_who_asks_for_a_reversal_does_not_approve_it() -> None:
    assert holders("receipt.reverse") == {"receivables_accountant"}
    assert holders("receipt.approve_reversal") == {"finance_manager"}


@pytest.mark.parametrize("key", ["sales", "marketing", "service", "delivery", "partner", "commercial", "operations"])
def test_who_deals_with_customers_posts_no_money(key: str) -> None:
    assert not MONEY & SHIPPED[key].rights.keys()


def test_a_plan_is_changed_by_managers_of_sales_and_finance_not_by_sales() -> None:
    assert holders("plan.revise") == {"sales_manager", "finance_manager"}


def test_a_revision_of_a_plan_is_asked_for_by_sales_and_approved_by_managers_of_sales_and_of_finance() -> None:
    assert holders("plan_revision.create") == {"sales", "sales_manager"}
    assert (holders("plan_revision.approve"), holders("plan_revision.confirm")) == ({"sales_manager"}, {"finance_manager"})


def test_promises_are_noted_by_sales_and_their_assistants() -> None:
    assert holders("promise.create") == {"sales", "sales_manager", "commercial"}


def test_a_contract_is_made_effective_by_commercial_staff_alone() -> None:
    assert holders("contract.make_effective") == {"commercial"}


def test_who_approves_a_contract_does_not_make_it_effective() -> None:
    assert not holders("contract.approve") & holders("contract.make_effective")


@pytest.mark.parametrize("key", ["executive", "auditor"])
def test_executives_and_auditors_read_the_whole_company_and_change_nothing_but_their_own_list(key: str) -> None:
    """An executive has the last word on what is large, which is all of it."""
    for permission, grant in SHIPPED[key].rights.items():
        if permission in (*TODOS, *DECISIONS, *VIEWS, *EXPORTS):
            assert grant.reach is Reach.OWN
            continue
        if permission in VIEWS_SEEN:
            continue
        assert permission.partition(".")[2] in READING or permission in LAST_WORD[key], permission
        assert grant.reach is Reach.COMPANY


def test_sales_reach_their_own_managers_their_teams_and_partners_what_is_shared() -> None:
    for key, reach in (("sales", Reach.OWN), ("sales_manager", Reach.TEAM_AND_BELOW), ("partner", Reach.SHARED)):
        for permission in ("account.read", "opportunity.read", "contract.read"):
            assert SHIPPED[key].rights[permission].reach is reach


def test_everybody_of_the_company_finds_a_colleague_and_a_product() -> None:
    for role in SHIPPED_ROLES:
        if role.key != "partner":
            for permission in ("user.read", "team.read", "legal_entity.read", "product.read"):
                assert role.rights[permission].reach is Reach.COMPANY, (role.key, permission)
    assert not grants("partner", "user.read")


def test_two_roles_in_one_person_may_meet_but_never_administration_and_money() -> None:
    both = together([SHIPPED["administrator"].rights, SHIPPED["cashier"].rights, SHIPPED["receivables_accountant"].rights])
    assert not MONEY & both.keys()
    finance = together([SHIPPED["cashier"].rights, SHIPPED["receivables_accountant"].rights])
    assert {"receipt.record", "receipt.allocate"} <= finance.keys()  # the pipeline compares persons: see never_by


def test_everybody_saves_views_and_who_leads_others_shares_them() -> None:
    assert holders("saved_view.create") == holders("saved_view.read") == set(SHIPPED)
    assert holders("saved_view.share") == {"sales_manager", "operations", "administrator"}
    assert SHIPPED["partner"].rights["saved_view.read"].reach is Reach.SHARED
