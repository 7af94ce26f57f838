"""The sales book in the words of the public API."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from collections.abc import Mapping as ReadOnly
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from tools.api.client import Json
from tools.import_crm.book import Account, Book, Deal, Product
from tools.import_crm.mapping import Mapping, Term


@dataclass
class Ids:
    """What the records of the book are called here, by their names there."""

    legal_entity: str = ""
    sales_process: str = ""
    roles: dict[str, str] = field(default_factory=dict)
    teams: dict[str, str] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    accounts: dict[str, str] = field(default_factory=dict)
    products: dict[str, str] = field(default_factory=dict)
    # By the id of the deal.
    opportunities: dict[str, str] = field(default_factory=dict)
    contracts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Bodies:
    """Makes requests of records. Every record carries the id of its source, so that it is never stored twice."""

    mapping: Mapping
    ids: Ids

    def refs(self, kind: str, id: str) -> list[Json]:
        return [{"system": self.mapping.system, "type": kind, "externalId": id}]

    def money(self, amount: Decimal) -> Json:
        return {"currencyCode": self.mapping.currency, "amount": f"{amount:f}"}

    # --- people ----------------------------------------------------------------------------------

    def region(self, name: str) -> Json:
        return {"team": {"name": name, "region": name, "externalRefs": self.refs("region", f"region/{name}")}}

    def team(self, manager: str, region: str) -> Json:
        team = {
            "name": f"{manager}’s team",
            "region": region,
            "parentId": self.ids.teams[region],
            "externalRefs": self.refs("team", f"team/{manager}"),
        }
        return {"team": team}

    def users(self, names: Iterable[str], role: str, team_of: ReadOnly[str, str], taken: set[str]) -> list[Json]:
        """`team_of` says in which team somebody is; `taken` are the addresses that are in use, and grows."""
        return [{"user": self._user(name, role, team_of.get(name, ""), _address(name, self.mapping.mail_domain, taken))} for name in names]

    def _user(self, name: str, role: str, team: str, email: str) -> Json:
        user: Json = {"name": name, "email": email, "roleIds": [self.ids.roles[role]], "externalRefs": self.refs("user", f"{role}/{name}")}
        return user | ({"teamId": self.ids.teams[team]} if team else {})

    # --- what is sold, to whom -------------------------------------------------------------------

    def account(self, account: Account, owner: str) -> Json:
        told: Json = {
            "name": account.name,
            "parentId": self.ids.accounts.get(account.parent, ""),
            "industry": account.industry,
            "region": account.region,
            "foundedYear": account.founded_year,
            "employees": account.employees,
            "annualRevenue": None if account.annual_revenue is None else self.money(account.annual_revenue),
            "ownerId": self.ids.people.get(owner, ""),
            "externalRefs": self.refs("account", account.name),
        }
        return {"account": _said(told)}

    def product(self, product: Product) -> Json:
        aliases = [written for written, meant in self.mapping.aliases.get("product", {}).items() if meant == product.name]
        told: Json = {
            "code": product.name,
            "name": product.name,
            "series": product.series,
            "listPrice": f"{product.list_price:f}",
            "currency": self.mapping.currency,
            "aliases": aliases,
            "externalRefs": self.refs("product", product.name),
        }
        return {"product": _said(told)}

    def sales_process(self) -> Json:
        stages = [
            {"key": stage.key, "name": stage.name, "nameEn": stage.name_en, "probability": stage.probability}
            for stage in self.mapping.stages
        ]
        return {"name": self.mapping.company, "stages": stages}

    # --- deals -----------------------------------------------------------------------------------

    def opportunity(self, deal: Deal) -> Json:
        line: Json = {"productId": self.ids.products[deal.product], "quantity": "1"}
        told: Json = {
            "name": deal.name,
            "accountId": self.ids.accounts.get(deal.account, ""),
            "salesProcessId": self.ids.sales_process,
            "ownerId": self.ids.people[deal.owner],
            "openDate": _day(deal.open_date),
            "currency": self.mapping.currency,
            "legalEntityId": self.ids.legal_entity,
            "lines": [line if deal.amount is None else line | {"unitPrice": f"{deal.amount:f}"}],
            "externalRefs": self.refs("opportunity", deal.id),
        }
        history: Json = {
            "stage": deal.stage,
            "state": f"OPPORTUNITY_STATE_{deal.state.upper()}",
            "closeDate": _day(deal.close_date),
            "wonAmount": self.money(deal.amount) if deal.state == "won" and deal.amount is not None else None,
        }
        return {"opportunity": _said(told), "history": _said(history)}

    def contract(self, deal: Deal) -> Json:
        """A won deal, effective since the day on which it was won."""
        line = {"productId": self.ids.products[deal.product], "quantity": "1", "unitPrice": f"{deal.amount:f}"}
        told: Json = {
            "name": deal.name,
            "accountId": self.ids.accounts[deal.account],
            "opportunityId": self.ids.opportunities[deal.id],
            "legalEntityId": self.ids.legal_entity,
            "currency": self.mapping.currency,
            "pricesIncludeTax": True,
            "lines": [line],
            # The book knows no working days: money is due on the very day.
            "terms": {"terms": [_term(term) for term in self.mapping.terms], "nonWorkingDayRule": "NON_WORKING_DAY_RULE_NONE"},
            "ownerId": self.ids.people[deal.owner],
            "externalRefs": self.refs("contract", deal.id),
        }
        return {"contract": told, "history": {"state": "CONTRACT_STATE_EFFECTIVE", "effectiveDate": _day(deal.close_date)}}

    def receipt(self, deal: Deal, plan: Json) -> Json:
        """Money that paid a contract in full on the day of its last instalment."""
        instalments: Sequence[Json] = plan["instalments"]
        told: Json = {
            "legalEntityId": self.ids.legal_entity,
            "customerId": plan["customerId"],
            "tender": "TENDER_BANK",
            "amount": plan["total"],
            "receivedDate": _day(self.last_day(deal)),
            "bankReference": f"{self.mapping.system}/{deal.id}",
            "payerName": deal.account,
            "contractId": plan["contractId"],
            "allocations": [{"instalmentId": instalment["id"], "amount": instalment["amount"]} for instalment in instalments],
            "externalRefs": self.refs("receipt", deal.id),
        }
        return {"receipt": told}

    def last_day(self, deal: Deal) -> date:
        """On which a contract is paid in full by its terms."""
        if deal.close_date is None:
            raise ValueError(f"{deal.id} has no contract.")
        return deal.close_date + timedelta(days=max(term.days for term in self.mapping.terms))


def team_of(book: Book) -> dict[str, str]:
    """Everybody's team, by the name of its manager."""
    return {person.name: person.manager for person in book.people} | {manager: manager for manager in book.managers}


def _term(term: Term) -> Json:
    anchor: Json = {"milestoneKind": "MILESTONE_KIND_EFFECTIVE"}
    if term.days:
        anchor["offset"] = {"amount": term.days, "unit": "OFFSET_UNIT_DAYS"}
    return {"name": term.name, "share": term.share, "trigger": {"anchors": [anchor]}}


def _said(told: Json) -> Json:
    """Without what the book does not say."""
    return {name: value for name, value in told.items() if value not in ("", None, 0, [])}


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _address(name: str, domain: str, taken: set[str]) -> str:
    """A mail address made of a name; a number tells namesakes apart."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    local = re.sub(r"[^a-z0-9]+", ".", plain).strip(".") or "user"
    number, address = 1, f"{local}@{domain}"
    while address in taken:
        number += 1
        address = f"{local}.{number}@{domain}"
    taken.add(address)
    return address
