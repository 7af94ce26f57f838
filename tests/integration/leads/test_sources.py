"""Sources and defaults on a real database."""

from typing import Any

import pytest

from chassis.errors import DomainError
from chassis.principal import Principal
from chassis.runtime import Runtime
from crm.leads.v1 import leads_pb2 as pb
from tests.support.running import ask

ALL = ("source.read", "source.create", "source.update", "source.archive", "source.import", "lead_settings.read", "lead_settings.update")


async def create(runtime: Runtime, who: Principal, name: str, **fields: Any) -> pb.Source:
    reply: pb.Source = await ask(runtime, who, "CreateSource", pb.CreateSourceRequest(source=pb.Source(name=name, **fields)))
    return reply


async def test_a_company_starts_with_sources_and_defaults(leads: Runtime, marketer: Principal) -> None:
    page = await ask(leads, marketer, "ListSources", pb.ListSourcesRequest())
    assert {source.name for source in page.sources} >= {"官网", "广告投放", "线下展会", "老客户转介绍"}
    defaults = await ask(leads, marketer, "GetLeadSettings", pb.GetLeadSettingsRequest())
    assert (defaults.first_follow_up_hours, defaults.follow_up_days, defaults.update_days) == (24, 3, 7)
    assert (defaults.pool_days, defaults.pool_notice_days) == (15, 7)


async def test_a_source_is_found_by_its_pinyin(leads: Runtime, marketer: Principal) -> None:
    made = await create(leads, marketer, "百度推广", kind=pb.SOURCE_KIND_AD, utm_sources=[" Baidu "])
    assert made.utm_sources == ["baidu"]
    page = await ask(leads, marketer, "ListSources", pb.ListSourcesRequest(search="bdtg", filter="kind = AD"))
    assert [source.id for source in page.sources] == [made.id]


async def test_an_upsert_creates_once_and_changes_only_what_the_body_names(leads: Runtime, marketer: Principal) -> None:
    def upsert(**fields: Any) -> pb.UpsertSourceRequest:
        return pb.UpsertSourceRequest(system="ads", external_id="S-1", source=pb.Source(**fields))

    made = await ask(leads, marketer, "UpsertSource", upsert(name="抖音", note="短视频"))
    again = await ask(leads, marketer, "UpsertSource", upsert(name="抖音投放"))
    assert (again.id, again.name, again.note) == (made.id, "抖音投放", "短视频")


async def test_a_source_out_of_use_leaves_the_list_until_it_is_restored(leads: Runtime, marketer: Principal) -> None:
    made = await create(leads, marketer, "快手")
    await ask(leads, marketer, "ArchiveSource", pb.ArchiveSourceRequest(source_id=made.id))
    assert not (await ask(leads, marketer, "ListSources", pb.ListSourcesRequest(search="快手"))).sources
    await ask(leads, marketer, "RestoreSource", pb.RestoreSourceRequest(source_id=made.id))
    assert (await ask(leads, marketer, "ListSources", pb.ListSourcesRequest(search="快手"))).sources


async def test_defaults_are_changed_within_reason(leads: Runtime, marketer: Principal) -> None:
    def change(**fields: Any) -> pb.UpdateLeadSettingsRequest:
        return pb.UpdateLeadSettingsRequest(lead_settings=pb.LeadSettings(**fields))

    changed = await ask(leads, marketer, "UpdateLeadSettings", change(first_follow_up_hours=8))
    assert (changed.first_follow_up_hours, changed.follow_up_days) == (8, 3)
    with pytest.raises(DomainError) as refusal:
        await ask(leads, marketer, "UpdateLeadSettings", change(pool_notice_days=15))
    assert refusal.value.violations[0].field == "lead_settings.pool_notice_days"
