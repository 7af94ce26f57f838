"""Whether the goods of a contract or an order may go, for whoever reaches it."""

from collections.abc import Collection

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.mapping import whole
from chassis.reader import Reader
from chassis.service import query
from chassis.wire import money, text
from crm.pipeline.v1 import shipments_pb2 as pb
from pipeline import shipments
from pipeline.domain.contract import Contract
from pipeline.domain.order import SalesOrder
from pipeline.domain.shipment import Gate, Shipment


@query
async def report_contract_shipment(request: pb.ReportContractShipmentRequest, reader: Reader) -> pb.Shipment:
    contract = await reader.get(Contract, request.contract_id)
    gone = [each.code for each in shipments.shipped(contract)]
    return _message(await shipments.of_contract(reader, contract), gone, reader)


@query
async def report_order_shipment(request: pb.ReportOrderShipmentRequest, reader: Reader) -> pb.Shipment:
    """By the terms of its contract where these say how it is paid, whoever may see that."""
    order = await reader.get(SalesOrder, request.sales_order_id)
    contract = await _paying(order, reader) if shipments.is_paid_by_contract(order) else None
    shipment = await shipments.of_order(reader, order, contract)
    return _message(shipment, shipments.delivered(order, shipment), reader)


async def _paying(order: SalesOrder, reader: Reader) -> Contract | None:
    async with reader.snapshot() as connection, AsyncSession(connection, autoflush=False) as session:
        return await session.get(Contract, order.contract_id, options=whole(Contract))


def _message(shipment: Shipment, gone: Collection[str], reader: Reader) -> pb.Shipment:
    gates = shipment.holding([""])
    return pb.Shipment(
        held=any(_holds(shipment, gate, gone, reader) for gate in gates),
        gates=[
            pb.ShipmentGate(
                instalment_id=text(gate.instalment_id),
                name=gate.name,
                lot_code=gate.lot_code,
                open=money(gate.open),
                held=_holds(shipment, gate, gone, reader),
            )
            for gate in gates
        ],
        open=money(shipment.open([""])),
        released=money(shipment.released(reader.today)),
        released_until_date=text(shipment.released_until(reader.today)),
    )


def _holds(shipment: Shipment, gate: Gate, gone: Collection[str], reader: Reader) -> bool:
    return shipment.holds([gate.lot_code], gone, reader.today)
