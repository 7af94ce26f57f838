import { useTranslation } from "react-i18next";
import { $api } from "../../../api/client";
import { useSession } from "../../../app/session";
import { useMethodText } from "../../../i18n/words";
import { Panel } from "../../../ui/Panel";
import { usePeople } from "../../../ui/people";
import { Timeline } from "../../../ui/Timeline";
import type { Contract, Plan } from "../types";

/** Who did what to the contract and to its plan, the latest first; for who may read the audit. */
export function AuditPanel({ contract, plan }: { contract: Contract; plan: Plan | undefined }) {
  const { t } = useTranslation("contracts");
  const methodText = useMethodText();
  const { may, reach, zone } = useSession();
  const { nameOf } = usePeople();
  const mayRead = may("audit.read") && reach("audit.read") === "REACH_COMPANY";
  const query = (type: string, id: string) => ({
    params: {
      query: { filter: `subject_type = "${type}" AND subject_id = "${id}"`, orderBy: "create_time desc", pageSize: 50 },
    },
  });
  const ofContract = $api.useQuery("get", "/v1/auditEntries/pipeline", query("contract", contract.id), {
    enabled: mayRead,
  });
  const ofPlan = $api.useQuery("get", "/v1/auditEntries/receivables", query("payment_plan", plan?.id ?? ""), {
    enabled: mayRead && plan !== undefined,
  });
  if (!mayRead) return null;
  const entries = [...(ofContract.data?.auditEntries ?? []), ...(ofPlan.data?.auditEntries ?? [])];
  const isRead = ofContract.data !== undefined && (ofPlan.data !== undefined || !plan);
  const lines = entries
    .sort((one, other) => (other.createTime ?? "").localeCompare(one.createTime ?? ""))
    .map(({ id, createTime, method, personId, reason, changes }) => ({
      id,
      time: createTime ?? "",
      title: methodText(method),
      text: [nameOf(personId) ?? t("audit.system"), reason].filter(Boolean).join(" · "),
      details: <AuditChanges of={changes} />,
    }));
  return (
    <Panel title={t("audit.title")}>
      <Timeline
        zone={zone}
        of={isRead ? lines : undefined}
        empty={{ title: t("audit.title"), text: t("audit.none") }}
      />
    </Panel>
  );
}

/** Fields with what they said before and say now, as they were noted. */
function AuditChanges({ of }: { of: string }) {
  const changes = readChanges(of);
  return (
    <dl className="contract-changes">
      {changes.map(([field, before, after]) => (
        <div key={field}>
          <dt>{field}</dt>
          <dd>
            {before && <s>{before}</s>} {after}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function readChanges(text: string): [field: string, before: string, after: string][] {
  if (!text) return [];
  const show = (value: unknown): string =>
    value === null || value === undefined || value === ""
      ? ""
      : typeof value === "string"
        ? value
        : JSON.stringify(value);
  const changes = JSON.parse(text) as Record<string, unknown>;
  return Object.entries(changes).map(([field, change]) =>
    Array.isArray(change) ? [field, show(change[0]), show(change[1])] : [field, "", show(change)],
  );
}
