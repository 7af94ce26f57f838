"""Legal entities as their readers may see them: who lacks `bank_account.read` sees the last digits of our accounts."""

from chassis.messages import to_message
from chassis.principal import Principal
from chassis.unit_of_work import UnitOfWork
from crm.identity.v1 import identity_pb2 as pb
from identity.domain.bank_account import Act, mask
from identity.domain.legal_entity import LegalEntity

READ = "bank_account.read"
CHANGE = "bank_account.update"


def shown_to(principal: Principal, entity: pb.LegalEntity) -> pb.LegalEntity:
    """The same message, its numbers masked where they must be."""
    if not principal.may(READ):
        for account in entity.bank_accounts:
            account.account_number = mask(account.account_number)
    return entity


async def replied(uow: UnitOfWork, entity: LegalEntity) -> pb.LegalEntity:
    """What a command says of the entity that it changed."""
    await uow.stage()
    return shown_to(uow.principal, to_message(pb.LegalEntity, entity))


def act_of(uow: UnitOfWork) -> Act:
    return Act(uow.principal.person_id, uow.now, uow.new_id)
