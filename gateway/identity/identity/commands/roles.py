"""Commands on roles of the tenant's own."""

from sqlalchemy import select

from chassis.errors import precondition
from chassis.messages import values
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.identity.v1 import identity_pb2 as pb
from identity import tables as t
from identity.domain.role import Role


@command
async def create_role(request: pb.CreateRoleRequest, uow: UnitOfWork) -> Role:
    given = values(request.role)
    role = Role(
        id=uow.new_id(), tenant_id=uow.tenant_id, create_time=uow.now, update_time=uow.now, key=given.pop("key"), name=given.pop("name")
    )
    role.revise(**given)
    return uow.add(role)


@command
async def update_role(request: pb.UpdateRoleRequest, uow: UnitOfWork) -> Role:
    role = await uow.get(Role, request.role_id, etag=request.etag)
    role.revise(**values(request.role, request.update_mask))
    return role


@command
async def archive_role(request: pb.ArchiveRoleRequest, uow: UnitOfWork) -> Role:
    role = await uow.get(Role, request.role_id, etag=request.etag)
    holder = select(t.user.c.id).where(t.user.c.tenant_id == uow.tenant_id, t.user.c.role_ids.contains([role.id])).limit(1)
    if (await uow.execute(holder)).first() is not None:
        raise precondition("ROLE_IN_USE", "Somebody has this role; take it from them first.")
    role.archive(uow.now)
    return role


@command
async def restore_role(request: pb.RestoreRoleRequest, uow: UnitOfWork) -> Role:
    role = await uow.get(Role, request.role_id, etag=request.etag)
    role.restore()
    return role
