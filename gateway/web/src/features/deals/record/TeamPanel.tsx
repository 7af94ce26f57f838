import { useTranslation } from "react-i18next";
import { api, reply } from "../../../api/client";
import { Assignments } from "../../../parts/Assignments";
import { useAssignments } from "../queries";
import type { Deal } from "../types";

/** Who has which part in the deal, now and before. */
export function TeamPanel({ deal }: { deal: Deal }) {
  const { t } = useTranslation("deals");
  const { data } = useAssignments(deal.id);
  const path = { opportunity_id: deal.id };
  return (
    <Assignments
      title={t("team.title")}
      of={data?.assignments}
      permission="opportunity.assign"
      roles={["OWNER", "COLLABORATOR", "PRESALES", "PROJECT", "COLLECTOR"]}
      assign={(body) => reply(api.POST("/v1/opportunities/{opportunity_id}/assignments", { params: { path }, body }))}
      end={(assignment_id) =>
        reply(
          api.POST("/v1/opportunities/{opportunity_id}/assignments/{assignment_id}:end", {
            params: { path: { ...path, assignment_id } },
            body: {},
          }),
        )
      }
    />
  );
}
