import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { todayIn } from "../../../parts/days";
import { DatePicker } from "../../../ui/dates";
import { Form } from "../../../ui/Form";
import { MoneyField } from "../../../ui/MoneyField";
import { Dialog } from "../../../ui/overlays";
import type { Deal } from "../types";
import { useDealActs } from "../useDealActs";

/** Closes a deal as won. */
export function WinDialog({ deal, onClose }: { deal: Deal; onClose: () => void }) {
  const { t } = useTranslation("deals");
  const { zone } = useSession();
  const { win, isPending, problem } = useDealActs(deal, { quiet: true });
  const today = todayIn(zone);
  return (
    <Dialog title={t("win.title")} isOpen onOpenChange={(isOpen) => !isOpen && onClose()}>
      {(close) => (
        <>
          <p className="advance-deal">{deal.name}</p>
          <p className="advance-note">{t("win.note")}</p>
          <Form
            submit={t("win.do")}
            isPending={isPending}
            problem={problem}
            onCancel={close}
            onSubmit={async (values) => {
              const amount = values["wonAmount.amount"];
              const wonAmount = amount ? { wonAmount: { currencyCode: deal.currency, amount } } : {};
              if (await win({ ...wonAmount, closeDate: values.closeDate ?? "" })) close();
            }}
          >
            <MoneyField
              name="wonAmount.amount"
              label={t("win.amount")}
              currencyCode={deal.currency}
              defaultValue={deal.expectedAmount?.amount ?? ""}
              isRequired
            />
            <DatePicker
              name="closeDate"
              label={t("win.date")}
              defaultValue={today}
              from={deal.openDate || undefined}
              to={today}
              isRequired
            />
          </Form>
        </>
      )}
    </Dialog>
  );
}
