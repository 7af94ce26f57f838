"""A sales book as it was read: who sells, to whom, what, and how that went."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Account:
    name: str
    # Where it stands in its file.
    line: int
    # Name of the group's head company; empty where there is none.
    parent: str = ""
    industry: str = ""
    region: str = ""
    founded_year: int = 0
    employees: int = 0
    annual_revenue: Decimal | None = None


@dataclass(frozen=True)
class Product:
    name: str
    line: int
    series: str
    list_price: Decimal


@dataclass(frozen=True)
class Representative:
    name: str
    manager: str
    region: str


@dataclass(frozen=True)
class Deal:
    """One opportunity. A won one is also a contract, if it has an account."""

    id: str
    line: int
    owner: str
    product: str
    # Empty where the book does not say.
    account: str
    # Key of the stage in which it stands or ended.
    stage: str
    # "open", "won" or "lost".
    state: str
    open_date: date | None
    close_date: date | None
    amount: Decimal | None

    @property
    def name(self) -> str:
        return f"{self.product}, {self.account}" if self.account else self.product

    @property
    def is_contract(self) -> bool:
        return self.state == "won" and bool(self.account)


@dataclass(frozen=True)
class Book:
    """Only what can be imported; names in it refer to each other and exist."""

    accounts: Sequence[Account]
    products: Sequence[Product]
    people: Sequence[Representative]
    deals: Sequence[Deal]

    @property
    def regions(self) -> list[str]:
        return list(dict.fromkeys(person.region for person in self.people))

    @property
    def managers(self) -> dict[str, str]:
        """Region by manager; each leads one team."""
        return {person.manager: person.region for person in self.people}

    @property
    def contracts(self) -> list[Deal]:
        return [deal for deal in self.deals if deal.is_contract]

    def generations(self) -> list[list[Account]]:
        """Accounts in batches such that parents stand in an earlier batch than the companies below them."""
        placed: set[str] = {""}
        waiting, generations = list(self.accounts), []
        while waiting:
            generations.append([account for account in waiting if account.parent in placed])
            placed.update(account.name for account in generations[-1])
            waiting = [account for account in waiting if account.name not in placed]
        return generations

    def account_owners(self) -> dict[str, str]:
        """An account belongs to who has the most deals with it, the first of several; the book does not say it otherwise."""
        deals: dict[str, Counter[str]] = {}
        for deal in self.deals:
            if deal.account:
                deals.setdefault(deal.account, Counter())[deal.owner] += 1
        return {account: owners.most_common(1)[0][0] for account, owners in deals.items()}
