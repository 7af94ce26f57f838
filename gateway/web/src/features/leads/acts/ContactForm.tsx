import { useTranslation } from "react-i18next";
import { Select } from "../../../ui/choices";
import { Form } from "../../../ui/Form";
import { useOptions } from "../../../ui/useOptions";
import type { Disposition, Lead } from "../types";
import { useLeadActs } from "../useLeadActs";

/** How a try to reach somebody ended, where there is nothing to write down. */
export function ContactForm({ lead, close }: { lead: Lead; close: () => void }) {
  const { t } = useTranslation("leads");
  const { contact, isPending, problem } = useLeadActs({ quiet: true });
  const options = useOptions("Disposition");
  return (
    <Form
      submit={t("act.contact")}
      isPending={isPending}
      problem={problem}
      onCancel={close}
      onSubmit={async ({ disposition }) => {
        if (await contact(lead, disposition as Disposition)) close();
      }}
    >
      <Select
        name="disposition"
        label={t("field.disposition")}
        hint={t("contact.hint")}
        options={options}
        defaultSelectedKey="DISPOSITION_NO_ANSWER"
        isRequired
        autoFocus
      />
    </Form>
  );
}
