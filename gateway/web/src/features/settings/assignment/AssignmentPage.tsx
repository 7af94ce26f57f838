import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { Button } from "../../../ui/Button";
import { Failure } from "../../../ui/Failure";
import { Page } from "../../../ui/Page";
import { Panel } from "../../../ui/Panel";
import { EmptyState, Skeleton } from "../../../ui/shown";
import { useUp } from "../frame/useUp";
import { type Rule, useRules } from "./queries";
import { RuleDrawer } from "./RuleDrawer";
import { RuleRow } from "./RuleRow";
import { Trial } from "./Trial";
import "./assignment.css";

/** To whom new leads go: of several rules the first that finds somebody decides. */
export function AssignmentPage() {
  const { t } = useTranslation("settings");
  const { may } = useSession();
  const [isAll, setAll] = useState(false);
  const [edited, setEdited] = useState<Rule | null>();
  const [isTried, setTried] = useState(false);
  const { rules, error, refetch } = useRules(isAll);
  const mayManage = may("assignment_rule.manage");
  return (
    <Page
      title={t("sections.assignment.name")}
      crumbs={useUp()}
      note={t("assignment.note")}
      actions={
        <>
          <Button onPress={() => setTried(!isTried)}>{t(isTried ? "assignment.hideTrial" : "assignment.try")}</Button>
          {mayManage && (
            <Button kind="main" onPress={() => setEdited(null)}>
              {t("assignment.new")}
            </Button>
          )}
        </>
      }
    >
      <Panel
        title={t("assignment.rules")}
        actions={
          <Button kind="plain" onPress={() => setAll(!isAll)}>
            {t(isAll ? "assignment.hideArchived" : "assignment.showArchived")}
          </Button>
        }
        isFlush
      >
        {error && <Failure of={error} retry={() => void refetch()} />}
        {!rules && !error && (
          <div className="people-waiting">
            <Skeleton lines={6} />
          </div>
        )}
        {rules?.length === 0 && (
          <EmptyState
            title={t("assignment.empty")}
            action={mayManage && <Button onPress={() => setEdited(null)}>{t("assignment.new")}</Button>}
          >
            {t("assignment.emptyText")}
          </EmptyState>
        )}
        <ol className="rules">
          {rules?.map((rule) => (
            <RuleRow key={rule.id} of={rule} last={rules.length} edit={mayManage ? () => setEdited(rule) : undefined} />
          ))}
        </ol>
      </Panel>
      {isTried && <Trial />}
      <RuleDrawer of={edited} all={rules ?? []} close={() => setEdited(undefined)} />
    </Page>
  );
}
