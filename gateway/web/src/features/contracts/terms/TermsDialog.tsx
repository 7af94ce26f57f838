import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { Select } from "../../../ui/choices";
import { Form } from "../../../ui/Form";
import { Dialog } from "../../../ui/overlays";
import { useOptions } from "../../../ui/useOptions";
import type { Contract, ContractPatch } from "../types";
import { useContractActs } from "../useContractActs";
import { draftOf, termOf } from "./drafts";
import { TemplateSelect } from "./TemplateSelect";
import { TermsEditor } from "./TermsEditor";

type Rule = NonNullable<NonNullable<ContractPatch["terms"]>["nonWorkingDayRule"]>;

/** How the contract is paid: by a template, or as typed. What was approved becomes a draft again. */
export function TermsDialog({ contract, trigger }: { contract: Contract; trigger: ReactElement }) {
  const { t } = useTranslation("contracts");
  return (
    <Dialog title={t("terms.edit")} isWide trigger={trigger}>
      {(close) => <TermsForm contract={contract} close={close} />}
    </Dialog>
  );
}

function TermsForm({ contract, close }: { contract: Contract; close: () => void }) {
  const { t } = useTranslation("contracts");
  const { change, isPending, problem } = useContractActs(contract, { quiet: true });
  const rules = useOptions("NonWorkingDayRule");
  const [template, setTemplate] = useState("");
  const [drafts, setDrafts] = useState(() => contract.terms?.terms.map(draftOf) ?? []);
  const [rule, setRule] = useState(contract.terms?.nonWorkingDayRule ?? "NON_WORKING_DAY_RULE_NEXT");
  const save = async (): Promise<void> => {
    const terms = template
      ? { template, terms: [], nonWorkingDayRule: rule }
      : { template: "", terms: drafts.map((draft) => termOf(draft, contract.currency)), nonWorkingDayRule: rule };
    if (await change({ terms })) close();
  };
  return (
    <Form
      submit={t("terms.save")}
      isPending={isPending}
      problem={problem}
      onCancel={close}
      onSubmit={() => void save()}
    >
      <TemplateSelect value={template} onChange={setTemplate} />
      {!template && (
        <TermsEditor drafts={drafts} total={contract.gross} currencyCode={contract.currency} onChange={setDrafts} />
      )}
      <Select
        label={t("terms.rule")}
        options={rules}
        selectedKey={rule === "NON_WORKING_DAY_RULE_UNSPECIFIED" ? "NON_WORKING_DAY_RULE_NEXT" : rule}
        onSelectionChange={(key) => setRule(key as Rule)}
      />
    </Form>
  );
}
