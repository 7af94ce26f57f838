import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { Form } from "../../../ui/Form";
import type { BulkAct } from "../../../ui/grid/types";
import { AssignFields } from "../acts/AssignForm";
import { DisqualifyFields } from "../acts/DisqualifyForm";
import { ReleaseFields } from "../acts/ReleaseForm";
import { allowed } from "../allowed";
import type { Lead } from "../types";
import { acceptLead, archiveLead, assignLead, disqualifyLead, releaseLead, restoreLead } from "../useLeadActs";

/** What can be done with many leads at once. */
export function useLeadBulk(): BulkAct<Lead>[] {
  const { t } = useTranslation("leads");
  const session = useSession();
  const { may } = session;
  const to = (act: "accept" | "assign" | "release" | "disqualify" | "archive") => ({
    id: act,
    name: t(`act.${act}`),
    applies: (lead: Lead) => allowed(lead, session).includes(act),
  });
  const acts: (BulkAct<Lead> & { permission: string })[] = [
    { ...to("accept"), permission: "lead.accept", icon: "check", act: acceptLead },
    {
      ...to("assign"),
      permission: "lead.assign",
      icon: "person",
      form: ({ start, close }) => (
        <Form
          submit={t("act.assign")}
          onCancel={close}
          onSubmit={({ ownerId = "", reason = "" }) => start((lead) => assignLead(lead, ownerId, reason.trim()))}
        >
          <AssignFields />
        </Form>
      ),
    },
    {
      ...to("release"),
      permission: "lead.release",
      icon: "out",
      form: ({ start, close }) => (
        <Form
          submit={t("act.release")}
          onCancel={close}
          onSubmit={({ reason = "", poolId = "" }) => start((lead) => releaseLead(lead, reason.trim(), poolId))}
        >
          <ReleaseFields />
        </Form>
      ),
    },
    {
      ...to("disqualify"),
      permission: "lead.qualify",
      icon: "close",
      form: ({ start, close }) => (
        <Form
          submit={t("act.disqualify")}
          onCancel={close}
          onSubmit={({ reason = "", wakeDate = "" }) => start((lead) => disqualifyLead(lead, reason.trim(), wakeDate))}
        >
          <DisqualifyFields />
        </Form>
      ),
    },
    { ...to("archive"), permission: "lead.archive", icon: "archive", act: archiveLead, undo: restoreLead },
  ];
  return acts.filter(({ permission }) => may(permission));
}
