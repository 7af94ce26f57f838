import { useTranslation } from "react-i18next";
import { api, ifMatch, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import { said } from "../../../parts/said";
import { Button } from "../../../ui/Button";
import { Panel } from "../../../ui/Panel";
import { Badge } from "../../../ui/shown";
import { CREDIT_TONES, type Order } from "../types";

/** Whether the customer may take it on credit, and why not; until it is released. */
export function CreditPanel({ of }: { of: Order }) {
  const { t } = useTranslation("orders");
  const word = useWords();
  const { language, may } = useSession();
  const { run, isPending } = useCommand();
  if (of.state !== "SALES_ORDER_STATE_APPROVED" || of.credit === "ORDER_CREDIT_UNSPECIFIED") return null;
  const tone = CREDIT_TONES[of.credit];
  const again = () =>
    run(
      () =>
        reply(
          api.POST("/v1/orders/{sales_order_id}:checkCredit", {
            params: { path: { sales_order_id: of.id } },
            headers: ifMatch(of),
          }),
        ),
      { done: t("credit.asked") },
    );
  return (
    <Panel
      title={t("credit.title")}
      note={<Badge {...(tone && { tone })}>{word("OrderCredit", of.credit)}</Badge>}
      actions={
        may("order.submit") && (
          <Button kind="plain" isPending={isPending} onPress={() => void again()}>
            {t("credit.again")}
          </Button>
        )
      }
    >
      <ul className="order-list">
        {of.creditReasons.map((reason) => (
          <li key={reason.code}>{said(reason, language)}</li>
        ))}
      </ul>
      {of.credit === "ORDER_CREDIT_HELD" && <p className="order-note">{t("credit.held")}</p>}
      {of.credit === "ORDER_CREDIT_PENDING" && <p className="order-note">{t("credit.pending")}</p>}
    </Panel>
  );
}
