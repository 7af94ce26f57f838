"""What we sell, how, and why we lose: master data that everybody of a company shares."""

import pytest

from chassis.sandbox import settle
from crm.common.v1 import types_pb2 as common
from crm.identity.v1 import identity_pb2 as identity
from crm.pipeline.v1 import pipeline_pb2 as pb
from tests.integration.pipeline.company import Company
from tests.support.running import send


async def processes(company: Company, *, show_archived: bool = False) -> list[pb.SalesProcess]:
    request = pb.ListSalesProcessesRequest(show_archived=show_archived)
    return list((await company.ask("ListSalesProcesses", request)).sales_processes)


@pytest.mark.capability("P-01", "P-12")
async def test_a_company_starts_with_one_process_and_five_reasons_and_keeps_what_it_makes_of_them(company: Company) -> None:
    (process,) = await processes(company)
    assert (process.name, process.is_default, process.template) == ("标准销售流程", True, "a")
    assert [stage.name for stage in process.stages] == ["线索", "初步沟通", "需求确认", "方案/报价", "谈判"]
    reasons = (await company.ask("ListLossReasons", pb.ListLossReasonsRequest())).loss_reasons
    await company.ask("ArchiveLossReason", pb.ArchiveLossReasonRequest(loss_reason_id=reasons[0].id))

    tenant = identity.Tenant(id=str(company.tenant_id), name="改了名", time_zone="Asia/Shanghai", functional_currency="CNY")
    await send(company.runtime, "identity", company.tenant_id, tenant, version=2)
    await settle([company.runtime])
    assert await processes(company) == [process]
    assert len((await company.ask("ListLossReasons", pb.ListLossReasonsRequest())).loss_reasons) == 4


@pytest.mark.capability("P-01")
async def test_a_process_is_made_of_a_template_and_changed_afterwards(company: Company) -> None:
    request = pb.CreateSalesProcessRequest(sales_process=pb.SalesProcess(name="演示型", template="b"))
    made = await company.ask("CreateSalesProcess", request)
    assert [stage.name for stage in made.stages] == ["初步接洽", "需求确认", "方案演示", "报价谈判", "合同签署"]
    fewer = pb.UpdateSalesProcessRequest(sales_process_id=made.id, sales_process=pb.SalesProcess(stages=made.stages[1:]))
    changed = await company.ask("UpdateSalesProcess", fewer)
    assert [(stage.key, stage.retired) for stage in changed.stages if stage.position == 1] == [
        ("requirements", False),
        ("first_contact", True),
    ]
    assert await company.ask("GetSalesProcess", pb.GetSalesProcessRequest(sales_process_id=made.id)) == changed


async def test_a_gate_that_is_no_condition_is_refused_where_it_stands(company: Company) -> None:
    stage = pb.Stage(key="offer", name="报价", gate=[pb.GateCriterion(expression="amonut > 0.0", missing="金额")])
    request = pb.CreateSalesProcessRequest(sales_process=pb.SalesProcess(name="错的", stages=[stage]))
    refusal = await company.refused("CreateSalesProcess", request)
    assert (refusal.reason, refusal.violations[0].field) == ("CONDITION_INVALID", "sales_process.stages.0.gate.0.expression")


async def test_exactly_one_process_is_the_default_one(company: Company) -> None:
    (shipped,) = await processes(company)
    other = await company.process("one", "two")
    promote = pb.UpdateSalesProcessRequest(sales_process_id=other.id, sales_process=pb.SalesProcess(is_default=True))
    promoted = await company.ask("UpdateSalesProcess", promote)
    assert (promoted.is_default, promoted.etag) == (True, "2")
    assert [each.id for each in await processes(company) if each.is_default] == [other.id]
    assert (await company.opportunity()).sales_process_id == other.id

    demote = pb.UpdateSalesProcessRequest(sales_process_id=other.id, sales_process=pb.SalesProcess())
    demote.update_mask.paths.append("is_default")
    assert (await company.refused("UpdateSalesProcess", demote)).reason == "PROCESS_IS_DEFAULT"
    archive = pb.ArchiveSalesProcessRequest(sales_process_id=other.id)
    assert (await company.refused("ArchiveSalesProcess", archive)).reason == "PROCESS_IS_DEFAULT"
    await company.ask("ArchiveSalesProcess", pb.ArchiveSalesProcessRequest(sales_process_id=shipped.id))
    assert [each.id for each in await processes(company)] == [other.id]
    assert len(await processes(company, show_archived=True)) == 2
    back = pb.UpdateSalesProcessRequest(sales_process_id=shipped.id, sales_process=pb.SalesProcess(is_default=True))
    assert (await company.refused("UpdateSalesProcess", back)).reason == "PROCESS_ARCHIVED"
    new = pb.SalesProcess(name="第三个", template="c", is_default=True)
    third = await company.ask("CreateSalesProcess", pb.CreateSalesProcessRequest(sales_process=new))
    assert [each.id for each in await processes(company) if each.is_default] == [third.id]


async def test_an_unknown_process_is_refused(company: Company) -> None:
    request = pb.CreateOpportunityRequest(opportunity=company.deal(sales_process_id=company.account_id))
    assert (await company.refused("CreateOpportunity", request)).reason == "SALES_PROCESS_UNKNOWN"


# --- products ----------------------------------------------------------------------------------------


async def test_a_product_is_found_by_its_code_its_name_and_its_aliases(company: Company) -> None:
    made = await company.product("GTX-PRO", "旗舰车床", aliases=["GTXPro", " GTX  Pro ", "旗舰车床"], list_price="4821", currency="USD")
    assert list(made.aliases) == ["GTXPro", "GTX Pro"]
    for search in ("GTX-PRO", "旗舰", "qijian", "gtxpro"):
        page = await company.ask("ListProducts", pb.ListProductsRequest(search=search))
        assert list(page.products) == [made], search
    assert len((await company.ask("ListProducts", pb.ListProductsRequest(filter="aliases:GTXPro"))).products) == 1


async def test_a_code_and_an_alias_belong_to_one_product_only(company: Company) -> None:
    first = await company.product("A", "甲", aliases=["车床"])
    for product, reason in (
        (pb.Product(code="A", name="乙"), "CODE_TAKEN"),
        (pb.Product(code="B", name="乙", aliases=["车床"]), "ALIAS_TAKEN"),
    ):
        assert (await company.refused("CreateProduct", pb.CreateProductRequest(product=product))).reason == reason
    change = pb.UpdateProductRequest(product_id=first.id, product=pb.Product())
    change.update_mask.paths.append("aliases")
    await company.ask("UpdateProduct", change)
    assert (await company.product("B", "乙", aliases=["车床"])).aliases == ["车床"]


async def test_products_come_in_by_batch_and_by_their_id_in_another_system(company: Company) -> None:
    rows = [pb.CreateProductRequest(product=pb.Product(code=code, name="件")) for code in ("A", "A", "", "B")]
    reply = await company.ask("BatchCreateProducts", pb.BatchCreateProductsRequest(requests=rows))
    assert [verdict.problem.reason for verdict in reply.verdicts] == ["", "CODE_TAKEN", "INVALID_REQUEST", ""]
    upsert = pb.UpsertProductRequest(system="erp", external_id="7", product=pb.Product(code="C", name="丙"))
    made = await company.ask("UpsertProduct", upsert)
    upsert.product.name = "丙二"
    assert (await company.ask("UpsertProduct", upsert)).id == made.id


async def test_an_archived_product_is_sold_no_more_but_stays_where_it_was_sold(company: Company) -> None:
    lathe = await company.product("CK6150", "数控车床")
    sold = await company.opportunity(lines=[pb.OpportunityLine(product_id=lathe.id)])
    await company.ask("ArchiveProduct", pb.ArchiveProductRequest(product_id=lathe.id))
    again = pb.CreateOpportunityRequest(opportunity=company.deal(lines=[pb.OpportunityLine(product_id=lathe.id)]))
    refusal = await company.refused("CreateOpportunity", again)
    assert (refusal.reason, refusal.violations[0].field) == ("PRODUCT_ARCHIVED", "opportunity.lines.0.product_id")
    more = pb.Opportunity(lines=[pb.OpportunityLine(product_id=lathe.id, quantity="3")])
    changed = await company.ask("UpdateOpportunity", pb.UpdateOpportunityRequest(opportunity_id=sold.id, opportunity=more))
    assert changed.lines[0].quantity == "3"
    assert not (await company.ask("RestoreProduct", pb.RestoreProductRequest(product_id=lathe.id))).HasField("archive_time")


async def test_custom_fields_are_changed_one_by_one(company: Company) -> None:
    given = {"color": common.CustomValue(text="红"), "weight": common.CustomValue(decimal="1.5")}
    made = await company.product("A", "甲", custom=given)
    change = pb.UpdateProductRequest(product_id=made.id, product=pb.Product(custom={"color": common.CustomValue(text="蓝")}))
    change.update_mask.paths.append("custom.color")
    changed = await company.ask("UpdateProduct", change)
    assert (changed.custom["color"].text, changed.custom["weight"].decimal) == ("蓝", "1.5")


# --- loss reasons ------------------------------------------------------------------------------------


@pytest.mark.capability("P-12")
async def test_a_new_reason_comes_at_the_end_of_the_list_until_it_is_moved(company: Company) -> None:
    made = await company.ask("CreateLossReason", pb.CreateLossReasonRequest(loss_reason=pb.LossReason(name="项目取消")))
    assert made.position == 6
    change = pb.UpdateLossReasonRequest(loss_reason_id=made.id, loss_reason=pb.LossReason(asks_competitor=True))
    assert (await company.ask("UpdateLossReason", change)).asks_competitor
    assert (await company.ask("GetLossReason", pb.GetLossReasonRequest(loss_reason_id=made.id))).name == "项目取消"
    await company.ask("ArchiveLossReason", pb.ArchiveLossReasonRequest(loss_reason_id=made.id))
    sale = await company.opportunity()
    lose = pb.LoseOpportunityRequest(opportunity_id=sale.id, loss_reason_id=made.id, competitor="北斗")
    assert (await company.refused("LoseOpportunity", lose)).reason == "LOSS_REASON_ARCHIVED"
    await company.ask("RestoreLossReason", pb.RestoreLossReasonRequest(loss_reason_id=made.id))
    assert (await company.ask("LoseOpportunity", lose)).state == pb.OPPORTUNITY_STATE_LOST
