import { useTranslation } from "react-i18next";
import type { Problem } from "../../../api/problem";
import { ComboBox } from "../../../ui/choices";
import { Form } from "../../../ui/Form";
import { TextField } from "../../../ui/fields";
import { usePeople } from "../../../ui/people";

interface GiveFormProps {
  /** Who has it already. */
  without?: string;
  isPending?: boolean;
  problem?: Problem | undefined;
  onCancel: () => void;
  onGive: (personId: string, reason: string) => void;
}

/** To whom, and why. */
export function GiveForm({ without = "", isPending = false, problem, onCancel, onGive }: GiveFormProps) {
  const { t } = useTranslation("customers");
  const { options } = usePeople();
  return (
    <Form
      submit={t("give.do")}
      isPending={isPending}
      problem={problem}
      onCancel={onCancel}
      onSubmit={({ personId = "", reason = "" }) => onGive(personId, reason.trim())}
    >
      <ComboBox
        name="personId"
        label={t("give.to")}
        hint={t("give.hint")}
        options={options.filter(({ id }) => id !== without)}
        isRequired
        autoFocus
      />
      <TextField name="reason" label={t("give.reason")} maxLength={500} />
    </Form>
  );
}
