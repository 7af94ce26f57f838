import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { todayIn } from "../../../parts/days";
import { DatePicker } from "../../../ui/dates";
import { Form } from "../../../ui/Form";
import { TextField } from "../../../ui/fields";
import { Dialog } from "../../../ui/overlays";
import type { Contract } from "../types";
import { useContractActs } from "../useContractActs";

/** Ends a contract before it is fulfilled. */
export function TerminateDialog({ contract, onClose }: { contract: Contract; onClose: () => void }) {
  const { t } = useTranslation("contracts");
  const { zone } = useSession();
  const { terminate, isPending, problem } = useContractActs(contract, { quiet: true });
  const today = todayIn(zone);
  return (
    <Dialog title={t("life.do.terminate")} isOpen onOpenChange={(isOpen) => !isOpen && onClose()}>
      {(close) => (
        <>
          <p className="contract-note">{t("life.what.terminate")}</p>
          <Form
            submit={t("life.do.terminate")}
            isPending={isPending}
            problem={problem}
            onCancel={close}
            onSubmit={async ({ reason = "", terminateDate = "" }) => {
              if (await terminate(reason.trim(), terminateDate)) close();
            }}
          >
            <TextField name="reason" label={t("life.reason")} lines={3} maxLength={2000} isRequired autoFocus />
            <DatePicker
              name="terminateDate"
              label={t("life.date.terminate")}
              defaultValue={today}
              from={contract.effectiveDate || undefined}
              to={today}
              isRequired
            />
          </Form>
        </>
      )}
    </Dialog>
  );
}
