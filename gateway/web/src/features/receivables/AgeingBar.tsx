import type { TFunction } from "i18next";
import { ToggleButton } from "react-aria-components/ToggleButton";
import { useTranslation } from "react-i18next";
import type { components } from "../../api/generated/openapi";
import type { Money as Amount } from "../../api/money";
import { isZero, toMinor } from "../../api/money";
import { useSession } from "../../app/session";
import { bucketFilter } from "../../parts/report/buckets";
import { both } from "../../ui/grid/filter";
import { useGridState } from "../../ui/grid/view";
import { Money, Skeleton } from "../../ui/shown";
import { BUCKETS, useAgeing } from "./queries";
import "./ageing.css";

type Bucket = components["schemas"]["receivables.AgeingBucket"];

/** What is owed by age, one row per currency; each part is a filter of the list. */
export function AgeingBar() {
  const { t } = useTranslation("receivables");
  const { currency: own } = useSession();
  const { data, isError } = useAgeing();
  if (isError) return null;
  if (!data) return <Waiting />;
  const isSeveral = data.totals.length > 1;
  const owed = data.totals.toSorted((one) => (one.total?.currencyCode === own ? -1 : 1));
  // Where nothing is owed its parts are empty, and the list below stays where it is.
  const rows = owed.length > 0 ? owed : [{ amounts: [], total: undefined }];
  return (
    <section className="ageing" aria-label={t("ageing.title")}>
      {rows.map(({ amounts, total }) => (
        <fieldset key={total?.currencyCode ?? own} className="ageing-row">
          <legend>{isSeveral ? t("ageing.of", { currency: total?.currencyCode }) : t("ageing.title")}</legend>
          {data.buckets.map((bucket, at) => (
            <Part
              key={bucket.fromDays ?? "not due"}
              bucket={bucket}
              amount={amounts[at]}
              most={amounts}
              currency={isSeveral ? total?.currencyCode : undefined}
            />
          ))}
        </fieldset>
      ))}
    </section>
  );
}

/** The room that it takes, mostly. */
function Waiting() {
  const { t } = useTranslation("receivables");
  return (
    <section className="ageing" aria-label={t("ageing.title")} aria-busy="true">
      <fieldset className="ageing-row">
        <legend>{t("ageing.title")}</legend>
        {[0, ...BUCKETS, Number.POSITIVE_INFINITY].map((days) => (
          <div key={days} className="ageing-part waiting">
            <Skeleton />
            <span className="ageing-track" />
          </div>
        ))}
      </fieldset>
    </section>
  );
}

interface PartProps {
  bucket: Bucket;
  amount: Amount | undefined;
  most: readonly Amount[];
  /** Only where there are several. */
  currency: string | undefined;
}

function Part({ bucket, amount, most, currency }: PartProps) {
  const { t } = useTranslation("receivables");
  const { filter, set } = useGridState("address");
  const own = both(bucketFilter(bucket), currency && `currency = ${currency}`);
  const isLate = bucket.fromDays !== undefined;
  return (
    <ToggleButton
      className={isLate && amount && !isZero(amount) ? "ageing-part late" : "ageing-part"}
      isSelected={filter === own}
      onChange={(isOn) => set({ filter: isOn ? own : undefined, view: undefined })}
    >
      <span className="ageing-name">{nameOf(bucket, t)}</span>
      {amount && <Money of={amount} precision="short" />}
      <span className="ageing-track">
        <span style={{ width: `${widthOf(amount, most)}%` }} />
      </span>
    </ToggleButton>
  );
}

function nameOf({ fromDays, toDays }: Bucket, t: TFunction<"receivables">): string {
  if (fromDays === undefined) return t("ageing.notDue");
  return toDays === undefined ? t("ageing.over", { from: fromDays }) : t("ageing.days", { from: fromDays, to: toDays });
}

/** In per cent of the largest. */
function widthOf(amount: Amount | undefined, all: readonly Amount[]): number {
  const [largest = 0n] = all.map(toMinor).sort((one, other) => (one < other ? 1 : -1));
  return amount && largest > 0n ? Number((toMinor(amount) * 100n) / largest) : 0;
}
