"""Which rows are about records that are there already."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from chassis.company_names import normalized_company_name
from edge.imports.asking import Asking, quoted
from edge.imports.drafts import Draft
from edge.imports.mapping import Layout
from edge.imports.verdicts import Known

Rows = Mapping[int, Known]


async def known_rows(asking: Asking, layout: Layout, drafts: Sequence[Draft]) -> Rows:
    """By number of the row; what is wrong anyway is not asked for."""
    right = [draft for draft in drafts if not draft.is_wrong]
    found: dict[int, Known] = {}
    keys = {draft.key for draft in right if draft.key}
    if keys:
        by_key = await asking.by_key(layout.importable, layout.key_system, keys)
        for draft in right:
            if draft.key in by_key:
                found[draft.row] = Known(by_key[draft.key].id, layout.importable.noun, by_key=True)
    rest = [draft for draft in right if draft.row not in found]
    return {**await _BY_NOUN[layout.importable.noun](asking, layout, rest), **found}


async def _leads(asking: Asking, _: Layout, drafts: Sequence[Draft]) -> Rows:
    asked = [
        {
            "company_name": draft.values.get("companyName", ""),
            "credit_code": draft.values.get("creditCode", ""),
            "phone": draft.values.get("phone", ""),
            "email": draft.values.get("email", ""),
        }
        for draft in drafts
    ]
    found = {}
    for draft, known in zip(drafts, await asking.known_customers(asked), strict=True):
        best = min(known, key=lambda each: (each.subject_type != "lead", not each.subject_id), default=None)
        if best is not None:
            found[draft.row] = Known(best.subject_id, best.subject_type)
    return found


async def _accounts(asking: Asking, _: Layout, drafts: Sequence[Draft]) -> Rows:
    """First those that the person sees, at this moment; then whether there are others, a moment behind."""
    terms = [term for draft in drafts for term in _account_terms(draft)]
    rows = await asking.matching("accounts", list(dict.fromkeys(terms)))
    by_name = {row.normalized_name: row.id for row in rows}
    by_code = {row.credit_code: row.id for row in rows if row.credit_code}
    found: dict[int, Known] = {}
    for draft in drafts:
        id = by_code.get(draft.values.get("creditCode", "")) or by_name.get(normalized_company_name(draft.values["name"]))
        if id:
            found[draft.row] = Known(id, "account")
    rest = [draft for draft in drafts if draft.row not in found]
    asked = [{"company_name": draft.values["name"], "credit_code": draft.values.get("creditCode", "")} for draft in rest]
    for draft, known in zip(rest, await asking.known_customers(asked), strict=True):
        account = next((each for each in known if each.subject_type == "account"), None)
        if account is not None:
            found[draft.row] = Known(account.subject_id, "account")
    return found


def _account_terms(draft: Draft) -> Sequence[str]:
    code, name = draft.values.get("creditCode"), normalized_company_name(draft.values["name"])
    return [*([f"credit_code = {quoted(code)}"] if code else []), *([f"normalized_name = {quoted(name)}"] if name else [])]


async def _of_account(asking: Asking, layout: Layout, drafts: Sequence[Draft]) -> Rows:
    """Contacts and opportunities: at one account, one of each name."""
    named = {draft.row: (draft.values["accountId"], draft.values["name"]) for draft in drafts if draft.values.get("accountId")}
    terms = [f"(account_id = {quoted(account)} AND name = {quoted(name)})" for account, name in dict.fromkeys(named.values())]
    rows = await asking.matching(layout.importable.resource, terms)
    ids = {(row.account_id, row.name): row.id for row in rows}
    return {number: Known(ids[key], layout.importable.noun) for number, key in named.items() if key in ids}


_BY_NOUN: Mapping[str, Callable[[Asking, Layout, Sequence[Draft]], Any]] = {
    "lead": _leads,
    "account": _accounts,
    "contact": _of_account,
    "opportunity": _of_account,
}
