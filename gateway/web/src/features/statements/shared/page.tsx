import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, reply } from "../../../api/client";
import { Problem } from "../../../api/problem";
import { Alone } from "../../../app/Alone";
import { useTitle } from "../../../app/title";
import { Failure } from "../../../ui/Failure";
import { Skeleton } from "../../../ui/shown";
import type { Shared } from "../types";
import { SharedStatement } from "./SharedStatement";

/** The customer's page: nobody is signed in, the link says which statement it is. */
export function SharedStatementPage() {
  const { t } = useTranslation("statements");
  const [token] = useState(() => location.hash.slice(1));
  const [shown, setShown] = useState<Shared>();
  const [problem, setProblem] = useState<Problem>();
  useTitle(t("shared.title"));
  useEffect(() => {
    if (!token) return;
    let isHere = true;
    reply(api.POST("/v1/sharedStatements:open", { body: { token } })).then(
      (found) => isHere && setShown(found),
      (error: unknown) => {
        if (!(error instanceof Problem)) throw error;
        if (isHere) setProblem(error);
      },
    );
    return () => {
      isHere = false;
    };
  }, [token]);
  const opens = token && !problem ? "shared.opens" : "shared.closed";
  const isAccount = shown?.kind === "STATEMENT_KIND_ACCOUNT";
  return (
    <Alone
      title={shown ? t(isAccount ? "shared.account" : "shared.confirmation") : t("shared.title")}
      lead={shown ? t("shared.lead", { customer: shown.customerName, entity: shown.legalEntityName }) : t(opens)}
      isWide
    >
      {!token ? (
        <p>{t("shared.ask")}</p>
      ) : problem ? (
        <Failure of={problem} />
      ) : shown ? (
        <SharedStatement of={shown} token={token} onAnswered={setShown} />
      ) : (
        <Skeleton lines={10} />
      )}
    </Alone>
  );
}
