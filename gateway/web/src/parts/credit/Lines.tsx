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

/** Limits with what is used of them, the tightest first. */
export function Lines({ of: lines }: { of: readonly CreditLine[] }) {
  const { t } = useTranslation("credit");
  const { nameOf, all } = useLegalEntities();
  const hasEntities = (all?.length ?? 0) > 1;
  return (
    <Wide>
      <table className="credit-lines">
        <thead>
          <tr>
            <th scope="col">{t("field.customer")}</th>
            {hasEntities && <th scope="col">{t("field.legalEntity")}</th>}
            <th scope="col">{t("field.standing")}</th>
            {(["limit", "exposure", "available"] as const).map((name) => (
              <th key={name} scope="col" className="end">
                {t(`field.${name}`)}
              </th>
            ))}
            <th scope="col">{t("field.validUntil")}</th>
            <th scope="col">{t("field.number")}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Line key={line.creditLimit?.id} of={line} {...(hasEntities && { nameOf })} />
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

function Line({ of: line, nameOf }: { of: CreditLine; nameOf?: (id: string) => string }) {
  const { t } = useTranslation("credit");
  const word = useWords();
  const { zone } = useSession();
  const limit = line.creditLimit;
  const tone = STANDING_TONES[line.standing];
  if (!limit) return null;
  return (
    <tr>
      <th scope="row">
        <AccountName id={limit.customerId} />
      </th>
      {nameOf && <td>{limit.legalEntityId ? nameOf(limit.legalEntityId) : t("allEntities")}</td>}
      <td>
        <Badge {...(tone && { tone })}>{word("CreditStanding", line.standing)}</Badge>{" "}
        {line.standing !== "CREDIT_STANDING_EXPIRED" && t("used", { percent: line.usedPercent })}
      </td>
      <td className="end">
        {limit.amount && <Money of={limit.amount} />}
        {line.released && !isZero(line.released) && (
          <small className="credit-released">
            + <Money of={line.released} /> {t("released")}
          </small>
        )}
      </td>
      <td className="end">{line.exposure && <Money of={line.exposure} />}</td>
      <td className="end">{line.available && <Money of={line.available} />}</td>
      <td>{limit.validUntilDate ? <DateText of={limit.validUntilDate} zone={zone} /> : t("openEnd")}</td>
      <td>
        <GoLink go={{ to: "/receivables/credit", search: { credit: limit.id } }}>{limit.number}</GoLink>
      </td>
    </tr>
  );
}
