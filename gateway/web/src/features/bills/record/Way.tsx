import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import { Panel } from "../../../ui/Panel";
import { usePeople } from "../../../ui/people";
import { DateText } from "../../../ui/shown";
import type { Bill } from "../types";

/** What was done with it, by whom and when; the last step first. */
export function Way({ of }: { of: Bill }) {
  const { t } = useTranslation("bills");
  const word = useWords();
  const { zone } = useSession();
  const { nameOf } = usePeople();
  return (
    <Panel title={t("way")}>
      <ol className="bill-list">
        {of.steps.toReversed().map((step) => (
          <li key={step.id}>
            <b>{word("BillAct", step.act)}</b>
            <span className="bill-note">
              <DateText of={step.stepDate} zone={zone} />
              {nameOf(step.personId) && ` · ${nameOf(step.personId)}`}
            </span>
            {step.note && <span>{step.note}</span>}
          </li>
        ))}
      </ol>
    </Panel>
  );
}
