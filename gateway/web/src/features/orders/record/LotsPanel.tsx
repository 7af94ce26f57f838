import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { Panel } from "../../../ui/Panel";
import { DateText, Money } from "../../../ui/shown";
import type { Lot, Order } from "../types";
import { missingOf, useLineName } from "./lots";

type Line = Order["lines"][number];

/** What was ordered, line by line, and how much of each lot is there once it is on its way. */
export function LotsPanel({ of }: { of: Order }) {
  const { t } = useTranslation("orders");
  return (
    <Panel title={t("lots.title")} note={t(of.pricesIncludeTax ? "lots.taxIncluded" : "lots.taxOnTop")}>
      {of.lines.length === 0 ? (
        <p className="order-note">{t("lots.none")}</p>
      ) : (
        <ul className="order-list">
          {of.lines.map((line) => (
            <LineOf
              key={line.id}
              of={line}
              lots={of.releaseDate ? of.lots.filter(({ lineCode }) => lineCode === line.code) : []}
            />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function LineOf({ of, lots }: { of: Line; lots: readonly Lot[] }) {
  const { t } = useTranslation("orders");
  const lineName = useLineName();
  const price = of.gross && { currencyCode: of.gross.currencyCode, amount: of.unitPrice };
  return (
    <li className="order-line">
      <b>{lineName(of)}</b>
      <span className="order-amount">{of.gross && <Money of={of.gross} />}</span>
      <span className="order-note">
        {of.quantity} {of.unit} × {price && <Money of={price} />}
        {of.taxRate && ` · ${t("lots.tax", { rate: Number(of.taxRate) })}`}
      </span>
      {lots.map((lot) => (
        <LotOf key={lot.id} of={lot} isOnly={lots.length === 1} />
      ))}
    </li>
  );
}

function LotOf({ of, isOnly }: { of: Lot; isOnly: boolean }) {
  const { t } = useTranslation("orders");
  const { zone } = useSession();
  const missing = missingOf(of);
  const there = Number(of.deliveredQuantity || 0);
  return (
    <span className="order-lot">
      <progress value={there} max={Number(of.quantity)} aria-label={t("field.ofLot", { lot: of.code })} />
      <span className="order-note">
        {!isOnly && `${of.code} · `}
        {t("lots.there", { there: `${there}`, of: of.quantity })}
        {missing !== "0" && of.plannedDate && (
          <>
            {" · "}
            {t("lots.planned")} <DateText of={of.plannedDate} zone={zone} />
          </>
        )}
        {of.deliverDate && (
          <>
            {" · "}
            <DateText of={of.deliverDate} zone={zone} />
          </>
        )}
      </span>
    </span>
  );
}
