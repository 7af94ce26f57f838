"""Commands on the words of messages."""

from chassis.messages import values
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.notifier.v1 import notifier_pb2 as pb
from notifier.domain.catalogue import FACTS
from notifier.domain.rendering import COMMON
from notifier.domain.saying import names_of
from notifier.domain.template import Template


@command
async def create_template(request: pb.CreateTemplateRequest, uow: UnitOfWork) -> Template:
    given = values(request.template)
    template = Template(
        id=uow.new_id(),
        tenant_id=uow.tenant_id,
        create_time=uow.now,
        update_time=uow.now,
        name=given.pop("name"),
        event=given.pop("event"),
        title=given.pop("title"),
        body=given.pop("body"),
    )
    template.revise(**given)
    return uow.add(template)


@command
async def update_template(request: pb.UpdateTemplateRequest, uow: UnitOfWork) -> Template:
    template = await uow.get(Template, request.template_id, etag=request.etag)
    template.revise(**values(request.template, request.update_mask))
    return template


@command
async def preview_template(request: pb.PreviewTemplateRequest, uow: UnitOfWork) -> pb.PreviewTemplateResponse:
    """Nothing is stored: the texts are tried on a copy."""
    saved = await uow.get(Template, request.template_id)
    tried = Template(
        id=saved.id,
        tenant_id=saved.tenant_id,
        create_time=saved.create_time,
        update_time=saved.update_time,
        name=saved.name,
        event=saved.event,
        title=request.title or saved.title,
        body=request.body or saved.body,
        title_en=request.title or saved.title_en,
        body_en=request.body or saved.body_en,
    )
    tried.revise()
    names = {*names_of(FACTS[saved.event]), *COMMON}
    shown = tried.say({**{name: f"[{name}]" for name in names}, **request.parameters}, request.language)
    return pb.PreviewTemplateResponse(title=shown.title, body=shown.body, names=sorted(names))
