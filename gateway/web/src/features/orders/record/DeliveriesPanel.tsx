import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ifMatch, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import { useSession } from "../../../app/session";
import { contentOf } from "../../../parts/attaching";
import { Button } from "../../../ui/Button";
import { Form } from "../../../ui/Form";
import { TextField } from "../../../ui/fields";
import { Dialog } from "../../../ui/overlays";
import { Panel } from "../../../ui/Panel";
import { usePeople } from "../../../ui/people";
import { Badge, DateText, Money } from "../../../ui/shown";
import type { Delivery, Order } from "../types";
import { useLotName } from "./lots";

const CORRECTABLE: readonly string[] = ["SALES_ORDER_STATE_DELIVERING", "SALES_ORDER_STATE_DELIVERED"];

/** What was delivered, and taken back, with its evidence; the last first. */
export function DeliveriesPanel({ of }: { of: Order }) {
  const { t } = useTranslation("orders");
  const { may, zone } = useSession();
  const { nameOf } = usePeople();
  const lotName = useLotName(of);
  const [wrong, setWrong] = useState<Delivery | null>(null);
  const undone = new Set(of.deliveries.map(({ reversesId }) => reversesId));
  const mayReverse = may("order.deliver") && CORRECTABLE.includes(of.state);
  if (of.deliveries.length === 0) return null;
  return (
    <Panel title={t("deliveries.title")} note={of.deliveries.length}>
      <ul className="order-list">
        {of.deliveries.toReversed().map((delivery) => (
          <li key={delivery.id} className="order-line">
            <span>
              <DateText of={delivery.deliveryDate} zone={zone} /> {lotName(delivery.lotCode)} × {delivery.quantity}{" "}
              {delivery.reversesId && <Badge>{t("deliveries.reversal")}</Badge>}
              {undone.has(delivery.id) && <Badge>{t("deliveries.reversed")}</Badge>}
            </span>
            <span className="order-amount">{delivery.amount && <Money of={delivery.amount} />}</span>
            <span className="order-note">
              {nameOf(delivery.recordedBy) ?? t("deliveries.system")}
              {delivery.note && ` · ${delivery.note}`}
              {delivery.evidenceAttachmentId && (
                <>
                  {" · "}
                  <a href={contentOf({ id: delivery.evidenceAttachmentId })}>{t("field.evidence")}</a>
                </>
              )}
            </span>
            {mayReverse && !delivery.reversesId && !undone.has(delivery.id) && (
              <Button kind="plain" onPress={() => setWrong(delivery)}>
                {t("deliveries.reverse")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {wrong && <ReverseDialog of={of} delivery={wrong} onClose={() => setWrong(null)} />}
    </Panel>
  );
}

function ReverseDialog({ of, delivery, onClose }: { of: Order; delivery: Delivery; onClose: () => void }) {
  const { t } = useTranslation("orders");
  const { run, isPending, problem } = useCommand();
  return (
    <Dialog title={t("deliveries.reverseTitle")} isOpen onOpenChange={(isOpen) => !isOpen && onClose()}>
      {(close) => (
        <Form
          submit={t("deliveries.reverse")}
          isPending={isPending}
          problem={problem}
          onCancel={close}
          onSubmit={async ({ reason = "" }) => {
            const reverse = () =>
              reply(
                api.POST("/v1/orders/{sales_order_id}/deliveries/{delivery_id}:reverse", {
                  params: { path: { sales_order_id: of.id, delivery_id: delivery.id } },
                  headers: ifMatch(of),
                  body: { reason: reason.trim() },
                }),
              );
            if (await run(reverse, { done: t("done.reverse"), quiet: true })) close();
          }}
        >
          <p>{t("deliveries.reverseHint")}</p>
          <TextField name="reason" label={t("field.reason")} lines={3} maxLength={2000} isRequired autoFocus />
        </Form>
      )}
    </Dialog>
  );
}
