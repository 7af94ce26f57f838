import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { Facts } from "../../../ui/Facts";
import { Panel } from "../../../ui/Panel";
import { Person } from "../../../ui/Person";
import { usePeople } from "../../../ui/people";
import { Badge, DateText } from "../../../ui/shown";
import { useCampaignName } from "../queries";
import type { Lead } from "../types";
import { closedWhy } from "../why";
import { SourceFact } from "./choiceFacts";
import { TextFact } from "./TextFact";

/** What is known about the lead, changed where it stands. */
export function FactsPanel({ lead }: { lead: Lead }) {
  const { t } = useTranslation("leads");
  const { zone, language } = useSession();
  const { nameOf } = usePeople();
  const campaign = useCampaignName(lead.campaignId);
  const time = (of: string | undefined) => of && <DateText of={of} zone={zone} />;
  const text = (of: "companyName" | "region" | "industry" | "channel", key: string) => ({
    name: t(`field.${key}`),
    value: <TextFact lead={lead} of={of} label={t(`field.${key}`)} maxLength={200} />,
  });
  const why = closedWhy(lead, language);
  const minutes = lead.responseMinutes;
  return (
    <Panel title={t("facts.title")}>
      <Facts
        of={[
          text("companyName", "company"),
          { name: t("field.creditCode"), value: lead.creditCode },
          text("industry", "industry"),
          text("region", "region"),
          { name: t("field.source"), value: <SourceFact lead={lead} /> },
          text("channel", "channel"),
          { name: t("field.campaign"), value: campaign },
          { name: t("field.owner"), value: <Person name={nameOf(lead.ownerId)} /> },
          { name: t("field.came"), value: time(lead.firstTouchTime) },
          { name: t("field.accepted"), value: time(lead.acceptTime) },
          {
            name: t("field.response"),
            value:
              minutes !== undefined &&
              (minutes < 120
                ? t("facts.minutes", { count: minutes })
                : t("facts.hours", { count: Math.round(minutes / 60) })),
          },
          ...(why ? [{ name: t("field.why"), value: why }] : []),
          ...(lead.tags.length > 0
            ? [
                {
                  name: t("field.tags"),
                  value: (
                    <span className="lead-tags">
                      {lead.tags.map((tag) => (
                        <Badge key={tag}>{tag}</Badge>
                      ))}
                    </span>
                  ),
                },
              ]
            : []),
        ]}
      />
    </Panel>
  );
}
