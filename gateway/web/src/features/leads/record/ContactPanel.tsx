import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { BestTime, useMayKnowBestTime } from "../../../parts/BestTime";
import { Button } from "../../../ui/Button";
import { Confirm } from "../../../ui/Confirm";
import { Facts } from "../../../ui/Facts";
import { Icon } from "../../../ui/Icon";
import { Panel } from "../../../ui/Panel";
import type { Lead } from "../types";
import { useLeadActs } from "../useLeadActs";
import { TextFact } from "./TextFact";

const WAYS = ["phone", "email", "wechat"] as const;

/** How to reach them. Whose lead it is not sees it masked, and in full with a reason, which is kept. */
export function ContactPanel({ lead }: { lead: Lead }) {
  const { t } = useTranslation(["leads", "parts"]);
  const { may } = useSession();
  const mayKnowBestTime = useMayKnowBestTime();
  const { reveal, isPending, problem } = useLeadActs({ quiet: true });
  const [shown, setShown] = useState<Lead>();
  const of = shown ? { ...lead, phone: shown.phone, email: shown.email, wechat: shown.wechat } : lead;
  const isMasked = WAYS.some((way) => of[way].includes("***"));
  return (
    <Panel
      title={t("contact.title")}
      actions={
        isMasked &&
        may("lead.reveal") && (
          <Confirm
            title={t("contact.revealTitle")}
            confirm={t("contact.reveal")}
            reason="required"
            isPending={isPending}
            problem={problem}
            trigger={
              <Button kind="plain">
                <Icon name="eye" />
                {t("contact.reveal")}
              </Button>
            }
            onConfirm={async (reason) => {
              const found = await reveal(lead, reason);
              if (found) setShown(found);
              return Boolean(found);
            }}
          >
            {t("contact.revealNote")}
          </Confirm>
        )
      }
    >
      <Facts
        of={[
          { name: t("field.name"), value: <TextFact lead={of} of="name" label={t("field.name")} maxLength={200} /> },
          { name: t("field.title"), value: <TextFact lead={of} of="title" label={t("field.title")} maxLength={100} /> },
          ...WAYS.map((way) => ({
            name: t(`field.${way}`),
            value: (
              <span className="lead-way">
                <TextFact
                  lead={of}
                  of={way}
                  label={t(`field.${way}`)}
                  maxLength={200}
                  isMasked={of[way].includes("***")}
                />
                <Call of={of} way={way} />
              </span>
            ),
          })),
          ...(mayKnowBestTime
            ? [{ name: t("parts:bestTime.name"), value: <BestTime subjectType="lead" subjectId={lead.id} /> }]
            : []),
        ]}
      />
    </Panel>
  );
}

/** Straight to the telephone or the mail, where the number is not masked. */
function Call({ of, way }: { of: Lead; way: (typeof WAYS)[number] }) {
  const { t } = useTranslation("leads");
  const value = of[way];
  if (way === "wechat" || !value || value.includes("***")) return null;
  return (
    <a
      href={`${way === "phone" ? "tel" : "mailto"}:${value}`}
      className="button icon plain"
      aria-label={t(`contact.by.${way}`)}
    >
      <Icon name={way === "phone" ? "phone" : "mail"} />
    </a>
  );
}
