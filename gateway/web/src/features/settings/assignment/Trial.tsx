import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, reply } from "../../../api/client";
import { Failure } from "../../../ui/Failure";
import { Panel } from "../../../ui/Panel";
import { Person } from "../../../ui/Person";
import { usePeople } from "../../../ui/people";
import { Badge, Skeleton } from "../../../ui/shown";
import { Wide } from "../../../ui/Wide";
import { type Decision, type RuleInput, useLastLeads } from "./queries";

/** Who would have got the last leads; nothing is changed by it. */
export function Trial({ of: rules }: { of?: readonly RuleInput[] }) {
  const { t } = useTranslation("settings");
  const found = useQuery({
    queryKey: ["assignmentTrial", rules],
    queryFn: () => reply(api.POST("/v1/assignmentRules:try", { body: rules ? { assignmentRules: [...rules] } : {} })),
  });
  const decisions = found.data?.decisions;
  const given = decisions?.filter(({ personId }) => personId).length ?? 0;
  return (
    <Panel
      title={t("assignment.trial")}
      note={decisions && t("assignment.trialNote", { count: decisions.length, given })}
      isFlush
    >
      {found.error && <Failure of={found.error} retry={() => void found.refetch()} />}
      {found.isPending && (
        <div className="people-waiting">
          <Skeleton lines={5} />
        </div>
      )}
      {decisions && (
        <>
          <Shares of={decisions} />
          <Rows of={decisions} />
        </>
      )}
    </Panel>
  );
}

function Shares({ of: decisions }: { of: readonly Decision[] }) {
  const { nameOf } = usePeople();
  const counts = new Map<string, number>();
  for (const { personId } of decisions) if (personId) counts.set(personId, (counts.get(personId) ?? 0) + 1);
  const shares = [...counts].sort((one, other) => other[1] - one[1]);
  return (
    <div className="trial-shares">
      {shares.map(([id, count]) => (
        <Badge key={id} tone="info">{`${nameOf(id) ?? "—"} ${count}`}</Badge>
      ))}
    </div>
  );
}

function Rows({ of: decisions }: { of: readonly Decision[] }) {
  const { t, i18n } = useTranslation("settings");
  const { nameOf } = usePeople();
  const leads = useLastLeads(true);
  return (
    <Wide>
      <table className="settings-table">
        <thead>
          <tr>
            <th scope="col">{t("assignment.lead")}</th>
            <th scope="col">{t("assignment.goesTo")}</th>
            <th scope="col">{t("assignment.why")}</th>
          </tr>
        </thead>
        <tbody>
          {decisions.map(({ leadId, personId, reason, reasonEn }) => (
            <tr key={leadId}>
              <td>
                {leads.get(leadId)?.name ?? "—"} <span className="settings-note">{leads.get(leadId)?.region}</span>
              </td>
              <td>
                {personId ? (
                  <Person name={nameOf(personId)} isPlain />
                ) : (
                  <Badge tone="warn">{t("assignment.noOne")}</Badge>
                )}
              </td>
              <td>{i18n.language === "en-US" ? reasonEn || reason : reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}
