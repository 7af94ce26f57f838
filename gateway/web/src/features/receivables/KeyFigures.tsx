import { useTranslation } from "react-i18next";
import type { Money } from "../../api/money";
import { Amounts } from "../../parts/instalment/Amounts";
import type { Step } from "../../parts/instalment/types";
import { type Figure, Figures } from "../../ui/Figures";
import { OPEN, OVERDUE, SEGMENTS, SOON } from "./filters";
import { useAgeing, usePath } from "./queries";

const at = (filter: string) => ({ to: "/receivables", search: { filter } });

/** What is owed and where it stands; each figure leads to its rows. */
export function KeyFigures() {
  const { t } = useTranslation("receivables");
  const ageing = useAgeing().data;
  const path = usePath().data;
  const onStep = (step: Step): (Money | undefined)[] | undefined =>
    path?.totals.filter((row) => row.step === step).map(({ amount }) => amount);
  const count = (step: Step): string | undefined => {
    const rows = path?.totals.filter((row) => row.step === step) ?? [];
    return path && t("figure.count", { count: rows.reduce((sum, row) => sum + row.instalments, 0) });
  };
  const value = (amounts: (Money | undefined)[] | undefined) => amounts && <Amounts of={amounts} />;
  const figures: Figure[] = [
    {
      id: "open",
      name: t("figure.open"),
      value: value(ageing?.totals.map(({ total }) => total)),
      definition: t("define.open"),
      go: at(OPEN),
    },
    {
      id: "overdue",
      name: t("figure.overdue"),
      value: value(ageing?.totals.map(({ overdue }) => overdue)),
      tone: "late",
      definition: t("define.overdue"),
      go: at(OVERDUE),
    },
    {
      id: "soon",
      name: t("figure.soon"),
      value: value(onStep("COLLECTION_STEP_DUE")),
      note: count("COLLECTION_STEP_DUE"),
      definition: t("define.soon"),
      go: at(SOON),
    },
    {
      id: "promised",
      name: t("figure.promised"),
      value: value(onStep("COLLECTION_STEP_PROMISED")),
      note: count("COLLECTION_STEP_PROMISED"),
      definition: t("define.promised"),
      go: at(`${OPEN} AND promised > 0`),
    },
    {
      id: "disputed",
      name: t("figure.disputed"),
      value: value(onStep("COLLECTION_STEP_DISPUTED")),
      note: count("COLLECTION_STEP_DISPUTED"),
      definition: t("define.disputed"),
      go: at(SEGMENTS.disputed),
    },
    {
      id: "settled",
      name: t("figure.settled"),
      value: value(onStep("COLLECTION_STEP_SETTLED")),
      note: count("COLLECTION_STEP_SETTLED"),
      definition: t("define.settled"),
      go: at("claim_state = CLOSED AND layer = NORMAL AND settle_date >= today-30d"),
    },
  ];
  return <Figures of={figures} label={t("figures")} />;
}
