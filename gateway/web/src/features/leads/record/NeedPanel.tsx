import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { Facts } from "../../../ui/Facts";
import { Panel } from "../../../ui/Panel";
import { DateText } from "../../../ui/shown";
import type { Lead } from "../types";
import { AmountFact, HorizonFact } from "./choiceFacts";
import { TextFact } from "./TextFact";

/** What the customer wants, how soon, and what was agreed. */
export function NeedPanel({ lead }: { lead: Lead }) {
  const { t } = useTranslation("leads");
  const { zone } = useSession();
  return (
    <Panel title={t("field.need")}>
      <div className="lead-need">
        <TextFact lead={lead} of="need" label={t("field.need")} lines={4} maxLength={4000} />
        <Facts
          columns={2}
          of={[
            { name: t("field.amount"), value: <AmountFact lead={lead} /> },
            { name: t("field.horizon"), value: <HorizonFact lead={lead} /> },
            {
              name: t("field.agreed"),
              value: lead.nextStep && (
                <>
                  {lead.nextStep} {lead.nextStepDate && <DateText of={lead.nextStepDate} zone={zone} />}
                </>
              ),
            },
            {
              name: t("field.lastTalk"),
              value: lead.lastFollowUpTime ? <DateText of={lead.lastFollowUpTime} zone={zone} /> : t("field.never"),
            },
          ]}
        />
      </div>
    </Panel>
  );
}
