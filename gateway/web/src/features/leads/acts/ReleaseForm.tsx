import { useTranslation } from "react-i18next";
import { Select } from "../../../ui/choices";
import { Form } from "../../../ui/Form";
import { TextField } from "../../../ui/fields";
import { usePools } from "../queries";
import type { Lead } from "../types";
import { useLeadActs } from "../useLeadActs";

/** Into which pool, and why; which one is asked only where there are several. */
export function ReleaseFields() {
  const { t } = useTranslation("leads");
  const pools = usePools() ?? [];
  const options = pools.map(({ id, name }) => ({ id, name }));
  return (
    <>
      {options.length > 1 && <Select name="poolId" label={t("field.pool")} options={options} />}
      <TextField
        name="reason"
        label={t("field.reason")}
        hint={t("release.hint")}
        lines={3}
        maxLength={2000}
        isRequired
        autoFocus
      />
    </>
  );
}

export function ReleaseForm({ lead, close }: { lead: Lead; close: () => void }) {
  const { t } = useTranslation("leads");
  const { release, isPending, problem } = useLeadActs({ quiet: true });
  return (
    <Form
      submit={t("act.release")}
      isPending={isPending}
      problem={problem}
      onCancel={close}
      onSubmit={async ({ reason = "", poolId }) => {
        if (await release(lead, reason.trim(), poolId)) close();
      }}
    >
      <ReleaseFields />
    </Form>
  );
}
