import { useTranslation } from "react-i18next";
import { api, reply } from "../../../api/client";
import { Assignments } from "../../../parts/Assignments";
import { useTeam } from "../queries";
import type { PartProps } from "./sections";

/** Who of us looks after the customer, now and before. */
export function TeamPanel({ account }: PartProps) {
  const { t } = useTranslation("customers");
  const { data } = useTeam(account.id);
  const path = { account_id: account.id };
  return (
    <Assignments
      title={t("team.title")}
      of={data?.assignments}
      permission="account.assign"
      roles={["OWNER", "COLLABORATOR", "PRESALES", "PROJECT", "COLLECTOR"]}
      assign={(body) => reply(api.POST("/v1/accounts/{account_id}/assignments", { params: { path }, body }))}
      end={(assignment_id) =>
        reply(
          api.POST("/v1/accounts/{account_id}/assignments/{assignment_id}:end", {
            params: { path: { ...path, assignment_id } },
            body: {},
          }),
        )
      }
    />
  );
}
