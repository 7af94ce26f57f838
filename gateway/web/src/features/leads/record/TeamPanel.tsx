import { useTranslation } from "react-i18next";
import { api, reply } from "../../../api/client";
import { Assignments } from "../../../parts/Assignments";
import { useAssignments } from "../queries";
import type { Lead } from "../types";

/** Whose it is and was, from when, and why. */
export function TeamPanel({ lead }: { lead: Lead }) {
  const { t } = useTranslation("leads");
  const { data } = useAssignments(lead.id);
  const path = { lead_id: lead.id };
  return (
    <Assignments
      title={t("team.title")}
      of={data?.assignments}
      permission="lead.assign"
      roles={["OWNER", "COLLABORATOR", "PRESALES"]}
      assign={(body) => reply(api.POST("/v1/leads/{lead_id}/assignments", { params: { path }, body }))}
      end={(assignment_id) =>
        reply(
          api.POST("/v1/leads/{lead_id}/assignments/{assignment_id}:end", {
            params: { path: { ...path, assignment_id } },
            body: {},
          }),
        )
      }
    />
  );
}
