"""Commands on products."""

from sqlalchemy import delete

from chassis import external
from chassis.batch import create_rows
from chassis.messages import merged, values
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from chassis.validation import require
from crm.pipeline.v1 import pipeline_pb2 as pb
from pipeline import tables as t
from pipeline.domain.product import Product

KIND = "product"


@command
async def create_product(request: pb.CreateProductRequest, uow: UnitOfWork) -> Product:
    given = values(request.product)
    product = Product(
        id=uow.new_id(),
        tenant_id=uow.tenant_id,
        create_time=uow.now,
        update_time=uow.now,
        code=given.pop("code"),
        name=given.pop("name"),
    )
    product.revise(**given)
    _own_aliases(uow, product)
    return uow.add(product)


@command
async def batch_create_products(request: pb.BatchCreateProductsRequest, uow: UnitOfWork) -> pb.BatchCreateProductsResponse:
    return pb.BatchCreateProductsResponse(verdicts=await create_rows(request.requests, create_product, uow, kind=KIND))


@command
async def upsert_product(request: pb.UpsertProductRequest, uow: UnitOfWork) -> Product:
    product = await uow.by_external(Product, request.system, request.company_code, request.external_id)
    if product is None:
        require(request.product, "product")
        external.add(request.product.external_refs, request.system, request.company_code, request.external_id)
        return await create_product(pb.CreateProductRequest(product=request.product), uow)
    await _revise(product, request, uow)
    return product


@command
async def update_product(request: pb.UpdateProductRequest, uow: UnitOfWork) -> Product:
    product = await uow.get(Product, request.product_id, etag=request.etag)
    await _revise(product, request, uow)
    return product


@command
async def archive_product(request: pb.ArchiveProductRequest, uow: UnitOfWork) -> Product:
    product = await uow.get(Product, request.product_id, etag=request.etag)
    product.archive(uow.now)
    return product


@command
async def restore_product(request: pb.RestoreProductRequest, uow: UnitOfWork) -> Product:
    product = await uow.get(Product, request.product_id, etag=request.etag)
    product.restore()
    return product


async def _revise(product: Product, request: pb.UpdateProductRequest | pb.UpsertProductRequest, uow: UnitOfWork) -> None:
    changes = values(request.product, request.update_mask)
    if "custom" in changes:
        changes["custom"] = merged(product.custom, changes["custom"])
    before = [*product.aliases]
    product.revise(**changes)
    if product.aliases != before:
        alias = t.product_alias.c
        await uow.execute(delete(t.product_alias).where(alias.tenant_id == uow.tenant_id, alias.product_id == product.id))
        _own_aliases(uow, product)


def _own_aliases(uow: UnitOfWork, product: Product) -> None:
    """An alias belongs to one product: the database refuses a second one, see ALIAS_TAKEN."""
    for alias in product.aliases:
        uow.insert(t.product_alias, alias=alias.casefold(), product_id=product.id)
