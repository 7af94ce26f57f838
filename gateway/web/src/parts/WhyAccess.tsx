import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "../api/client";
import { Problem } from "../api/problem";
import { useSession } from "../app/session";
import { useWords } from "../i18n/words";
import { Button } from "../ui/Button";
import { Failure } from "../ui/Failure";
import { Icon } from "../ui/Icon";
import { Dialog } from "../ui/overlays";
import { Skeleton } from "../ui/shown";
import { said } from "./said";
import "./why-access.css";

interface OfRecord {
  /** As the API names it: "account". */
  type: string;
  id: string;
}

/** Why one can, or cannot, see a record: in one sentence, condition by condition, and what would change it. */
export function WhyAccess({ type, id, onClose }: OfRecord & { onClose: () => void }) {
  const { t } = useTranslation("parts");
  return (
    <Dialog title={t("access.title")} isOpen onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Answer type={type} id={id} />
    </Dialog>
  );
}

/** Beside a record that could not be shown, where that is a question of rights. */
export function WhyNot({ type, id, error }: OfRecord & { error: unknown }) {
  const { t } = useTranslation("parts");
  const [isAsked, setAsked] = useState(false);
  if (!(error instanceof Problem) || (error.status !== 403 && error.status !== 404)) return null;
  return (
    <div className="why-not">
      <Button onPress={() => setAsked(true)}>{t("access.askNot")}</Button>
      {isAsked && <WhyAccess type={type} id={id} onClose={() => setAsked(false)} />}
    </div>
  );
}

function Answer({ type, id }: OfRecord) {
  const { t } = useTranslation("parts");
  const { language } = useSession();
  const word = useWords();
  const body = { subjectType: type, subjectId: id };
  const { data, error } = $api.useQuery("post", "/v1/access:explain", { body }, { staleTime: 0 });
  if (error) return <Failure of={error} />;
  if (!data) return <Skeleton lines={4} />;
  return (
    <div className="why-access">
      <p>{said(data.summary, language)}</p>
      <ul aria-label={t("access.findings")}>
        {data.findings.map(({ holds, why }) => (
          <li key={why?.code}>
            <Icon name={holds ? "check" : "close"} /> {said(why, language)}
          </li>
        ))}
      </ul>
      {data.remedies.length > 0 && <h3>{t("access.remedies")}</h3>}
      <ul aria-label={t("access.remedies")}>
        {data.remedies.map((remedy) => (
          <li key={remedy.code}>{said(remedy, language)}</li>
        ))}
      </ul>
      <h3>{t("access.roles")}</h3>
      <ul aria-label={t("access.roles")}>
        {data.roles.map(({ roleId, name, grant }) => (
          <li key={roleId}>
            {t("access.role", { name, reach: grant ? word("Reach", grant.reach) : t("access.nothing") })}
          </li>
        ))}
      </ul>
    </div>
  );
}
