import { useTranslation } from "react-i18next";
import { useExists } from "../../app/frame/NavLink";
import { useSession } from "../../app/session";
import { type Figure, Figures } from "../../ui/Figures";
import { Money } from "../../ui/shown";
import { type Total, useMonth } from "./queries";

/** Signed and collected since the first of the month; each leads to its rows. */
export function Month({ owner }: { owner: string }) {
  const { t } = useTranslation("today");
  const { may, currency } = useSession();
  const exists = useExists();
  const { signed, collected } = useMonth(owner);

  const figure = (id: "signed" | "collected", of: typeof signed, to: string): Figure => ({
    id,
    name: t(`month.${id}`),
    value: of.data ? <Amounts of={of.data} currency={currency} /> : undefined,
    note: of.data && t(of.data.isMore ? `month.${id}More` : `month.${id}Count`, { count: of.data.count }),
    definition: t(`month.${id}Definition`),
    ...(exists(to) && { go: { to, search: { filter: of.filter } } }),
  });
  const figures = [
    ...(may("contract.read") && !signed.isError ? [figure("signed", signed, "/contracts")] : []),
    ...(may("receipt.read") && !collected.isError ? [figure("collected", collected, "/receipts")] : []),
  ];
  return figures.length > 0 ? <Figures label={t("month.title")} of={figures} /> : null;
}

function Amounts({ of: { amounts }, currency }: { of: Total; currency: string }) {
  const shown = amounts.length > 0 ? amounts : [{ currencyCode: currency, amount: "0" }];
  return shown.map((amount) => (
    <span key={amount.currencyCode} className="month-amount">
      <Money of={amount} precision="short" />
    </span>
  ));
}
