import { useState } from "react";
import { useTranslation } from "react-i18next";
import { moneyText } from "../../../api/money";
import { useSession } from "../../../app/session";
import { useSources } from "../../../parts/sources";
import { Button, IconButton } from "../../../ui/Button";
import { Icon } from "../../../ui/Icon";
import { DateText, Money } from "../../../ui/shown";
import { Wide } from "../../../ui/Wide";
import type { Campaign, Cost } from "./queries";
import { useRecordCost } from "./useRecordCost";

const FIRST = 12;

export interface CostRowsProps {
  of: Campaign;
  costs: readonly Cost[];
  mayRecord: boolean;
}

export function CostRows({ of: campaign, costs, mayRecord }: CostRowsProps) {
  const { t, i18n } = useTranslation("settings");
  const { zone } = useSession();
  const { nameOf } = useSources();
  const { takeBack } = useRecordCost(campaign);
  const [isAll, setAll] = useState(false);
  const left = costs.length - FIRST;
  return (
    <Wide>
      <table className="settings-table campaign-rows">
        <thead>
          <tr>
            <th scope="col">{t("campaigns.day")}</th>
            <th scope="col">{t("campaigns.source")}</th>
            <th scope="col" className="end">
              {t("campaigns.amount")}
            </th>
            {mayRecord && <th aria-label={t("campaigns.takeBack")} />}
          </tr>
        </thead>
        <tbody>
          {(isAll ? costs : costs.slice(0, FIRST)).map((cost) => (
            <tr key={`${cost.costDate} ${cost.sourceId}`}>
              <td>
                <DateText of={cost.costDate} zone={zone} />
              </td>
              <td>{nameOf(cost.sourceId)}</td>
              <td className="end">{cost.amount && <Money of={cost.amount} />}</td>
              {mayRecord && (
                <td className="end">
                  <IconButton
                    aria-label={t("campaigns.takeBackOf", {
                      day: cost.costDate,
                      amount: cost.amount ? moneyText(cost.amount, i18n.language) : "",
                    })}
                    onPress={() => void takeBack(cost)}
                  >
                    <Icon name="close" />
                  </IconButton>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {left > 0 && !isAll && (
        <div className="campaign-more">
          <Button kind="plain" onPress={() => setAll(true)}>
            {t("transfers.more", { count: left })}
          </Button>
        </div>
      )}
    </Wide>
  );
}
