import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { todayIn } from "../../../parts/days";
import { Select } from "../../../ui/choices";
import { DatePicker } from "../../../ui/dates";
import { Form } from "../../../ui/Form";
import { TextField } from "../../../ui/fields";
import { Dialog } from "../../../ui/overlays";
import { useLossReasons } from "../queries";
import type { Deal } from "../types";
import { useDealActs } from "../useDealActs";

/** Closes a deal as lost: why, and to whom where the reason asks for it. */
export function LoseDialog({ deal, onClose }: { deal: Deal; onClose: () => void }) {
  const { t } = useTranslation("deals");
  const { zone } = useSession();
  const { lose, isPending, problem } = useDealActs(deal, { quiet: true });
  const { reasons, options } = useLossReasons();
  const [reasonId, setReasonId] = useState<string>();
  const asksCompetitor = reasons.find(({ id }) => id === reasonId)?.asksCompetitor ?? false;
  const today = todayIn(zone);
  return (
    <Dialog title={t("lose.title")} isOpen onOpenChange={(isOpen) => !isOpen && onClose()}>
      {(close) => (
        <>
          <p className="advance-deal">{deal.name}</p>
          <Form
            submit={t("lose.do")}
            isPending={isPending}
            problem={problem}
            onCancel={close}
            onSubmit={async ({ lossReasonId = "", lossDetail = "", competitor = "", closeDate = "" }) => {
              const body = { lossReasonId, lossDetail: lossDetail.trim(), competitor: competitor.trim(), closeDate };
              if (await lose(body)) close();
            }}
          >
            <Select
              name="lossReasonId"
              label={t("lose.reason")}
              options={options}
              onSelectionChange={(key) => setReasonId(String(key))}
              isRequired
              autoFocus
            />
            <TextField
              name="competitor"
              label={t("lose.competitor")}
              defaultValue={deal.competitor}
              maxLength={500}
              isRequired={asksCompetitor}
            />
            <TextField name="lossDetail" label={t("lose.detail")} lines={3} maxLength={2000} />
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
