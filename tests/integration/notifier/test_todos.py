"""To-dos open, go on and close by what other services tell."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from chassis.errors import DomainError
from chassis.ids import new_id
from chassis.principal import Principal
from chassis.scope import Reach
from crm.accounts.v1 import events_pb2 as accounts
from crm.common.v1.event_pb2 import Event
from crm.identity.v1 import events_pb2 as identity
from crm.leads.v1 import events_pb2 as leads
from crm.leads.v1 import leads_pb2 as enquiries
from crm.notifier.v1 import notifier_pb2 as pb
from crm.pipeline.v1 import events_pb2 as pipeline
from crm.pipeline.v1 import pipeline_pb2 as sales
from crm.receivables.v1 import events_pb2 as receivables
from tests.integration.notifier.company import LEFT, Company, cny, stamp
from tests.integration.notifier.enquiries import Lead, id_of

pytestmark = [pytest.mark.integration, pytest.mark.asyncio(loop_scope="module")]


@pytest.mark.capability("L-17")
async def test_a_lead_that_is_assigned_asks_for_its_first_follow_up_until_it_is_followed_up(company: Company) -> None:
    lead = Lead(company, company.li)
    await lead.told(lead.assigned())
    (todo,) = await company.todos(company.li)
    assert todo.kind == "lead_first_follow_up"
    assert todo.title == "首次跟进：宁波海天 陈总"
    assert todo.title_en == "First follow-up: 宁波海天 陈总"
    assert todo.due_time.ToDatetime(UTC) - company.now > timedelta(hours=23, minutes=50)
    assert todo.reasons[0].code == "LeadAssigned"
    assert todo.reasons[0].text == "线索已分配给你：华东区轮流分配"
    assert todo.action.text
    assert todo.above_fold
    await lead.told(lead.followed_up())
    (closed,) = await company.todos(company.li, "state = CLOSED")
    assert (closed.id, closed.close_reason) == (todo.id, "LeadFollowedUp")


@pytest.mark.capability("P-21")
async def test_a_thin_note_that_is_completed_is_no_longer_to_be_completed_and_others_are(company: Company) -> None:
    account, notes = str(new_id()), [str(new_id()), str(new_id())]
    about: dict[str, Any] = {"subject_type": "account", "subject_id": account, "account_id": account, "person_id": id_of(company.li)}
    for note in notes:
        thin = accounts.InteractionThin(interaction_id=note, owner_id=id_of(company.li), quality=20, **about)
        await company.told("accounts", company.fact(thin, note))
    await company.told("accounts", company.fact(accounts.InteractionMended(interaction_id=notes[0], quality=75, **about), notes[0]))
    (left,) = await company.todos(company.li)
    (closed,) = await company.todos(company.li, "state = CLOSED")
    assert left.reasons[0].parameters["interaction_id"] == notes[1]
    assert (closed.reasons[0].parameters["interaction_id"], closed.close_reason) == (notes[0], "InteractionMended")


@pytest.mark.capability("L-19")
async def test_contact_with_a_lead_asks_for_the_next_step(company: Company) -> None:
    lead = Lead(company, company.li)
    await lead.told(lead.assigned(), lead.followed_up())
    (todo,) = await company.todos(company.li)
    assert todo.kind == "lead_follow_up"
    assert "发送产品资料" in todo.reasons[0].text
    # Three working days on: Monday to Thursday.
    assert todo.due_time.ToDatetime(UTC) == datetime(2025, 12, 4, 10, tzinfo=UTC)


async def test_a_follow_up_that_arrives_before_the_assignment_leaves_no_first_follow_up(company: Company) -> None:
    lead = Lead(company, company.li)
    assigned, followed = lead.assigned(), lead.followed_up()
    await lead.told(followed)
    await lead.told(assigned)
    assert await company.kinds(company.li) == ["lead_follow_up"]


async def test_facts_in_any_order_and_twice_leave_the_same_list(company: Company) -> None:
    lead = Lead(company, company.li)
    story = [lead.assigned(), lead.missed(), lead.followed_up(), lead.neglected(), lead.qualified()]
    await lead.told(*reversed(story))
    await lead.told(*story)
    assert await company.kinds(company.li) == ["lead_convert"]


@pytest.mark.capability("L-21")
async def test_a_neglected_lead_ranks_before_one_with_time_and_says_why(company: Company) -> None:
    quiet, fresh = Lead(company, company.li), Lead(company, company.li)
    await quiet.told(quiet.assigned(), quiet.followed_up(), fresh.assigned(), fresh.followed_up(), quiet.neglected())
    first, second = await company.todos(company.li)
    assert (first.subject_id, second.subject_id) == (quiet.id, fresh.id)
    assert [reason.code for reason in first.reasons] == ["LeadFollowedUp", "LeadNeglected"]
    assert first.reasons[1].text == "已 3 天没有动静"


@pytest.mark.capability("L-20")
async def test_who_ends_the_last_to_do_of_a_live_lead_gets_the_next_one(company: Company) -> None:
    lead = Lead(company, company.li)
    await lead.known()
    await lead.told(lead.assigned())
    (todo,) = await company.todos(company.li)
    await company.ask(company.li, "DismissTodo", pb.DismissTodoRequest(todo_id=todo.id, reason="对方在出差"))
    assert await company.kinds(company.li) == ["lead_follow_up"]
    await lead.told(lead.converted())
    await lead.known(enquiries.LEAD_STATE_CONVERTED)
    assert await company.kinds(company.li) == []


async def test_a_lead_that_is_given_away_takes_its_to_dos_along(company: Company) -> None:
    lead = Lead(company, company.li)
    await lead.told(lead.assigned(), lead.followed_up())
    await lead.told(lead.assigned(company.wang, company.li))
    assert await company.kinds(company.li) == []
    assert await company.kinds(company.wang) == ["lead_first_follow_up"]
    await lead.told(lead.pooled())
    assert await company.kinds(company.wang) == []


async def test_what_was_long_ago_is_nothing_to_do(company: Company) -> None:
    lead = Lead(company, company.li)
    event = lead.assigned()
    event.historical = True
    await lead.told(event)
    assert await company.kinds(company.li) == []


@pytest.mark.capability("L-29")
async def test_what_was_agreed_in_a_talk_is_to_be_done_on_the_day_agreed(company: Company) -> None:
    lead, talk = Lead(company, company.li), str(new_id())
    logged = accounts.InteractionLogged(
        interaction_id=talk,
        subject_type="lead",
        subject_id=lead.id,
        subject_name="宁波海天",
        lead_id=lead.id,
        owner_id=id_of(company.li),
        person_id=id_of(company.li),
        by_assigned=True,
        next_step="问完价没回音，回访",
        next_step_date="2025-12-10",
    )
    await lead.told(lead.assigned())
    await company.told("accounts", company.fact(logged, talk))
    followed = leads.LeadFollowedUp(lead_id=lead.id, lead_name="陈总", owner_id=id_of(company.li), interaction_id=talk)
    await lead.told(company.fact(followed, lead.id))
    (todo,) = await company.todos(company.li)
    assert todo.kind == "lead_follow_up"
    assert todo.reasons[-1].text == "上次沟通约定：问完价没回音，回访"
    assert todo.due_time.ToDatetime(UTC).date() == date(2025, 12, 10)


async def test_several_instalments_of_a_customer_are_one_to_do_worth_less_than_their_face(company: Company) -> None:
    customer = await company.customer()
    first, second = company.instalment(customer), company.instalment(customer, "60,000.00", due="2025-11-01")
    await company.reminder(first, -3)
    await company.reminder(second, 30)
    (todo,) = await company.todos(company.li)
    assert (todo.kind, todo.subject_id, len(todo.items)) == ("collect", customer, 2)
    assert todo.title == "催收回款：杭州威敏"
    # 90 % of what is not due yet and 80 % of what is 30 days late.
    assert todo.cash_gain == cny("129,000.00")
    assert not todo.HasField("pipeline_gain")
    await company.told("receivables", company.fact(receivables.InstalmentSettled(instalment=first), first.payment_plan_id))
    (todo,) = await company.todos(company.li)
    assert [item.subject_id for item in todo.items] == [second.instalment_id]
    assert todo.cash_gain == cny("48,000.00")
    await company.told("receivables", company.fact(receivables.InstalmentSettled(instalment=second), second.payment_plan_id))
    assert await company.kinds(company.li) == []


async def test_instalments_follow_the_owner_of_their_plan(company: Company) -> None:
    customer = await company.customer()
    moves, stays = company.instalment(customer), company.instalment(customer, "60,000.00")
    for figures in (moves, stays):
        await company.plan(figures, company.li)
        await company.reminder(figures)
    await company.plan(moves, company.wang)
    assert [item.subject_id for todo in await company.todos(company.wang) for item in todo.items] == [moves.instalment_id]
    assert [item.subject_id for todo in await company.todos(company.li) for item in todo.items] == [stays.instalment_id]
    await company.plan(stays, company.wang)
    assert await company.kinds(company.li) == []
    (both,) = await company.todos(company.wang)
    assert {item.subject_id for item in both.items} == {moves.instalment_id, stays.instalment_id}


async def test_the_to_dos_of_somebody_who_leaves_go_to_the_manager(company: Company) -> None:
    lead, customer = Lead(company, company.li), await company.customer()
    figures = company.instalment(customer)
    await lead.told(lead.assigned())
    await company.reminder(figures)
    await company.employ(company.li, "李明", state=LEFT)
    left = identity.UserLeft(user_id=id_of(company.li), manager_id=id_of(company.zhang), reason="离职")
    await company.told("identity", company.fact(left, id_of(company.li)))
    assert await company.kinds(company.li) == []
    assert await company.kinds(company.zhang) == ["collect", "hand_over", "lead_first_follow_up"]


async def test_a_stage_opens_the_steps_of_its_playbook_and_leaving_it_closes_them(company: Company) -> None:
    deal = str(new_id())
    step = sales.PlaybookStep(key="demo", title="做一次演示", title_en="Give a demo", due_date="2025-12-05", required=True)
    entered = pipeline.StageEntered(
        opportunity_id=deal,
        name="三坐标测量机",
        stage="proposal",
        owner_id=id_of(company.li),
        playbook=[step],
        expected_amount=cny("500,000.00"),
    )
    await company.told("pipeline", company.fact(entered, deal))
    (todo,) = await company.todos(company.li)
    assert (todo.title, todo.title_en) == ("做一次演示：三坐标测量机", "Give a demo: 三坐标测量机")
    assert todo.pipeline_gain == cny("50,000.00")
    won = pipeline.OpportunityWon(opportunity_id=deal, won_amount=cny("500,000.00"), owner_id=id_of(company.li))
    await company.told("pipeline", company.fact(won, deal))
    assert await company.kinds(company.li) == []


async def test_a_person_adds_to_dos_of_their_own_and_puts_them_off(company: Company) -> None:
    due = stamp(company.later(days=1))
    own = await company.ask(company.li, "CreateTodo", pb.CreateTodoRequest(todo=pb.Todo(title="带样品", due_time=due)))
    assert (own.kind, own.owner_id) == ("own", id_of(company.li))
    until = company.later(hours=3)
    await company.ask(company.li, "SnoozeTodo", pb.SnoozeTodoRequest(todo_id=own.id, snooze_until_time=stamp(until)))
    assert await company.kinds(company.li) == []
    await company.advance(until + timedelta(minutes=1))
    assert await company.kinds(company.li) == ["own"]
    done = await company.ask(company.li, "CompleteTodo", pb.CompleteTodoRequest(todo_id=own.id))
    assert done.state == pb.TODO_STATE_DONE
    again = await company.ask(company.li, "ReopenTodo", pb.ReopenTodoRequest(todo_id=own.id))
    assert again.state == pb.TODO_STATE_OPEN


async def test_what_was_put_off_is_called_back_by_opening_it_again(company: Company) -> None:
    due = stamp(company.later(days=1))
    own = await company.ask(company.li, "CreateTodo", pb.CreateTodoRequest(todo=pb.Todo(title="带样品", due_time=due)))
    until = stamp(company.later(hours=3))
    await company.ask(company.li, "SnoozeTodo", pb.SnoozeTodoRequest(todo_id=own.id, snooze_until_time=until))
    again = await company.ask(company.li, "ReopenTodo", pb.ReopenTodoRequest(todo_id=own.id))
    assert again.state == pb.TODO_STATE_OPEN
    assert not again.HasField("snooze_until_time")
    with pytest.raises(DomainError) as refusal:
        await company.ask(company.li, "ReopenTodo", pb.ReopenTodoRequest(todo_id=own.id))
    assert refusal.value.reason == "TODO_OPEN"


async def test_what_a_fact_settled_cannot_be_reopened(company: Company) -> None:
    lead = Lead(company, company.li)
    await lead.told(lead.assigned(), lead.pooled())
    (closed,) = await company.todos(company.li, "state = CLOSED")
    with pytest.raises(DomainError, match="has happened") as refusal:
        await company.ask(company.li, "ReopenTodo", pb.ReopenTodoRequest(todo_id=closed.id))
    assert refusal.value.reason == "TODO_SETTLED"


async def test_a_manager_sees_the_list_of_the_team_and_a_colleague_does_not(company: Company) -> None:
    lead = Lead(company, company.li)
    await lead.told(lead.assigned())
    assert await company.kinds(company.seeing(Reach.TEAM, company.zhang)) == ["lead_first_follow_up"]
    assert await company.kinds(company.wang) == []


async def test_twelve_to_dos_lie_above_the_fold_or_so_many_as_the_company_says(company: Company) -> None:
    many = [Lead(company, company.li) for _ in range(14)]
    await company.told("leads", *(lead.assigned() for lead in many))
    assert [todo.above_fold for todo in await company.todos(company.li)] == [True] * 12 + [False] * 2
    settings = pb.NotificationSettings(todos_above_fold=3)
    request = pb.UpdateNotificationSettingsRequest(notification_settings=settings)
    request.update_mask.paths.append("todos_above_fold")
    await company.ask(company.seeing(Reach.COMPANY), "UpdateNotificationSettings", request)
    assert sum(todo.above_fold for todo in await company.todos(company.li)) == 3


async def test_a_promise_puts_collecting_off_to_its_day_and_breaking_it_comes_first(company: Company) -> None:
    customer = await company.customer()
    figures = company.instalment(customer)
    await company.reminder(figures, 1)
    promise = receivables.PromiseFigures(
        promise_id=str(new_id()), customer_id=customer, owner_id=id_of(company.li), amount=figures.amount, promise_date="2025-12-15"
    )
    await company.told("receivables", company.fact(receivables.PromiseMade(promise=promise, instalments=[figures]), promise.promise_id))
    (todo,) = await company.todos(company.li)
    assert todo.due_time.ToDatetime(UTC).date() == date(2025, 12, 15)
    assert todo.reasons[-1].text == "客户承诺 2025-12-15 付款"
    broken = receivables.PromiseBroken(promise=promise, instalments=[figures], missing=figures.amount)
    await company.told("receivables", company.fact(broken, promise.promise_id))
    (again,) = await company.todos(company.li)
    assert again.id == todo.id
    assert again.reasons[-1].text == "承诺 2025-12-15 付款，还差 ¥90,000.00"
    assert again.rank_time.ToDatetime(UTC) < todo.rank_time.ToDatetime(UTC)


async def test_a_plan_that_shows_a_payment_ends_collecting_whatever_is_told_later(company: Company) -> None:
    figures = company.instalment(await company.customer())
    reminder = receivables.InstalmentReminderDue(instalment=figures, level=1, payable=figures.open)
    late = company.fact(reminder, figures.payment_plan_id)
    await company.reminder(figures, 0)
    paid = type(figures).FromString(figures.SerializeToString())
    paid.open.minor = 0
    await company.plan(paid, company.li)
    await company.told("receivables", late)
    assert await company.kinds(company.li) == []


async def test_a_sale_is_worth_its_amount_times_the_probability_of_its_stage(company: Company) -> None:
    process = sales.SalesProcess(id=str(new_id()), stages=[sales.Stage(key="proposal", name="方案", probability="40")])
    deal = sales.Opportunity(
        id=str(new_id()),
        name="三坐标测量机",
        sales_process_id=process.id,
        stage="proposal",
        state=sales.OPPORTUNITY_STATE_OPEN,
        expected_amount=cny("500,000.00"),
        owner_id=id_of(company.li),
    )
    await company.told("pipeline", company.changed(process), company.changed(deal))
    stalled = pipeline.OpportunityStalled(
        opportunity_id=deal.id,
        name=deal.name,
        owner_id=deal.owner_id,
        stage_name="方案",
        days=40,
        median_days=14,
        expected_amount=deal.expected_amount,
    )
    await company.told("pipeline", company.fact(stalled, deal.id))
    (todo,) = await company.todos(company.li)
    assert (todo.pipeline_gain, todo.HasField("cash_gain")) == (cny("200,000.00"), False)
    assert todo.reasons[0].text == "停在「方案」40 天，通常 14 天"


async def test_a_to_do_of_ones_own_is_about_something_that_one_may_see(company: Company) -> None:
    company.rights = (*company.rights, "account.read")
    li, wang = company.seeing(Reach.OWN, company.li), company.seeing(Reach.OWN, company.wang)
    customer = await company.customer()
    todo = pb.Todo(title="送样品", due_time=stamp(company.later(days=1)), subject_type="account", subject_id=customer)
    assert (await company.ask(li, "CreateTodo", pb.CreateTodoRequest(todo=todo))).subject_name == "杭州威敏"
    with pytest.raises(DomainError) as refusal:
        await company.ask(wang, "CreateTodo", pb.CreateTodoRequest(todo=todo))
    assert refusal.value.reason == "NOT_FOUND"
    todo.subject_id = str(new_id())
    with pytest.raises(DomainError) as refusal:
        await company.ask(li, "CreateTodo", pb.CreateTodoRequest(todo=todo))
    assert refusal.value.reason == "SUBJECT_UNKNOWN"


async def test_what_a_former_owner_had_agreed_is_the_new_owners(company: Company) -> None:
    customer, talk = await company.customer(), str(new_id())
    logged = accounts.InteractionLogged(
        interaction_id=talk,
        subject_type="account",
        subject_id=customer,
        subject_name="杭州威敏",
        account_id=customer,
        owner_id=id_of(company.li),
        person_id=id_of(company.li),
        by_assigned=True,
        next_step="发报价",
        next_step_date="2025-12-03",
    )
    await company.told("accounts", company.fact(logged, talk))
    assert await company.kinds(company.li) == ["next_step"]
    assigned = accounts.AccountAssigned(account_id=customer, owner_id=id_of(company.wang), previous_owner_id=id_of(company.li))
    await company.told("accounts", company.fact(assigned, customer))
    assert (await company.kinds(company.li), await company.kinds(company.wang)) == ([], ["next_step"])


async def test_what_was_put_off_is_in_sight_of_who_gets_it_and_when_it_starts_anew(company: Company) -> None:
    lead = Lead(company, company.li)
    await lead.known()
    await lead.told(lead.assigned())
    (todo,) = await company.todos(company.li)
    await company.ask(company.li, "SnoozeTodo", pb.SnoozeTodoRequest(todo_id=todo.id, snooze_until_time=stamp(company.later(days=9))))
    await lead.known(owner=company.wang)
    assert await company.kinds(company.wang) == ["lead_first_follow_up"]
    (todo,) = await company.todos(company.wang)
    await company.ask(company.wang, "SnoozeTodo", pb.SnoozeTodoRequest(todo_id=todo.id, snooze_until_time=stamp(company.later(days=9))))
    await lead.told(lead.assigned(company.wang))
    assert await company.kinds(company.wang) == ["lead_first_follow_up"]


async def test_what_changes_hands_in_part_is_worth_what_is_left_and_what_came(company: Company) -> None:
    customer = await company.customer()
    moves, stays = company.instalment(customer), company.instalment(customer, "60,000.00")
    for figures in (moves, stays):
        await company.plan(figures, company.li)
        await company.reminder(figures)
    await company.plan(moves, company.wang)
    assert [todo.cash_gain for todo in await company.todos(company.wang)] == [cny("81,000.00")]
    assert [todo.cash_gain for todo in await company.todos(company.li)] == [cny("54,000.00")]


async def test_what_was_ended_by_hand_and_settled_since_cannot_be_reopened(company: Company) -> None:
    lead, given = Lead(company, company.li), Lead(company, company.li)
    await given.known()
    await lead.told(lead.assigned(), given.assigned())
    todos = await company.todos(company.li)
    assert len(todos) == 2
    for todo in todos:
        await company.ask(company.li, "CompleteTodo", pb.CompleteTodoRequest(todo_id=todo.id))
    await lead.told(lead.converted())
    await given.known(owner=company.wang)
    for todo in todos:
        with pytest.raises(DomainError) as refusal:
            await company.ask(company.li, "ReopenTodo", pb.ReopenTodoRequest(todo_id=todo.id))
        assert refusal.value.reason == "TODO_SETTLED"


async def test_there_is_one_live_to_do_about_a_thing_although_an_older_one_is_reopened(company: Company) -> None:
    figures = company.instalment(await company.customer())
    await company.reminder(figures, 1)
    (called,) = await company.todos(company.li)
    await company.ask(company.li, "CompleteTodo", pb.CompleteTodoRequest(todo_id=called.id))
    await company.reminder(figures, 7)
    with pytest.raises(DomainError) as refusal:
        await company.ask(company.li, "ReopenTodo", pb.ReopenTodoRequest(todo_id=called.id))
    assert refusal.value.reason == "CONCURRENT_CHANGE"


async def test_a_lead_that_nobody_works_on_asks_for_nothing_whatever_was_told_of_it(company: Company) -> None:
    lead = Lead(company, company.li)
    await lead.known()
    await lead.told(lead.assigned(), lead.followed_up())
    await lead.known(enquiries.LEAD_STATE_CONVERTED)
    assert await company.kinds(company.li) == []


async def test_two_birthdays_at_one_customer_are_two_greetings(company: Company) -> None:
    customer = await company.customer()
    for name in ("张总生日", "李总生日"):
        day = str(new_id())
        reached = accounts.CareDateReached(
            care_date_id=day, account_id=customer, account_name="杭州威敏", owner_id=id_of(company.li), title=name, date="2025-12-01"
        )
        await company.told("accounts", company.fact(reached, day))
    assert sorted(todo.reasons[0].text for todo in await company.todos(company.li)) == ["今天是张总生日", "今天是李总生日"]


def talk(company: Company, customer: str, who: Principal, *, by_assigned: bool = True, next_step: str = "") -> Event:
    """Somebody talked with a customer of Li."""
    id = str(new_id())
    logged = accounts.InteractionLogged(
        interaction_id=id,
        subject_type="account",
        subject_id=customer,
        subject_name="杭州威敏",
        account_id=customer,
        owner_id=id_of(company.li),
        person_id=id_of(who),
        by_assigned=by_assigned,
        next_step=next_step,
        next_step_date="2025-12-03" if next_step else "",
    )
    return company.fact(logged, id)


async def test_what_a_helper_agreed_is_the_helpers_and_leaves_the_owners_alone(company: Company) -> None:
    customer = await company.customer()
    await company.told("accounts", talk(company, customer, company.li, next_step="发报价"))
    await company.told("accounts", talk(company, customer, company.wang, by_assigned=False, next_step="寄样品"))
    assert [todo.action.text for todo in await company.todos(company.li)] == ["发报价"]
    assert [todo.action.text for todo in await company.todos(company.wang)] == ["寄样品"]
    assigned = accounts.AccountAssigned(account_id=customer, owner_id=id_of(company.wang), previous_owner_id=id_of(company.li))
    await company.told("accounts", company.fact(assigned, customer))
    await company.told("accounts", talk(company, customer, company.li, by_assigned=False, next_step="问候"))
    assert [todo.action.text for todo in await company.todos(company.li)] == ["问候"]
    assert sorted(todo.action.text for todo in await company.todos(company.wang)) == ["发报价", "寄样品"]


async def test_a_talk_of_long_ago_settles_nothing(company: Company) -> None:
    customer = await company.customer()
    cold = accounts.AccountGoingCold(account_id=customer, account_name="杭州威敏", owner_id=id_of(company.li), days=30)
    await company.told("accounts", company.fact(cold, customer))
    imported = talk(company, customer, company.li)
    imported.historical = True
    await company.told("accounts", imported)
    assert await company.kinds(company.li) == ["account_follow_up"]


async def test_of_two_disputes_about_one_instalment_the_other_goes_on(company: Company) -> None:
    figures = company.instalment(await company.customer())
    first, second = (
        receivables.DisputeFigures(dispute_id=str(new_id()), customer_id=figures.customer_id, detail=detail) for detail in ("漏液", "少货")
    )
    for dispute in (first, second):
        opened = receivables.DisputeOpened(dispute=dispute, instalment=figures)
        await company.told("receivables", company.fact(opened, dispute.dispute_id))
    resolved = receivables.DisputeResolved(dispute=first, instalment=figures)
    await company.told("receivables", company.fact(resolved, first.dispute_id))
    assert [todo.reasons[0].text for todo in await company.todos(company.li)] == ["客户有争议：少货"]
    await company.told("receivables", company.fact(receivables.InstalmentSettled(instalment=figures), figures.payment_plan_id))
    assert await company.kinds(company.li) == []


async def test_a_transfer_ends_the_asking_for_it(company: Company) -> None:
    await company.employ(company.li, "李明", state=LEFT)
    left = identity.UserLeft(user_id=id_of(company.li), manager_id=id_of(company.zhang), reason="离职")
    await company.told("identity", company.fact(left, id_of(company.li)))
    transfer = str(new_id())
    done = accounts.CustomersTransferred(transfer_id=transfer, from_id=id_of(company.li), to_ids=[id_of(company.wang)])
    await company.told("accounts", company.fact(done, transfer))
    assert (await company.kinds(company.zhang), await company.kinds(company.wang)) == ([], ["take_over"])


async def test_a_lead_that_comes_back_within_one_batch_has_one_to_do(company: Company) -> None:
    lead = Lead(company, company.li)
    await company.runtime.consumers.apply([lead.assigned(), lead.pooled(), lead.assigned(), lead.pooled(), lead.assigned()])
    assert await company.kinds(company.li) == ["lead_first_follow_up"]
    assert len(await company.todos(company.li, "state = CLOSED")) == 2
