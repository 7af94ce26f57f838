import { useTranslation } from "react-i18next";
import { Problem } from "../api/problem";
import { useProblemText } from "../api/problemText";
import { Button } from "./Button";
import { Icon } from "./Icon";
import "./failure.css";

export interface FailureProps {
  /** What was thrown: a Problem, or a mistake of the page. */
  of: unknown;
  retry?: (() => void) | undefined;
  /** One line in the place of a cell or a field instead of the whole view. */
  isSmall?: boolean;
}

/** What could not be read or done, why, and what to name when one asks for help. */
export function Failure({ of, retry, isSmall = false }: FailureProps) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const problem = of instanceof Problem ? of : undefined;
  const text = problem ? textOf(problem) : t("problem.other");
  // Nobody gets rights, and nothing comes into being, by asking again.
  const isFinal = problem?.status === 403 || problem?.status === 404;
  return (
    <div className={isSmall ? "failure small" : "failure"} role="alert">
      {!isSmall && <Icon name={problem?.status === 403 ? "lock" : "warning"} size={24} />}
      <p>{text}</p>
      {problem?.traceId && !isFinal && <code>{t("problem.trace", { traceId: problem.traceId })}</code>}
      {retry && !isFinal && <Button onPress={retry}>{t("retry")}</Button>}
    </div>
  );
}
