import { useTranslation } from "react-i18next";
import { api, reply } from "../../../api/client";
import { Assignments } from "../../../parts/Assignments";
import { useAssignments } from "../queries";
import type { Contract } from "../types";

/** Who has which part in the contract, who collects for it among them. */
export function TeamPanel({ contract }: { contract: Contract }) {
  const { t } = useTranslation("contracts");
  const { data } = useAssignments(contract.id);
  const path = { contract_id: contract.id };
  return (
    <Assignments
      title={t("team.title")}
      of={data?.assignments}
      permission="contract.assign"
      roles={["COLLECTOR", "OWNER", "COLLABORATOR", "PROJECT"]}
      assign={(body) => reply(api.POST("/v1/contracts/{contract_id}/assignments", { params: { path }, body }))}
      end={(assignment_id) =>
        reply(
          api.POST("/v1/contracts/{contract_id}/assignments/{assignment_id}:end", {
            params: { path: { ...path, assignment_id } },
            body: {},
          }),
        )
      }
    />
  );
}
