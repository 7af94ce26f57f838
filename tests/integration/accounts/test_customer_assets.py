"""What a successor finds about a customer: needs, concerns, relationship, who followed, and every word that was said."""

import pytest

from chassis.scope import Reach
from crm.accounts.v1 import accounts_pb2 as pb
from crm.accounts.v1 import interactions_pb2 as log
from tests.integration.accounts.book import Book


@pytest.mark.capability("A-14")
@pytest.mark.capability("A-15")
async def test_needs_concerns_and_relationship_are_kept_with_the_account(book: Book) -> None:
    account = await book.account(key_needs="换线时间不超过 20 分钟")
    known = pb.Account(concerns="上次交货晚了两周", relationship="采购经理支持，技术部观望")
    changed = await book.ask("UpdateAccount", pb.UpdateAccountRequest(account_id=account.id, account=known))
    assert (changed.key_needs, changed.concerns, changed.relationship) == ("换线时间不超过 20 分钟", known.concerns, known.relationship)
    assert await book.read(account.id) == changed


@pytest.mark.capability("A-15")
async def test_the_decision_chain_and_what_was_negotiated_stand_together(book: Book) -> None:
    account = await book.account()
    request = pb.CreateContactRequest(contact=pb.Contact(account_id=account.id, name="陈海波", decision_role=pb.DECISION_ROLE_DECIDER))
    decider = await book.ask("CreateContact", request)
    made = await book.write("account", account.id, type=log.INTERACTION_TYPE_MEETING, contact_ids=[decider.id], text="谈到价格，降5%可以签")
    contacts = await book.ask("ListContacts", pb.ListContactsRequest(filter=f'account_id = "{account.id}" AND decision_role = DECIDER'))
    assert [each.id for each in contacts.contacts] == [decider.id]
    assert await book.ids(f'account_id = "{account.id}" AND contact_ids:"{decider.id}"') == [made.id]


@pytest.mark.capability("A-25")
async def test_who_followed_a_customer_is_answered_at_once(book: Book) -> None:
    account, boss = await book.account(), book.colleague(Reach.COMPANY)
    await book.write("account", account.id)
    await book.write("account", account.id, who=boss, text="高层拜访，谈了明年合作")
    request = log.ListInteractionsRequest(filter=f'account_id = "{account.id}"')
    found = (await book.ask("ListInteractions", request)).interactions
    assert {each.person_id for each in found} == {str(book.rep.person_id), str(boss.person_id)}
