"""The duplicate check: whether somebody is known already, told without telling who."""

from collections.abc import Mapping
from datetime import datetime
from itertools import chain
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select

from chassis.company_names import normalized_company_name
from chassis.days import start_of_day
from chassis.errors import DomainError, Kind, invalid
from chassis.messages import to_message
from chassis.personal_forms import PersonalKind
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.leads.v1 import duplicates_pb2 as pb
from crm.leads.v1 import leads_pb2 as leads
from leads import company_keys, known, known_customers
from leads import tables as t
from leads.domain.duplicates import Match, judged, ranked, summed_up
from leads.duplicate_tables import duplicate_check

MOST_AT_ONCE = 200
_PERSONAL = {"phone": PersonalKind.PHONE, "email": PersonalKind.MAIL}


@command
async def check_duplicates(request: pb.CheckDuplicatesRequest, uow: UnitOfWork) -> pb.CheckDuplicatesResponse:
    keys = _keys(request, uow)
    left = await _count(uow)
    async with uow.beyond_scope("a duplicate check"):
        rows = await _rows(uow, request.company_name, keys)
        judgements = [judged(kind, row.id, row.company_name, request.company_name, by) for kind, row, by in rows]
        found = {match.subject_id: row for match, (_, row, _) in zip(judgements, rows, strict=True) if match is not None}
        matches = ranked([match for match in judgements if match is not None])
        told = [await _told(uow, match, found[match.subject_id]) for match in matches]
    verdict = summed_up(matches)
    uow.insert(
        duplicate_check,
        id=uow.new_id(),
        person_id=uow.principal.person_id,
        create_time=uow.now,
        company_name=request.company_name,
        verdict=verdict,
        matches=len(matches),
    )
    return to_message(pb.CheckDuplicatesResponse, {"verdict": verdict, "matches": told, "checks_left": left - 1})


@command
async def batch_check_duplicates(request: leads.BatchCheckDuplicatesRequest, uow: UnitOfWork) -> leads.BatchCheckDuplicatesResponse:
    """Without a limit of the day: who may bring in enquiries learns as much by doing it."""
    if len(request.requests) > MOST_AT_ONCE:
        raise invalid("requests", f"At most {MOST_AT_ONCE} are asked for at once.", "TOO_MANY_ROWS", most=str(MOST_AT_ONCE))
    names = ("company_name", "credit_code", "phone", "email")
    given = [leads.Lead(**{name: getattr(each, name) for name in names}) for each in request.requests]
    reply = leads.BatchCheckDuplicatesResponse()
    for known_by in await known_customers.among(uow, given):
        reply.results.add(duplicates=[await known_customers.told(uow, each) for each in known_by])
    return reply


def _keys(request: pb.CheckDuplicatesRequest, uow: UnitOfWork) -> dict[str, Any]:
    """What can be equal in another record. Raises DomainError when there is nothing to look for, or a number is none."""
    found: dict[str, Any] = {}
    for name, kind in _PERSONAL.items():
        if text := getattr(request, name):
            try:
                found[name] = uow.vault.index(kind, text)
            except ValueError:
                raise invalid(name, f"This is no {name}.", "NOT_READABLE") from None
    if request.credit_code:
        found["credit_code"] = request.credit_code.strip().upper()
    if len(normalized := normalized_company_name(request.company_name)) >= known_customers.SHORTEST_NAME:
        found["normalized_name"] = normalized
    if not found:
        raise invalid("company_name", "Name a company, a credit code, a phone or a mail address.", "NOTHING_TO_LOOK_FOR")
    return found


async def _count(uow: UnitOfWork) -> int:
    """Checks that the caller has left today, this one included. Raises DUPLICATE_CHECK_LIMIT: nobody reads out all customers this way."""
    limit = (await known.settings(uow)).duplicate_checks_per_day
    person_id = uow.principal.person_id
    await uow.lock("duplicate_check", person_id or uow.tenant_id)
    check, today = duplicate_check.c, start_of_day(uow.today, uow.clock.zone(uow.tenant_id))
    mine = (check.tenant_id == uow.tenant_id, check.person_id == person_id, check.create_time >= today)
    made = int((await uow.execute(select(func.count()).select_from(duplicate_check).where(*mine))).scalar_one())
    if made >= limit:
        detail = f"You have made {made} checks today; more are possible tomorrow."
        raise DomainError(Kind.EXHAUSTED, "DUPLICATE_CHECK_LIMIT", detail, metadata={"limit": str(limit)})
    return limit - made


async def _rows(uow: UnitOfWork, name: str, keys: Mapping[str, Any]) -> list[tuple[str, Row[Any], tuple[str, ...]]]:
    """Live leads and accounts that share a number or a key of the name, each with what is equal."""
    equal: dict[tuple[str, UUID], tuple[str, ...]] = {}
    for each in chain.from_iterable((await known_customers.having(uow, [*keys.items()])).values()):
        equal[each.kind, each.id] = (*equal.get((each.kind, each.id), ()), *each.matched_by)
    ids = await company_keys.candidates(uow, name)
    for kind, id in equal:
        ids.setdefault(kind, []).append(id)
    lead, account = t.lead.c, t.copy_account.c
    last = func.greatest(lead.create_time, lead.last_follow_up_time, lead.last_update_time, lead.last_touch_time).label("last_time")
    shown = (lead.id, lead.company_name, lead.owner_id, lead.team_id, lead.shared_with, last)
    copied = (account.id, account.name.label("company_name"), account.owner_id, account.team_id, account.shared_with)
    of_leads = select(*shown).where(lead.tenant_id == uow.tenant_id, lead.id.in_(ids.get("lead", [])), t.IS_LIVE)
    of_accounts = select(*copied, account.last_activity_time.label("last_time")).where(
        account.tenant_id == uow.tenant_id, account.id.in_(ids.get("account", [])), ~account.archived
    )
    found = []
    for kind, statement in (("lead", of_leads), ("account", of_accounts)):
        found += [(kind, row, equal.get((kind, row.id), ())) for row in await uow.execute(statement)]
    return found


async def _told(uow: UnitOfWork, match: Match, row: Row[Any]) -> dict[str, Any]:
    """All that the caller may learn of it."""
    scope = row.owner_id, row.team_id, row.shared_with
    manager = (await known.managers(uow)).above(row.owner_id, row.team_id)
    return {
        "subject_type": match.subject_type,
        "verdict": match.verdict,
        "found_by": match.found_by,
        "masked_name": match.masked_name,
        "likeness": match.likeness,
        "manager_id": manager.id,
        "manager_name": manager.name,
        "pooled": row.owner_id is None,
        "inactive_days": _days(row.last_time, uow.now),
        "subject_id": match.subject_id if known_customers.may_see(uow, match.subject_type, *scope) else None,
    }


def _days(since: datetime | None, now: datetime) -> int:
    return max(0, (now - since).days) if since else 0
