import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { named, said } from "../../../parts/said";
import { Icon } from "../../../ui/Icon";
import { mendsOf } from "../gates";
import { useProcess } from "../queries";
import type { Checked } from "../stages";
import type { Criterion, Deal } from "../types";
import { MendField } from "./MendField";
import "./gates.css";

export interface GateListProps {
  deal: Deal;
  of: readonly Checked[];
  mayMend: boolean;
  /** Names the stage that asks, where conditions of several are shown. */
  isNamed?: boolean;
}

/** What has to hold before a stage is entered: what does, and what is missing with the place where one gives it. */
export function GateList({ deal, of, mayMend, isNamed = false }: GateListProps) {
  const { t } = useTranslation("deals");
  const { language } = useSession();
  const metText = useMetText(deal);
  if (of.length === 0) return <p className="gates-none">{t("gate.none")}</p>;
  return (
    <ul className="gates">
      {of.map(({ stage, criterion, holds }) => (
        <li key={`${stage.key} ${criterion.expression}`} className={holds ? "gate met" : "gate"}>
          <span className="gate-sign">
            <Icon name={holds ? "check" : holds === false ? "minus" : "info"} size={14} />
          </span>
          <div className="gate-words">
            <span>
              {isNamed && <span className="gate-stage">{named(stage, language)}</span>}
              {holds ? metText(criterion) : said({ text: criterion.missing, textEn: criterion.missingEn }, language)}
            </span>
            {holds === undefined && <span className="gate-note">{t("gate.unknown")}</span>}
            {!holds &&
              mayMend &&
              mendsOf(criterion.expression).map((mend) => (
                <MendField key={mend.kind === "action" ? mend.key : mend.kind} deal={deal} mend={mend} />
              ))}
          </div>
        </li>
      ))}
    </ul>
  );
}

/** A condition only says what is missing while it does not hold; what holds is said by what it asks for. */
function useMetText(deal: Deal): (criterion: Criterion) => string {
  const { t } = useTranslation("deals");
  const { language } = useSession();
  const process = useProcess(deal.salesProcessId);
  const actions = process?.stages.flatMap(({ keyActions }) => keyActions) ?? [];
  return (criterion) => {
    const texts = mendsOf(criterion.expression).map((mend) =>
      mend.kind === "action"
        ? named(
            actions.find(({ key }) => key === mend.key),
            language,
          )
        : t(`gate.has.${mend.kind}`),
    );
    return texts.filter(Boolean).join(t("and")) || t("gate.met");
  };
}
