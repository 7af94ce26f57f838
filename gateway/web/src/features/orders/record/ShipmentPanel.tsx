import { useTranslation } from "react-i18next";
import { ShipmentNote } from "../../../parts/ShipmentNote";
import { holding, useOrderShipment } from "../../../parts/shipment";
import { Panel } from "../../../ui/Panel";
import type { Order } from "../types";

const TO_DELIVER: readonly string[] = ["SALES_ORDER_STATE_RELEASED", "SALES_ORDER_STATE_DELIVERING"];

/** Why nothing may be delivered yet: the goods are to be paid first, and are not. */
export function ShipmentPanel({ of }: { of: Order }) {
  const { t } = useTranslation("parts");
  const isMonthly = of.basis === "SALES_ORDER_BASIS_MONTHLY";
  const isByContract = of.basis === "SALES_ORDER_BASIS_CONTRACT";
  const gates = holding(useOrderShipment(of.id, TO_DELIVER.includes(of.state) && !isMonthly), "");
  if (gates.length === 0) return null;
  return (
    <Panel title={t("shipment.title")}>
      <p className="order-note">
        <ShipmentNote gates={gates} path={isByContract ? `/contracts/${of.contractId}` : `/orders/${of.id}`} />
      </p>
    </Panel>
  );
}
