import { useTranslation } from "react-i18next";
import { Icon } from "../Icon";
import type { Outcome } from "./bulk";
import "./rows.css";

/** How it went with this row, where its box was. */
export function OutcomeMark({ of: { state } }: { of: Outcome }) {
  const { t } = useTranslation();
  const name = t(`grid.outcome.${state}`);
  return (
    <span className={`outcome ${state}`} role="img" aria-label={name} title={name}>
      {state === "done" && <Icon name="check" />}
      {state === "failed" && <Icon name="warning" />}
      {(state === "waiting" || state === "running") && <Icon name="clock" />}
    </span>
  );
}
