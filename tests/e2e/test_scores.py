"""F.S.D.P on leads, accounts and opportunities alike: one published model, carried by events to whoever scores by it."""

import pytest

from tests.support.world import World


@pytest.mark.capability("A-52", "A-53", "L-13", "L-14")
async def test_the_stage_of_a_customer_follows_its_real_deal_and_a_new_model_scores_everybody_anew(earth: World) -> None:
    company = await earth.company()
    rep = await company.person("sales")
    account = await rep.post("/v1/accounts", {"name": "杭州为民机械有限公司", "tier": "TIER_A", "industry": "机械"})
    deal = await rep.post(
        "/v1/opportunities",
        {"name": "为民产线", "accountId": account["id"], "expectedAmount": {"currencyCode": "CNY", "amount": "1200000.00"}},
    )
    await earth.settle()
    customer = await rep.get(f"/v1/accounts/{account['id']}")
    assert customer["scoreDetails"]["fit"] == 95
    assert {"tier_a", "open_opportunities", "amount_large"} <= {reason["code"] for reason in customer["scoreDetails"]["reasons"]}
    assert customer["scoreDetails"]["stage"] == deal["scoreDetails"]["stage"] < 100

    won = await rep.post(f"/v1/opportunities/{deal['id']}:win", {"closeDate": "2025-12-01"})
    await earth.settle()
    assert (won["stageProbability"], won["scoreDetails"]["stage"]) == ("100", 100)
    customer = await rep.get(f"/v1/accounts/{account['id']}")
    assert customer["scoreDetails"]["stage"] == 100
    assert "bought_before" in {reason["code"] for reason in customer["scoreDetails"]["reasons"]}

    answered = await rep.patch(f"/v1/accounts/{account['id']}", {"questions": {"budget": "ANSWER_YES", "pain": "ANSWER_NO"}})
    assert answered["questions"]["budget"] == "ANSWER_YES"
    assert answered["scoreDetails"]["potential"] == customer["scoreDetails"]["potential"] + 20

    other = await rep.post("/v1/opportunities", {"name": "备件", "accountId": account["id"], "questions": {"couldClose": "ANSWER_YES"}})
    assert other["scoreDetails"]["fit"] == 95
    assert "could_close" in {reason["code"] for reason in other["scoreDetails"]["reasons"]}

    draft = await company.admin.post("/v1/scoreModels", {"name": "只看匹配度", "weights": {"fit": 100}})
    await company.admin.post(f"/v1/scoreModels/{draft['id']}:publish")
    await earth.settle()
    customer, open_deal = await rep.get(f"/v1/accounts/{account['id']}"), await rep.get(f"/v1/opportunities/{other['id']}")
    assert (customer["score"], open_deal["score"]) == (95, 95)
    assert {each["scoreDetails"]["scoreModelId"] for each in (customer, open_deal)} == {draft["id"]}
    best = await rep.get("/v1/accounts", orderBy="score desc", filter="score >= 90")
    assert [each["id"] for each in best["accounts"]] == [account["id"]]
    await earth.nothing_failed()
