from datetime import date, timedelta

import pytest

from crm.pipeline.v1 import events_pb2 as pb
from pipeline.domain.contract_parts import ContractState
from tests.unit.pipeline.examples import PEONY_TOOLS, TODAY, contract, effective, facts

END = date(2026, 12, 1)
NOTICE = END - timedelta(days=30)


@pytest.mark.capability("A-38")
def test_thirty_days_before_its_end_a_contract_is_told_of_once() -> None:
    made = effective(end_date=END)
    made.notice_end(30)
    assert made.expiring_date == NOTICE
    made.tell_expiring(today=NOTICE - timedelta(days=1))
    assert not facts(made)
    made.tell_expiring(today=NOTICE)
    (fact,) = facts(made)
    assert isinstance(fact, pb.ContractExpiring)
    assert (fact.number, fact.account_id, fact.end_date, fact.days_left) == ("HT-000001", str(PEONY_TOOLS), str(END), 30)
    made.tell_expiring(today=NOTICE)
    assert not facts(made)
    assert made.expiring_date is None


def test_a_contract_that_is_fulfilled_still_runs_to_its_end_and_one_that_was_terminated_does_not() -> None:
    made = effective(end_date=END)
    made.notice_end(30)
    made.state = ContractState.FULFILLED
    assert made.expiring_date == NOTICE
    made.state = ContractState.EFFECTIVE
    made.terminate("客户重组", on=TODAY, today=TODAY)
    assert made.expiring_date is None


def test_a_draft_and_a_contract_without_end_expire_never() -> None:
    for made in (contract(end_date=END), effective()):
        made.notice_end(30)
        assert made.expiring_date is None


def test_what_should_have_been_told_before_it_was_imported_is_no_news() -> None:
    made = effective(end_date=END)
    made.notice_end(30, told_until=NOTICE)
    assert made.expiring_date is None
    made.notice_end(30, told_until=NOTICE - timedelta(days=1))
    assert made.expiring_date == NOTICE
