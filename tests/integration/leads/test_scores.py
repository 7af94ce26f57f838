"""What a lead is worth: its score with its reasons, the models behind it, and the one that is fitted on closed leads."""

import asyncio
from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from chassis.ids import new_id
from chassis.principal import Grant, Principal
from chassis.sandbox import settle
from chassis.scope import Reach
from crm.common.v1 import score_pb2 as scores
from crm.leads.v1 import leads_pb2 as pb
from crm.leads.v1 import scoring_pb2 as models
from leads import outcomes
from tests.integration.leads.company import PHONE, START, Company, cny


def operations(company: Company) -> Principal:
    rights = {f"{name}": Grant(Reach.COMPANY) for name in ("score_model.read", "score_model.manage", "lead.import", "lead_settings.update")}
    return Principal.user(new_id(), tenant_id=company.tenant_id, permissions=rights)


async def view_product_page(company: Company, lead_id: str, times: int) -> None:
    for _ in range(times):
        touch = pb.Touch(type=pb.TOUCH_TYPE_PAGE_VIEWED, lead_id=lead_id)
        await company.ask("CreateTouch", pb.CreateTouchRequest(touch=touch))


def reasons(lead: pb.Lead) -> dict[str, str]:
    return {reason.code: reason.text for reason in lead.score_details.reasons}


@pytest.mark.capability("L-10", "L-13")
async def test_a_lead_has_four_parts_a_total_and_reasons_in_words(company: Company) -> None:
    lead = await company.lead(
        company_name="上海大新机械有限公司",
        phone=PHONE,
        industry="机械",
        estimated_amount=cny("1500000.00"),
        purchase_horizon="PURCHASE_HORIZON_WITHIN_WEEK",
    )
    details = lead.score_details
    assert (details.fit, details.stage, details.demand, details.potential) == (45, 15, 40, 40)
    assert lead.score == details.total == Decimal("34.75").quantize(1)
    assert reasons(lead)["amount_large"] == "预估金额 1,500,000"
    assert reasons(lead)["buys_within_a_week"] == "1 周内有购买需求"
    assert not details.likelihood


@pytest.mark.capability("L-11")
async def test_who_looks_at_products_again_and_again_comes_first_until_it_is_long_ago(company: Company) -> None:
    plain, keen = await company.lead("甲"), await company.lead("乙")
    await view_product_page(company, keen.id, 5)
    seen = await company.read(keen.id)
    assert seen.score_details.demand == 60
    assert reasons(seen)["views_many"] == "30 天内反复看产品页 5 次"
    best = await company.ask("ListLeads", pb.ListLeadsRequest(order_by="score desc", filter="score >= 1"))
    assert [lead.id for lead in best.leads] == [keen.id, plain.id]
    await company.ask("QualifyLead", pb.QualifyLeadRequest(lead_id=keen.id))
    for day in range(0, 36, 2):
        await company.advance(days=day)
        await company.ask("ContactLead", pb.ContactLeadRequest(lead_id=keen.id, disposition=pb.DISPOSITION_REACHED))
    assert (await company.read(keen.id)).score_details.demand == 0


@pytest.mark.capability("L-14")
async def test_the_five_questions_are_answered_on_the_lead_and_count(company: Company) -> None:
    lead = await company.lead()
    change = pb.UpdateLeadRequest(lead_id=lead.id, lead=pb.Lead(questions=scores.FiveQuestions(budget=scores.ANSWER_YES)))
    await company.ask("UpdateLead", change)
    change = pb.UpdateLeadRequest(lead_id=lead.id, lead=pb.Lead(questions=scores.FiveQuestions(worth_the_time=scores.ANSWER_NO)))
    change.update_mask.paths.append("questions.worth_the_time")
    answered = await company.ask("UpdateLead", change)
    assert (answered.questions.budget, answered.questions.worth_the_time) == (scores.ANSWER_YES, scores.ANSWER_NO)
    assert answered.score_details.potential == lead.score_details.potential + 20 - 10
    assert {"budget", "no_worth_the_time"} <= reasons(answered).keys()


@pytest.mark.capability("L-13")
async def test_a_published_model_scores_what_is_there_and_its_forerunner_is_history(company: Company) -> None:
    lead, by = await company.lead(company_name="大新机械"), operations(company)
    weights = models.ScoreWeights(fit=100)
    draft = await company.ask(
        "CreateScoreModel", models.CreateScoreModelRequest(score_model=models.ScoreModel(name="只看匹配度", weights=weights)), by=by
    )
    assert draft.state == models.SCORE_MODEL_STATE_DRAFT
    assert len(draft.criteria) > 20
    published = await company.ask("PublishScoreModel", models.PublishScoreModelRequest(score_model_id=draft.id), by=by)
    await settle([company.runtime])
    scored = await company.read(lead.id)
    assert (scored.score, scored.score_details.score_model_id) == (lead.score_details.fit, published.id)
    history = await company.ask("ListScoreModels", models.ListScoreModelsRequest(filter="state = RETIRED"), by=by)
    assert [(each.name, each.HasField("retire_time")) for each in history.score_models] == [("F.S.D.P 标准模型", True)]
    change = models.UpdateScoreModelRequest(score_model_id=draft.id, score_model=models.ScoreModel(name="改名"))
    assert (await company.refused("UpdateScoreModel", change, by=by)).reason == "NOT_A_DRAFT"


async def test_a_criterion_is_checked_when_it_is_drafted(company: Company) -> None:
    by = operations(company)
    for criterion, reason in (
        (models.ScoreCriterion(key="a", part=models.SCORE_PART_FIT, feature="colour", points=5), "FEATURE_UNKNOWN"),
        (models.ScoreCriterion(key="a", part=models.SCORE_PART_FIT, feature="employees", at_least="9", below="3"), "BAND_REVERSED"),
        (models.ScoreCriterion(key="a", part=models.SCORE_PART_FIT, feature="industry", at_least="9"), "BAND_UNFIT"),
        (models.ScoreCriterion(key="a", feature="industry"), "MISSING"),
    ):
        asked = models.CreateScoreModelRequest(score_model=models.ScoreModel(name="试", criteria=[criterion]))
        refusal = await company.refused("CreateScoreModel", asked, by=by)
        assert (refusal.reason, refusal.violations[0].field.startswith("score_model.criteria.0")) == (reason, True)


# --- fitting ---------------------------------------------------------------------------------------


async def closed_leads(company: Company, by: Principal, count: int) -> None:
    """Leads of long ago; those that came by referral were mostly won."""
    random, rows = Random(3), []
    account = await company.account("老客户")
    for number in range(count):
        channel = random.choice(["referral", "search", "cold_call"])
        won = random.random() < {"referral": 0.8, "search": 0.4, "cold_call": 0.1}[channel]
        lead = pb.Lead(name=f"客户{number}", channel=channel, region=random.choice(["江苏", "浙江"]))
        lead.first_touch_time.FromDatetime(START - timedelta(days=200))
        history = pb.LeadHistory(state=pb.LEAD_STATE_DISQUALIFIED, close_reason="没有需求")
        if won:
            history = pb.LeadHistory(state=pb.LEAD_STATE_CONVERTED, account_id=account, outcome=pb.LEAD_OUTCOME_WON)
        rows.append(pb.CreateLeadRequest(lead=lead, history=history))
    for start in range(0, count, 200):
        batch = pb.BatchCreateLeadsRequest(requests=rows[start : start + 200], historical=True)
        verdicts = (await company.ask("BatchCreateLeads", batch, by=by)).verdicts
        assert not [verdict.problem for verdict in verdicts if verdict.HasField("problem")]


async def ended(company: Company, training: models.ScoreTraining, by: Principal) -> models.ScoreTraining:
    for _ in range(600):
        found = await company.ask("GetScoreTraining", models.GetScoreTrainingRequest(score_training_id=training.id), by=by)
        if found.HasField("end_time"):
            assert isinstance(found, models.ScoreTraining)
            return found
        await asyncio.sleep(0.05)
    raise AssertionError("The training does not end.")


async def until(company: Company, key: str, *, runs: bool) -> None:
    """Until something runs under the key, or nothing does any more."""
    for _ in range(1000):
        if company.runtime.background.is_running(key) is runs:
            return
        await asyncio.sleep(0.01)
    raise AssertionError(f"{key} runs: {not runs}")


async def train(company: Company, by: Principal, **asked: Any) -> models.ScoreTraining:
    started = await company.ask("TrainScoreModel", models.TrainScoreModelRequest(**asked), by=by)
    return await ended(company, started, by)


@pytest.mark.capability("L-10", "L-12")
async def test_a_model_fitted_on_closed_leads_decides_once_it_is_published_and_says_why(company: Company) -> None:
    by = operations(company)
    await closed_leads(company, by, 400)
    training = await train(company, by)
    assert (training.state, training.progress, training.leads) == (models.SCORE_TRAINING_STATE_SUCCEEDED, 100, 400)
    assert float(training.quality.auc) > 0.7
    assert len(training.quality.calibration) == 10
    lead = await company.lead(channel="referral")
    await company.ask("PublishScoreModel", models.PublishScoreModelRequest(score_model_id=training.score_model_id), by=by)
    await settle([company.runtime])
    scored = await company.read(lead.id)
    assert scored.score == round(100 * float(scored.score_details.likelihood))
    assert scored.score > 60
    assert reasons(scored)["channel"] == "渠道：referral"
    assert scored.score_details.fit == lead.score_details.fit


@pytest.mark.capability("L-12")
async def test_below_the_minimum_of_outcomes_the_weights_stay(company: Company) -> None:
    by = operations(company)
    await closed_leads(company, by, 60)
    training = await train(company, by)
    assert (training.state, training.problem, training.leads) == (models.SCORE_TRAINING_STATE_FAILED, "TOO_FEW_OUTCOMES", 60)
    assert not training.score_model_id


async def test_a_training_reads_batch_by_batch_and_keeps_what_it_found(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outcomes, "_BATCH", 25)
    by = operations(company)
    await closed_leads(company, by, 60)
    training = await train(company, by)
    assert (training.state, training.problem, training.leads) == (models.SCORE_TRAINING_STATE_FAILED, "TOO_FEW_OUTCOMES", 60)


async def test_a_feature_that_is_left_out_is_no_part_of_the_model(company: Company) -> None:
    by = operations(company)
    await closed_leads(company, by, 400)
    training = await train(company, by, excluded_features=["channel"])
    model = await company.ask("GetScoreModel", models.GetScoreModelRequest(score_model_id=training.score_model_id), by=by)
    assert "channel" not in {term.feature for term in model.fitted.terms}
    assert float(training.quality.auc) < 0.65


async def test_one_training_runs_at_a_time_and_a_cancelled_one_makes_no_model(company: Company) -> None:
    by = operations(company)
    await closed_leads(company, by, 400)
    started = await company.ask("TrainScoreModel", models.TrainScoreModelRequest(), by=by)
    assert (await company.refused("TrainScoreModel", models.TrainScoreModelRequest(), by=by)).reason == "TRAINING_RUNS"
    cancelled = await company.ask("CancelScoreTraining", models.CancelScoreTrainingRequest(score_training_id=started.id), by=by)
    assert cancelled.state == models.SCORE_TRAINING_STATE_CANCELLED
    await asyncio.sleep(3)
    drafts = await company.ask("ListScoreModels", models.ListScoreModelsRequest(filter="state = DRAFT"), by=by)
    assert not drafts.score_models
    assert (
        await company.refused("CancelScoreTraining", models.CancelScoreTrainingRequest(score_training_id=started.id), by=by)
    ).reason == "TRAINING_OVER"


async def test_a_training_whose_runner_is_gone_starts_again(company: Company) -> None:
    by = operations(company)
    await closed_leads(company, by, 400)
    started = await company.ask("TrainScoreModel", models.TrainScoreModelRequest(), by=by)
    await until(company, started.id, runs=True)
    company.runtime.background.stop(started.id)
    await until(company, started.id, runs=False)
    await company.advance(minutes=10)
    assert (await ended(company, started, by)).state == models.SCORE_TRAINING_STATE_SUCCEEDED
