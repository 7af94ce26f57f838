"""What hangs on accounts is scoped like them."""

from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from sqlalchemy import Update, or_, update

from accounts import tables as t
from accounts.domain.account import Account
from accounts.log import scope_of_lines
from chassis.unit_of_work import UnitOfWork

KIND = "account"
# There can be many: their rows are changed, no more is said.
_CHILDREN = (t.contact, t.do_not_disturb, t.care_date, t.interaction)


def share_with_children(uow: UnitOfWork, accounts: Iterable[Account]) -> None:
    """Right after the accounts are stored, when whoever gave one away may still write to what hangs on it."""
    for account in accounts:
        uow.write_later(_statements, (uow.tenant_id, account.id))


def _statements(given: Sequence[tuple[UUID, UUID]]) -> Iterator[Update]:
    (tenant_id, _), ids = given[0], [id for _, id in given]
    account = t.account.c
    same = {"owner_id": account.owner_id, "team_id": account.team_id, "shared_with": account.shared_with}
    for child in _CHILDREN:
        # Who wrote a line of the log goes on seeing it.
        scope = scope_of_lines(**same) if child is t.interaction else same
        elsewhere = or_(*(child.c[name].is_distinct_from(value) for name, value in scope.items()))
        of_these = (child.c.tenant_id == tenant_id, child.c.account_id == account.id, account.id.in_(ids), elsewhere)
        yield update(child).where(*of_these).values(scope)
