import { useTranslation } from "react-i18next";
import { api, reply } from "../../../api/client";
import { Assignments } from "../../../parts/Assignments";
import { useAssignments } from "../queries";
import type { Order } from "../types";

/** Who has which part in the order, who collects for it among them. */
export function TeamPanel({ of }: { of: Order }) {
  const { t } = useTranslation("orders");
  const { data } = useAssignments(of.id);
  const path = { sales_order_id: of.id };
  return (
    <Assignments
      title={t("team")}
      of={data?.assignments}
      permission="order.assign"
      roles={["COLLECTOR", "OWNER", "COLLABORATOR", "PROJECT"]}
      assign={(body) => reply(api.POST("/v1/orders/{sales_order_id}/assignments", { params: { path }, body }))}
      end={(assignment_id) =>
        reply(
          api.POST("/v1/orders/{sales_order_id}/assignments/{assignment_id}:end", {
            params: { path: { ...path, assignment_id } },
            body: {},
          }),
        )
      }
    />
  );
}
