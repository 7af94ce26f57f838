import { useTranslation } from "react-i18next";
import type { Problem } from "../../../api/problem";
import { Select } from "../../../ui/choices";
import { Form } from "../../../ui/Form";
import { TextField } from "../../../ui/fields";
import { usePools } from "../queries";

interface ReleaseFormProps {
  isPending?: boolean;
  problem?: Problem | undefined;
  onCancel: () => void;
  onRelease: (reason: string, poolId: string) => void;
}

/** Why it is given up, and into which pool where there are several. */
export function ReleaseForm({ isPending = false, problem, onCancel, onRelease }: ReleaseFormProps) {
  const { t } = useTranslation("customers");
  const { pools = [] } = usePools();
  const options = pools.map(({ id, name }) => ({ id, name }));
  return (
    <Form
      submit={t("release.do")}
      isPending={isPending}
      problem={problem}
      onCancel={onCancel}
      onSubmit={({ reason = "", accountPoolId = "" }) => onRelease(reason.trim(), accountPoolId)}
    >
      <p className="dialog-lead">{t("release.lead")}</p>
      <TextField name="reason" label={t("release.reason")} lines={3} maxLength={500} isRequired autoFocus />
      {options.length > 1 && <Select name="accountPoolId" label={t("release.pool")} options={options} />}
    </Form>
  );
}
