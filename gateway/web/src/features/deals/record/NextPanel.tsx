import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { daysBetween, todayIn } from "../../../parts/days";
import { named, said } from "../../../parts/said";
import { Checkbox } from "../../../ui/choices";
import { Panel } from "../../../ui/Panel";
import { Badge, DateText, Money } from "../../../ui/shown";
import { useNextStep, useProcess } from "../queries";
import { stageOf } from "../stages";
import type { Deal, Suggestion } from "../types";
import { useDealActs } from "../useDealActs";

/** The plan of the stage, its key actions to tick off, and what else would help. */
export function NextPanel({ deal }: { deal: Deal }) {
  const { t } = useTranslation("deals");
  const { data: next } = useNextStep(deal.id);
  if (deal.state !== "OPPORTUNITY_STATE_OPEN" || deal.archiveTime) return null;
  // What the plan and the gates say stands there already.
  const others = next?.others.filter(({ action }) => action?.code !== "DO_STEP" && action?.code !== "OPEN_GATE") ?? [];
  return (
    <Panel title={t("plan.title")}>
      <Actions deal={deal} />
      {others.length > 0 && (
        <>
          <h3 className="deal-sub">{t("plan.others")}</h3>
          <ul className="deal-others">
            {others.map((each) => (
              <Other key={`${each.action?.code} ${each.action?.text}`} of={each} />
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}

/** The key actions of its stage, which gates ask for, and what else its playbook has. */
function Actions({ deal }: { deal: Deal }) {
  const { t } = useTranslation("deals");
  const { may, language } = useSession();
  const process = useProcess(deal.salesProcessId);
  const { data: next } = useNextStep(deal.id);
  const { change, isPending } = useDealActs(deal);
  const actions = stageOf(process, deal.stage)?.keyActions ?? [];
  const plan = next?.plan ?? [];
  const toggle = (key: string, isDone: boolean): void => {
    const rest = deal.completedActions.filter((each) => each !== key);
    void change({ completedActions: isDone ? [...rest, key] : rest });
  };
  return (
    <ul className="deal-plan">
      {actions.map((action) => (
        <li key={action.key}>
          <Checkbox
            isSelected={deal.completedActions.includes(action.key)}
            isDisabled={isPending || !may("opportunity.update")}
            onChange={(isDone) => toggle(action.key, isDone)}
          >
            {named(action, language)}
          </Checkbox>
          <Due of={plan.find(({ key }) => key === action.key)?.dueDate} />
        </li>
      ))}
      {plan
        .filter(({ key }) => !actions.some((action) => action.key === key))
        .map((step) => (
          <li key={step.key}>
            <span className="deal-plan-step">
              {said({ text: step.title, textEn: step.titleEn }, language)}
              {step.required && <span className="deal-quiet"> {t("plan.required")}</span>}
            </span>
            <Due of={step.dueDate} />
          </li>
        ))}
    </ul>
  );
}

function Due({ of }: { of: string | undefined }) {
  const { t } = useTranslation("deals");
  const { zone } = useSession();
  if (!of) return null;
  const late = daysBetween(of, todayIn(zone)) ?? 0;
  return late > 0 ? <Badge tone="late">{t("plan.late", { count: late })}</Badge> : <DateText of={of} zone={zone} />;
}

function Other({ of }: { of: Suggestion }) {
  const { t } = useTranslation("deals");
  const { language } = useSession();
  return (
    <li>
      <p>{said(of.action, language)}</p>
      <p className="deal-quiet">
        {said(of.reason, language)}
        {of.worth && (
          <>
            {" · "}
            {t("head.worth")} <Money of={of.worth} precision="short" />
          </>
        )}
      </p>
    </li>
  );
}
