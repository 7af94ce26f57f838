"""Small rules: teams, periods, passwords, addresses, numbers of attempts, bank accounts."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count, pairwise
from typing import Any
from uuid import UUID

import pytest

from chassis.errors import DomainError
from crm.identity.v1 import events_pb2 as facts
from identity.domain import password_rules
from identity.domain.api_key import checked_addresses, may_come_from
from identity.domain.attempts import wait_after
from identity.domain.bank_account import Act, mask
from identity.domain.fiscal_period import FiscalPeriod, FiscalPeriodState, months_of_year
from identity.domain.legal_entity import LegalEntity
from identity.domain.role import Role
from identity.domain.session import ends_at
from identity.domain.tree import Tree
from identity.domain.user import User

NOW = datetime(2025, 12, 1, 9, tzinfo=UTC)
COMMON: dict[str, Any] = {"id": UUID(int=7), "tenant_id": UUID(int=1), "create_time": NOW, "update_time": NOW}
CHINA, EAST, FIRST, WEST = (UUID(int=n) for n in range(1, 5))
WANG, LI, ZHAO = (UUID(int=n) for n in range(11, 14))


@dataclass
class Place:
    id: UUID
    parent_id: UUID | None = None
    manager_id: UUID | None = None


@pytest.fixture
def tree() -> Tree:
    return Tree([Place(CHINA, None, ZHAO), Place(EAST, CHINA), Place(FIRST, EAST, WANG), Place(WEST, CHINA, LI)])


def refusal(call: object, *args: object, **kwargs: object) -> str:
    with pytest.raises(DomainError) as refused:
        call(*args, **kwargs)  # type: ignore[operator]
    return refused.value.reason


class TestTeams:
    def test_below_a_team_lie_all_down_to_the_leaves(self, tree: Tree) -> None:
        assert tree.below(CHINA) == [EAST, WEST, FIRST]
        assert tree.below(FIRST) == []
        assert tree.below(CHINA, EAST) == [WEST, FIRST]

    def test_the_manager_is_the_nearest_one_above_who_is_somebody_else(self, tree: Tree) -> None:
        assert tree.manager_of(LI, FIRST) == WANG
        assert tree.manager_of(WANG, FIRST) == ZHAO
        assert tree.manager_of(ZHAO, CHINA) is None
        assert tree.manager_of(LI, None) is None

    def test_a_team_cannot_come_to_lie_below_itself(self, tree: Tree) -> None:
        assert refusal(tree.demand_no_cycle, CHINA, FIRST) == "TEAM_CYCLE"
        assert refusal(tree.demand_no_cycle, EAST, EAST) == "TEAM_CYCLE"
        tree.demand_no_cycle(FIRST, WEST)

    def test_a_moved_team_takes_its_members_to_another_manager(self, tree: Tree) -> None:
        moved = tree.with_(Place(FIRST, WEST))
        assert moved.manager_of(WANG, FIRST) == LI
        assert moved.below(EAST) == []


class TestPeriods:
    def test_a_fiscal_year_is_twelve_months_without_a_gap(self) -> None:
        months = list(months_of_year(2023, 4))
        assert [months[0], months[-1]] == [
            ("2023-04", date(2023, 4, 1), date(2023, 4, 30)),
            ("2024-03", date(2024, 3, 1), date(2024, 3, 31)),
        ]
        assert all(later[1] - earlier[2] == timedelta(days=1) for earlier, later in pairwise(months))
        assert months[10][2] == date(2024, 2, 29)

    @pytest.mark.parametrize(("year", "month"), [(2025, 0), (2025, 13), (19, 1)])
    def test_there_is_no_such_year_or_month(self, year: int, month: int) -> None:
        assert refusal(lambda: list(months_of_year(year, month))) in ("MONTH_INVALID", "YEAR_INVALID")

    def period(self, **fields: object) -> FiscalPeriod:
        days: dict[str, Any] = {"start_date": date(2025, 12, 1), "end_date": date(2025, 12, 31), **fields}
        return FiscalPeriod(legal_entity_id=UUID(int=5), name="2025-12", **days, **COMMON)

    def test_a_period_is_closed_softly_then_for_everybody_and_opened_with_a_reason(self) -> None:
        period = self.period()
        period.soft_close(LI, NOW)
        assert (period.state, period.closed_by_id, period.close_time) == (FiscalPeriodState.SOFT_CLOSED, LI, NOW)
        assert refusal(period.soft_close, LI, NOW) == "PERIOD_NOT_OPEN"
        period.close(WANG, NOW)
        assert (period.state, period.closed_by_id) == (FiscalPeriodState.CLOSED, WANG)
        assert refusal(period.close, WANG, NOW) == "PERIOD_CLOSED"
        period.reopen("a receipt was late", LI, NOW)
        assert (period.state, period.close_time, period.reopen_reason) == (FiscalPeriodState.OPEN, None, "a receipt was late")
        assert (period.reopened_by_id, period.reopen_time) == (LI, NOW)
        assert refusal(period.reopen, "again", LI, NOW) == "PERIOD_OPEN"

    def test_only_a_verdict_keeps_its_maker_from_taking_it_back(self) -> None:
        period = self.period()
        period.soft_close(LI, NOW)
        assert period.closer_id is None
        period.close(LI, NOW)
        assert period.closer_id == LI

    def test_a_period_does_not_end_before_it_starts(self) -> None:
        assert refusal(self.period, end_date=date(2025, 11, 30)) == "DATES_REVERSED"


class TestPasswords:
    KNOWN = ("lilei@acme.cn", "李雷", "acme", "精工机械")

    @pytest.mark.parametrize(
        "password",
        ["correct horse battery", "ZMUQ3n5tKvhGpq7c", "我的密码很长很安全的吧！", "correct lilei battery", "a sentence of many words " * 5],
    )
    def test_a_long_password_needs_no_special_characters(self, password: str) -> None:
        password_rules.check(password, field="password", known=self.KNOWN)

    @pytest.mark.parametrize(
        "password", ["password123456", "1qaz2wsx3edc4rfv", "123456789012", "iloveyou1234", "qwertyuiopasdf", "aaaaaaaaaaaaaa"]
    )
    def test_what_leaked_lists_and_keyboards_give_away_is_refused(self, password: str) -> None:
        assert refusal(password_rules.check, password, field="password", known=self.KNOWN) == "PASSWORD_TOO_SIMPLE"

    @pytest.mark.parametrize("password", ["lilei@acme.cn1", "acmeacmeacme", "daozhang2026", "精工机械精工机械精工机械"])
    def test_names_of_person_company_and_product_are_refused(self, password: str) -> None:
        assert refusal(password_rules.check, password, field="password", known=self.KNOWN) == "PASSWORD_GUESSABLE"

    def test_waiting_doubles_with_each_failure_up_to_a_quarter_of_an_hour(self) -> None:
        assert [wait_after(failures).total_seconds() for failures in (1, 4, 5, 6, 7, 9, 10, 500)] == [0, 0, 30, 60, 120, 480, 900, 900]


class TestAddresses:
    def test_a_key_without_addresses_comes_from_anywhere(self) -> None:
        assert may_come_from("whatever", [])

    @pytest.mark.parametrize(
        ("address", "right"),
        [("203.0.113.7", True), ("::ffff:203.0.113.7", True), ("203.0.114.7", False), ("2001:db8::1", True), ("", False), ("unix", False)],
    )
    def test_a_key_with_addresses_comes_from_these_alone(self, address: str, right: bool) -> None:
        assert may_come_from(address, checked_addresses(["203.0.113.9/24", "2001:db8::/32"])) is right

    def test_what_is_no_address_is_refused(self) -> None:
        assert refusal(checked_addresses, ["10.0.0.1", "office"]) == "ADDRESS_INVALID"


class TestLegalEntities:
    @pytest.fixture
    def entity(self) -> LegalEntity:
        return LegalEntity(name="为民机械", functional_currency="CNY", time_zone="Asia/Shanghai", **COMMON)

    def revise(self, entity: LegalEntity, **changes: object) -> None:
        entity.revise(self.act, **changes)

    @property
    def act(self) -> Act:
        ids = count(100)
        return Act(WANG, NOW, lambda: UUID(int=next(ids)))

    def account(self, number: str, bank: str = "ICBC", currency: str = "") -> dict[str, str]:
        return {"bank_name": bank, "account_number": number, "currency_code": currency}

    def test_a_bank_account_keeps_its_id_when_the_list_is_sent_again(self, entity: LegalEntity) -> None:
        self.revise(entity, bank_accounts=[self.account("1"), self.account("2", currency="USD")])
        before = {account["account_number"]: account for account in entity.bank_accounts}
        assert before["1"]["currency_code"] == "CNY"
        self.revise(entity, bank_accounts=[self.account("2", "中国银行", "USD"), self.account("1"), self.account("3")])
        after = {account["account_number"]: account for account in entity.bank_accounts}
        assert (after["1"]["id"], after["2"]["id"]) == (before["1"]["id"], before["2"]["id"])
        assert after["2"]["bank_name"] == "中国银行"

    @pytest.mark.parametrize(
        ("changes", "reason"),
        [
            ({"functional_currency": "USD"}, "FIELD_IMMUTABLE"),
            ({"time_zone": "Asia/Nowhere"}, "TIME_ZONE_UNKNOWN"),
            ({"calendar": "XX"}, "CALENDAR_UNKNOWN"),
            ({"number_templates": [{"record_type": "contract", "template": "HT-{yyyy}"}]}, "NUMBER_TEMPLATE_INVALID"),
            ({"number_templates": [{"record_type": "contract", "template": "HT-{00}"}] * 2}, "NUMBER_TEMPLATE_TWICE"),
        ],
    )
    def test_what_does_not_fit_is_refused(self, entity: LegalEntity, changes: dict[str, object], reason: str) -> None:
        assert refusal(self.revise, entity, **changes) == reason

    def test_a_bank_account_is_listed_once(self, entity: LegalEntity) -> None:
        assert refusal(self.revise, entity, bank_accounts=[self.account("1"), self.account("1", "other")]) == "BANK_ACCOUNT_TWICE"
        entity.open_account(self.account("62 22-02"), self.act)
        assert refusal(entity.open_account, self.account("622202", "other"), self.act) == "BANK_ACCOUNT_TWICE"

    def test_a_bank_account_that_is_left_out_of_the_list_is_archived_and_not_forgotten(self, entity: LegalEntity) -> None:
        self.revise(entity, bank_accounts=[self.account("1"), self.account("2")])
        self.revise(entity, bank_accounts=[self.account("2")])
        assert [(each["account_number"], bool(each["archive_time"])) for each in entity.bank_accounts] == [("2", False), ("1", True)]

    def test_the_number_of_an_account_stays_while_its_names_change_and_both_are_signed(self, entity: LegalEntity) -> None:
        entity.open_account(self.account("1"), Act(LI, NOW, lambda: UUID(int=7)))
        (account,) = entity.bank_accounts
        for changes in ({"account_number": "9"}, {"currency_code": "USD"}):
            assert refusal(entity.rename_account, account["id"], changes, self.act) == "FIELD_IMMUTABLE"
        entity.rename_account(account["id"], {"bank_name": "ICBC"}, self.act)
        assert entity.bank_accounts[0]["changed_by_id"] == str(LI)
        entity.rename_account(account["id"], {"bank_name": "CCB"}, self.act)
        assert entity.bank_accounts[0]["changed_by_id"] == str(WANG)

    @pytest.mark.parametrize(("number", "seen"), [("1", "****"), ("12345678", "****"), ("6222021234567890", "****7890")])
    def test_a_masked_number_never_shows_most_of_it(self, number: str, seen: str) -> None:
        assert mask(number) == seen


class TestPeople:
    @pytest.fixture
    def user(self) -> User:
        return User(name="李雷", email="LiLei@Acme.cn", team_id=EAST, **COMMON)

    def test_moving_is_a_fact_and_staying_is_none(self, user: User) -> None:
        user.move(EAST, WANG)
        assert not user.has_facts
        user.move(WEST, LI)
        assert user.take_facts() == [
            facts.MemberMoved(user_id=str(user.id), team_id=str(WEST), previous_team_id=str(EAST), manager_id=str(LI))
        ]

    def test_leaving_is_a_fact_and_happens_once(self, user: User) -> None:
        user.disable("found another company")
        assert [type(fact) for fact in user.take_facts()] == [facts.UserLeft]
        assert refusal(user.disable, "again") == "USER_DISABLED"
        user.enable()
        assert refusal(user.enable) == "USER_ACTIVE"

    def test_letter_case_does_not_tell_addresses_apart(self, user: User) -> None:
        assert user.email_key == "lilei@acme.cn"

    def test_a_shipped_role_cannot_be_changed(self) -> None:
        role = Role(key="sales", name="销售", shipped=True, **COMMON)
        assert refusal(role.revise, name="卖家") == refusal(role.archive, NOW) == "ROLE_SHIPPED"
        assert role.rights["account.read"].reach.value == "own"

    def test_a_session_that_is_used_ends_with_its_days_one_that_is_not_with_its_hours(self) -> None:
        ends = NOW + timedelta(days=7)
        assert ends_at(NOW, ends, ["account.read"]) == NOW + timedelta(hours=8)
        assert ends_at(NOW, ends, ["receipt.record"]) == NOW + timedelta(minutes=30)
        assert ends_at(ends - timedelta(hours=1), ends, ["account.read"]) == ends
