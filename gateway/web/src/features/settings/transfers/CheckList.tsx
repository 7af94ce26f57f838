import { useTranslation } from "react-i18next";
import { Panel } from "../../../ui/Panel";
import { Badge } from "../../../ui/shown";
import { Wide } from "../../../ui/Wide";
import type { Transfer } from "./queries";
import { useKindText } from "./useKindText";

/** What was there before and where it is now, as each service counts it for itself. */
export function CheckList({ of: transfer }: { of: Transfer }) {
  const { t } = useTranslation("settings");
  const kindText = useKindText();
  return (
    <Panel
      title={t("transfers.checks")}
      actions={
        <Badge tone={transfer.agreed ? "good" : "warn"}>
          {t(transfer.agreed ? "transfers.allAgreed" : "transfers.notAgreed")}
        </Badge>
      }
      isFlush
    >
      <Wide>
        <table className="settings-table">
          <thead>
            <tr>
              <th scope="col">{t("transfers.kind")}</th>
              {(["before", "after", "elsewhere", "left"] as const).map((column) => (
                <th key={column} scope="col" className="end">
                  {t(`transfers.${column}`)}
                </th>
              ))}
              <th scope="col">{t("transfers.result")}</th>
            </tr>
          </thead>
          <tbody>
            {transfer.checks.map((check) => (
              <tr key={`${check.service} ${check.kind}`}>
                <td>{kindText(check.kind)}</td>
                <td className="end">{check.before}</td>
                <td className="end">{check.after}</td>
                <td className="end">{check.elsewhere}</td>
                <td className="end">{check.left}</td>
                <td>
                  <Badge tone={check.agreed ? "good" : "warn"}>
                    {t(check.agreed ? "transfers.agreed" : "transfers.differs")}
                  </Badge>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </Panel>
  );
}
