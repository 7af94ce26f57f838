import { useTranslation } from "react-i18next";
import { isZero } from "../../api/money";
import { useSession } from "../../app/session";
import { useWords } from "../../i18n/words";
import { GoLink } from "../../ui/Go";
import { Badge, DateText, Money } from "../../ui/shown";
import { Wide } from "../../ui/Wide";
import { AccountName } from "../AccountName";
import { useLegalEntities } from "../legalEntities";
import { type CreditLine, STANDING_TONES } from "./types";
import "./credit.css";

interface LinesProps {
  of: readonly CreditLine[];
  /** On whose page they stand: it is not named again. */
  customerId?: string;
}

interface Columns {
  hasCustomers: boolean;
  hasEntities: boolean;
}

/** Limits with what is used of them, the tightest first. */
export function Lines({ of: lines, customerId }: LinesProps) {
  const { t } = useTranslation("credit");
  const limits = lines.flatMap(({ creditLimit }) => creditLimit ?? []);
  const columns: Columns = {
    hasCustomers: limits.some((limit) => limit.customerId !== customerId),
    hasEntities: limits.some(({ legalEntityId }) => legalEntityId !== ""),
  };
  return (
    <Wide>
      <table className={customerId ? "credit-lines is-inner" : "credit-lines"}>
        <thead>
          <tr>
            {columns.hasCustomers && <th scope="col">{t("field.customer")}</th>}
            {columns.hasEntities && <th scope="col">{t("field.legalEntity")}</th>}
            <th scope="col">{t("field.standing")}</th>
            {(["limit", "exposure", "available"] as const).map((name) => (
              <th key={name} scope="col" className={name === "available" ? "end" : "end rare"}>
                {t(`field.${name}`)}
              </th>
            ))}
            <th scope="col" className="rare">
              {t("field.validUntil")}
            </th>
            <th scope="col" className={columns.hasCustomers ? "rare" : ""}>
              {t("field.number")}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Line key={line.creditLimit?.id} of={line} columns={columns} />
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

function Line({ of: line, columns }: { of: CreditLine; columns: Columns }) {
  const { t } = useTranslation("credit");
  const { nameOf } = useLegalEntities();
  const word = useWords();
  const { zone } = useSession();
  const limit = line.creditLimit;
  const tone = STANDING_TONES[line.standing];
  if (!limit) return null;
  return (
    <tr>
      {columns.hasCustomers && (
        <th scope="row" className="credit-name">
          <AccountName id={limit.customerId} />
        </th>
      )}
      {columns.hasEntities && <td>{limit.legalEntityId ? nameOf(limit.legalEntityId) : t("allEntities")}</td>}
      <td className="credit-standing">
        <Badge {...(tone && { tone })}>{word("CreditStanding", line.standing)}</Badge>{" "}
        {line.standing !== "CREDIT_STANDING_EXPIRED" && t("used", { percent: line.usedPercent })}
      </td>
      <td className="end rare">
        {limit.amount && <Money of={limit.amount} />}
        {line.released && !isZero(line.released) && (
          <small className="credit-released">
            + <Money of={line.released} /> {t("released")}
          </small>
        )}
      </td>
      <td className="end rare">{line.exposure && <Money of={line.exposure} />}</td>
      <td className="end">{line.available && <Money of={line.available} />}</td>
      <td className="rare">
        {limit.validUntilDate ? <DateText of={limit.validUntilDate} zone={zone} /> : t("openEnd")}
      </td>
      <td className={columns.hasCustomers ? "rare" : ""}>
        <GoLink go={{ to: "/receivables/credit", search: { credit: limit.id } }}>{limit.number}</GoLink>
      </td>
    </tr>
  );
}
