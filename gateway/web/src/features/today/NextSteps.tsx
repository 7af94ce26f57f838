import { useTranslation } from "react-i18next";
import { $api } from "../../api/client";
import { useSession } from "../../app/session";
import { said } from "../../parts/said";

/** What would move the deal most, as its playbook and its gates have it. */
export function NextSteps({ id }: { id: string }) {
  const { t } = useTranslation("today");
  const { language } = useSession();
  const params = { path: { opportunity_id: id } };
  const { data } = $api.useQuery("get", "/v1/opportunities/{opportunity_id}/nextStep", { params });
  const best = data?.best;
  if (!best?.action) return null;
  return (
    <p className="brief-best">
      {t("brief.best", { action: said(best.action, language) })}
      <small>{said(best.reason, language)}</small>
    </p>
  );
}
