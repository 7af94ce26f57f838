import { useTranslation } from "react-i18next";
import { moneyText } from "../api/money";
import { useSession } from "../app/session";
import { GoLink } from "../ui/Go";
import { Badge } from "../ui/shown";
import type { ShipmentGate } from "./shipment";

interface ShipmentNoteProps {
  gates: readonly ShipmentGate[];
  /** Where the instalments are opened: the page of the contract, or of the order. */
  path: string;
}

/** Goods that stay until they are paid: what is open of which instalment, and what lets them go. */
export function ShipmentNote({ gates, path }: ShipmentNoteProps) {
  const { t } = useTranslation("parts");
  const { language, may } = useSession();
  return (
    <>
      <Badge tone="warn">{t("shipment.held")}</Badge>{" "}
      {gates.map(({ instalmentId, name, lotCode, open }) => (
        <span key={instalmentId || `${name} ${lotCode}`}>
          {instalmentId && may("plan.read") ? (
            <GoLink go={{ to: path, search: { instalment: instalmentId } }}>{name}</GoLink>
          ) : (
            name
          )}{" "}
          {open && t("shipment.open", { amount: moneyText(open, language) })}{" "}
        </span>
      ))}
      {t("shipment.helps")}{" "}
      {may("credit_limit.request") && <GoLink go={{ to: "/receivables/credit" }}>{t("shipment.release")}</GoLink>}
    </>
  );
}
