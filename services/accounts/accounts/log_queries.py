"""Lists of the log and of care: interactions, competitors, do-not-disturb, care dates, and the rules."""

from accounts import tables as t
from accounts.domain.account_settings import AccountSettings
from accounts.domain.care_date import CareDate, Occasion
from accounts.domain.competitor import Competitor
from accounts.domain.do_not_disturb import DoNotDisturb
from accounts.domain.festivals import Festival
from accounts.domain.interaction import Interaction, InteractionType, Outcome
from chassis.company_settings import show_settings
from chassis.fields import choice
from chassis.listing import Listing
from chassis.messages import to_message
from chassis.reader import Reader
from chassis.service import query
from crm.accounts.v1 import care_pb2 as care
from crm.accounts.v1 import interactions_pb2 as pb

i, k, d, g = t.interaction.c, t.competitor.c, t.do_not_disturb.c, t.care_date.c

INTERACTIONS = Listing(
    t.interaction,
    {
        **{column.name: column for column in (i.id, i.subject_type, i.subject_id, i.account_id, i.lead_id, i.opportunity_id)},
        **{column.name: column for column in (i.contract_id, i.payment_plan_id, i.instalment_id, i.interaction_time, i.person_id)},
        **{column.name: column for column in (i.colleague_ids, i.contact_ids, i.competitor_ids, i.next_step_date, i.two_way)},
        **{column.name: column for column in (i.quality, i.new_information, i.owner_id, i.team_id, i.create_time, i.update_time)},
        "type": choice(i.type, InteractionType),
        "outcome": choice(i.outcome, Outcome),
    },
    default_order="interaction_time desc",
    search="search_interaction",
)
COMPETITORS = Listing(
    t.competitor, {column.name: column for column in (k.id, k.name, k.aliases, k.create_time)}, default_order="name", scoped=False
)
DO_NOT_DISTURBS = Listing(
    t.do_not_disturb,
    {
        **{column.name: column for column in (d.id, d.account_id, d.contact_id, d.from_date, d.until_date)},
        **{column.name: column for column in (d.owner_id, d.team_id, d.create_time, d.update_time)},
    },
)
CARE_DATES = Listing(
    t.care_date,
    {
        **{column.name: column for column in (g.id, g.account_id, g.contact_id, g.title, g.next_date)},
        **{column.name: column for column in (g.owner_id, g.team_id, g.create_time, g.update_time)},
        "occasion": choice(g.occasion, Occasion),
        "festival": choice(g.festival, Festival),
    },
    default_order="next_date",
)


@query
async def get_interaction(request: pb.GetInteractionRequest, reader: Reader) -> pb.Interaction:
    return to_message(pb.Interaction, await reader.get(Interaction, request.interaction_id))


@query
async def list_interactions(request: pb.ListInteractionsRequest, reader: Reader) -> pb.ListInteractionsResponse:
    return await reader.page(INTERACTIONS, request, pb.ListInteractionsResponse)


@query
async def get_competitor(request: pb.GetCompetitorRequest, reader: Reader) -> pb.Competitor:
    return to_message(pb.Competitor, await reader.get(Competitor, request.competitor_id))


@query
async def list_competitors(request: pb.ListCompetitorsRequest, reader: Reader) -> pb.ListCompetitorsResponse:
    return await reader.page(COMPETITORS, request, pb.ListCompetitorsResponse)


@query
async def get_do_not_disturb(request: care.GetDoNotDisturbRequest, reader: Reader) -> care.DoNotDisturb:
    return to_message(care.DoNotDisturb, await reader.get(DoNotDisturb, request.do_not_disturb_id))


@query
async def list_do_not_disturbs(request: care.ListDoNotDisturbsRequest, reader: Reader) -> care.ListDoNotDisturbsResponse:
    return await reader.page(DO_NOT_DISTURBS, request, care.ListDoNotDisturbsResponse)


@query
async def get_care_date(request: care.GetCareDateRequest, reader: Reader) -> care.CareDate:
    return to_message(care.CareDate, await reader.get(CareDate, request.care_date_id))


@query
async def list_care_dates(request: care.ListCareDatesRequest, reader: Reader) -> care.ListCareDatesResponse:
    return await reader.page(CARE_DATES, request, care.ListCareDatesResponse)


@query
async def get_account_settings(request: care.GetAccountSettingsRequest, reader: Reader) -> care.AccountSettings:
    return await show_settings(reader, AccountSettings, care.AccountSettings)
