import type { ErrorComponentProps } from "@tanstack/react-router";
import { useRouter } from "@tanstack/react-router";
import { useCallback, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "../api/problem";
import { useProblemText } from "../api/problemText";
import { queryClient } from "../api/queries";
import { onReach } from "../api/reach";
import { Button } from "../ui/Button";
import { EmptyState } from "../ui/shown";
import { lookOut } from "./lookOut";
import { useTitle } from "./title";

/** What is shown where a page could not be. */
export function Mistake({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation();
  useTitle(t("mistake.title"));
  const router = useRouter();
  const textOf = useProblemText();
  const problem = error instanceof Problem ? error : undefined;
  const again = useCallback(async (): Promise<void> => {
    await queryClient.invalidateQueries({ refetchType: "none" });
    reset();
    await router.invalidate();
  }, [reset, router]);
  const isAway = problem?.reason === "UNREACHABLE";
  useEffect(() => {
    if (!isAway) return;
    const ends = [lookOut(), onReach((isReached) => isReached && void again())];
    return () => {
      for (const end of ends) end();
    };
  }, [isAway, again]);
  return (
    <div className="alone" role="alert">
      <EmptyState title={t("mistake.title")} action={<Button onPress={() => void again()}>{t("retry")}</Button>}>
        {problem ? textOf(problem) : t("mistake.text")}
        {problem?.traceId && <small className="trace">{t("problem.trace", { traceId: problem.traceId })}</small>}
      </EmptyState>
    </div>
  );
}
