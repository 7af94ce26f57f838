import { useTranslation } from "react-i18next";
import { $api } from "../../../api/client";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import { Failure } from "../../../ui/Failure";
import { GoLink } from "../../../ui/Go";
import { Panel } from "../../../ui/Panel";
import { Badge, DateText, Money, Skeleton } from "../../../ui/shown";
import { isRunning } from "../life";
import type { Contract } from "../types";

/** The orders that call off against a frame contract, and how much of it they take. */
export function OrdersPanel({ contract }: { contract: Contract }) {
  const { t } = useTranslation("contracts");
  const word = useWords();
  const { may, zone } = useSession();
  const query = { filter: `contract_id = "${contract.id}"`, orderBy: "create_time desc", pageSize: 100 };
  const { data, error, refetch } = $api.useQuery(
    "get",
    "/v1/orders",
    { params: { query } },
    { enabled: may("order.read") },
  );
  if (!may("order.read")) return null;
  const search = { new: true, account: contract.accountId, contract: contract.id };
  const { calledOff, frameLimit } = contract;
  return (
    <Panel
      title={t("frame.orders")}
      note={data && data.orders.length > 0 ? data.orders.length : undefined}
      actions={
        may("order.create") &&
        isRunning(contract) && (
          <GoLink go={{ to: "/orders", search }} className="button plain">
            {t("frame.order")}
          </GoLink>
        )
      }
    >
      <p className="contract-none">
        {t("frame.calledOff")} {calledOff && <Money of={calledOff} />} ·{" "}
        {frameLimit ? (
          <>
            {t("frame.limitIs")} <Money of={frameLimit} />
          </>
        ) : (
          t("frame.noLimit")
        )}
      </p>
      {error ? (
        <Failure of={error} retry={() => void refetch()} isSmall />
      ) : !data ? (
        <Skeleton lines={2} />
      ) : data.orders.length === 0 ? (
        <p className="contract-none">{t("frame.none")}</p>
      ) : (
        <ul className="contract-receipts">
          {data.orders.map((order) => (
            <li key={order.id}>
              {order.releaseDate ? <DateText of={order.releaseDate} zone={zone} /> : <span>—</span>}
              <span className="contract-receipt-words">
                <GoLink go={{ to: "/orders/$orderId", params: { orderId: order.id } }}>{order.number}</GoLink>
                <span className="contract-quiet"> {order.customerOrderNumber}</span>
              </span>
              <Badge>{word("SalesOrderState", order.state)}</Badge>
              {order.gross && <Money of={order.gross} />}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
