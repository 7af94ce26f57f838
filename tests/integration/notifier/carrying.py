"""A company whose messages are carried to servers of this machine."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from chassis.ids import new_id
from chassis.principal import Principal
from chassis.runtime import Runtime
from chassis.tables import copy_tenant, outbox
from crm.common.v1.event_pb2 import Event
from crm.common.v1.types_pb2 import ExternalRef
from crm.identity.v1 import identity_pb2 as identity
from crm.notifier.v1 import notifier_pb2 as pb
from notifier import tables as t
from notifier.channels.deliveries import Outgoing, queue
from notifier.channels.outside import Policy
from notifier.domain.notification import ChannelKind, Line, Notification
from notifier.service import SERVICE
from tests.support.certificates import Certificates
from tests.support.robot_server import RobotServer, robot_server
from tests.support.running import Keys, ask, person, running, send
from tests.support.servers import Servers
from tests.support.smtp_server import PASSWORD, USER, MailServer, mail_server

RIGHTS = ("channel.read", "channel.manage", "delivery.read", "delivery.retry")
PUBLIC_URL = "https://crm.example"


@dataclass
class Carrying:
    """The notifier with a mail server and robots it may reach, one company, and its administrator."""

    runtime: Runtime
    mail: MailServer
    robots: RobotServer
    tenant_id: UUID = field(default_factory=new_id)
    admin: Principal = field(init=False)
    _versions: Iterator[int] = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        self.admin = person(self.tenant_id, *RIGHTS)

    async def company(self, *, sandbox: bool = False) -> None:
        tenant = identity.Tenant(
            id=str(self.tenant_id), name="示范公司", time_zone="Asia/Shanghai", functional_currency="CNY", sandbox=sandbox
        )
        await send(self.runtime, "identity", self.tenant_id, tenant)
        known = select(copy_tenant.c.id).where(copy_tenant.c.id == self.tenant_id)

        async def is_known() -> bool:
            async with self.runtime.database.worker.connect() as connection:
                return (await connection.execute(known)).first() is not None

        await until(is_known)
        await self.user(self.admin.person_id or new_id(), "管理员")

    async def user(self, id: UUID | None = None, name: str = "张三", team_id: UUID | None = None, **user_ids: str) -> UUID:
        """A colleague, known by these ids to providers."""
        id = id or new_id()
        refs = [ExternalRef(system=system, external_id=user_id) for system, user_id in user_ids.items()]
        user = identity.User(
            id=str(id),
            name=name,
            email=f"{str(id)[-6:]}@example.com",
            team_id=str(team_id or ""),
            state=identity.USER_STATE_ACTIVE,
            external_refs=refs,
        )
        version = next(self._versions)
        await send(self.runtime, "identity", self.tenant_id, user, version=version)

        async def is_known() -> bool:
            async with self.uow() as uow:
                mine = (t.copy_address.c.id == id, t.copy_address.c.version == version)
                return (await uow.execute(select(t.copy_address.c.id).where(*mine))).first() is not None

        await until(is_known)
        return id

    def uow(self) -> Any:
        return self.runtime.unit_of_work(Principal.service("notifier", self.tenant_id, cause="test"), method="test")

    async def channel(self, kind: str, **fields: Any) -> pb.Channel:
        made = pb.Channel(name=kind, kind=pb.ChannelKind.Value(f"CHANNEL_KIND_{kind.upper()}"), **fields)
        channel: pb.Channel = await ask(self.runtime, self.admin, "CreateChannel", pb.CreateChannelRequest(channel=made))
        return channel

    async def mail_channel(self, **fields: Any) -> pb.Channel:
        given = {"mail_host": "127.0.0.1", "mail_port": self.mail.port, "mail_user": USER, "secret": PASSWORD, "from_name": "到账"}
        return await self.channel("mail", from_address=USER, **(given | fields))

    async def robot(self, kind: str, **fields: Any) -> pb.Channel:
        of = {"wecom": self.robots.wecom, "dingtalk": self.robots.dingtalk, "feishu": self.robots.feishu}[kind]
        url = {"wecom": self.robots.wecom_url, "dingtalk": self.robots.dingtalk_url, "feishu": self.robots.feishu_url}[kind]
        return await self.channel(kind, **({"webhook_url": url, "secret": of.secret} | fields))

    async def say(self, person_id: UUID, kind: str, *titles: str, **more: Any) -> None:
        """Decides messages as the rules would."""
        async with self.uow() as uow:
            for title in titles or ("首次跟进逾期",):
                notification = self._notification(uow, person_id, ChannelKind(kind), title)
                said = {"title": title, "body": notification.body, "lines": notification.lines, "language": "zh-CN"} | more
                queue(uow, [Outgoing(notification.id, person_id, ChannelKind(kind), **said)])

    @staticmethod
    def _notification(uow: Any, person_id: UUID, kind: ChannelKind, title: str) -> Notification:
        line = Line(
            rule="r",
            event="LeadNeglected",
            title=title,
            body="",
            subject_type="lead",
            subject_id=str(uow.new_id()),
            event_time=uow.now.isoformat(),
        )
        born = {"id": uow.new_id(), "tenant_id": uow.tenant_id, "create_time": uow.now, "update_time": uow.now}
        made = Notification(**born, person_id=person_id, send_time=uow.now)
        made.send(uow.now, language="zh-CN", title=title, body="客户：华东精工", lines=[line], channels=[kind])
        uow.add(made)
        return made

    async def states(self) -> dict[str, int]:
        async with self.uow() as uow:
            rows = await uow.execute(select(t.delivery.c.state))
            states = [row.state for row in rows]
        return {state: states.count(state) for state in sorted(set(states))}

    async def rows(self) -> list[Any]:
        async with self.uow() as uow:
            return list((await uow.execute(select(t.delivery).order_by(t.delivery.c.id))).all())

    async def become(self, **states: int) -> None:
        """Waits until the deliveries stand like this."""

        async def stand() -> bool:
            self.runtime.wake()
            return await self.states() == states

        await until(stand, what=lambda: self.states())

    async def hurry(self) -> None:
        """Lets what waits for later be due now, as if the pause, or the claim of a process that died, had ended.

        What is said of the attempt before goes, so that a test sees when the next one is over and not only begun.
        """
        async with self.uow() as uow:
            now = uow.clock.real() - timedelta(seconds=1)
            await uow.execute(update(t.delivery).where(t.delivery.c.state == "waiting").values(due_time=now, error_code=""))
            await uow.execute(update(t.channel_use).values(use_time=[], rest_time=None))

    async def facts(self) -> list[Any]:
        async with self.runtime.database.worker.connect() as connection:
            rows = await connection.scalars(select(outbox.c.data).where(outbox.c.tenant_id == self.tenant_id).order_by(outbox.c.position))
            events = [Event.FromString(row) for row in rows]
        return [event.type.rpartition(".")[2] for event in events if not event.changed]


async def until(holds: Callable[[], Any], *, patience: float = 20, what: Callable[[], Any] | None = None) -> None:
    deadline = asyncio.get_running_loop().time() + patience
    while not await holds():
        if asyncio.get_running_loop().time() > deadline:
            raise AssertionError(f"it did not come: {await what() if what else ''}")
        await asyncio.sleep(0.05)


@asynccontextmanager
async def carrying(
    servers: Servers, folder: Path, *, sandbox: bool = False, catchers: bool = False, **policy: Any
) -> AsyncIterator[Carrying]:
    """`catchers`: the settings name the servers for sandboxes too."""
    certificates = Certificates(folder)
    async with mail_server(certificates.server()) as mail, robot_server() as robots:
        places = frozenset((f"127.0.0.1:{mail.port}", robots.url.removeprefix("http://")))
        given = {"allowed": frozenset() if catchers else places, "catchers": places if catchers else frozenset()}
        outside = Policy(public_url=PUBLIC_URL, ca_file=certificates.ca_file, **(given | policy))
        async with running(SERVICE, servers, extras={"outside": outside}, keys=Keys()) as runtime:
            found = Carrying(runtime, mail, robots)
            await found.company(sandbox=sandbox)
            yield found
