import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { daysBetween, todayIn } from "../../../parts/days";
import { InPlace } from "../../../parts/InPlace";
import { DatePicker } from "../../../ui/dates";
import { MoneyField } from "../../../ui/MoneyField";
import { Badge, DateText, Money } from "../../../ui/shown";
import type { Deal } from "../types";
import type { DealActs } from "../useDealActs";

/** What facts need to be changed where they stand. */
export interface Edit extends Pick<DealActs, "change" | "isPending" | "problem"> {
  isReadOnly: boolean;
}

interface FactProps {
  deal: Deal;
  edit: Edit;
}

export function AmountFact({ deal, edit: { change, ...edit } }: FactProps) {
  const { t } = useTranslation("deals");
  const { currency: currencyCode, expectedAmount } = deal;
  return (
    <InPlace
      {...edit}
      label={t("field.amount")}
      onSave={(values) => change({ expectedAmount: { currencyCode, amount: values["expectedAmount.amount"] ?? "" } })}
      field={
        <MoneyField
          name="expectedAmount.amount"
          label={t("field.amount")}
          currencyCode={currencyCode}
          defaultValue={expectedAmount?.amount ?? ""}
          isRequired
          autoFocus
        />
      }
    >
      {expectedAmount && <Money of={expectedAmount} />}
    </InPlace>
  );
}

/** Of a deal that is open a day that is past is late. */
export function CloseDateFact({ deal: { expectedCloseDate }, edit: { change, ...edit } }: FactProps) {
  const { t } = useTranslation("deals");
  const { zone } = useSession();
  const isLate = (daysBetween(expectedCloseDate, todayIn(zone)) ?? 0) > 0;
  return (
    <InPlace
      {...edit}
      label={t("field.closeDate")}
      onSave={(values) => change({ expectedCloseDate: values.expectedCloseDate ?? "" })}
      field={
        <DatePicker
          name="expectedCloseDate"
          label={t("field.closeDate")}
          defaultValue={expectedCloseDate || undefined}
          autoFocus
        />
      }
    >
      {expectedCloseDate && (
        <>
          <DateText of={expectedCloseDate} zone={zone} /> {isLate && <Badge tone="late">{t("field.passed")}</Badge>}
        </>
      )}
    </InPlace>
  );
}
