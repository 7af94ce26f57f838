import { useTranslation } from "react-i18next";
import { $api } from "../api/client";
import { useSession } from "../app/session";
import { Skeleton } from "../ui/shown";
import { said } from "./said";
import "./best-time.css";

const HOUR = 3_600_000;

interface BestTimeProps {
  subjectType: "lead" | "account";
  subjectId: string;
}

/** Within which hour calls are answered, of how many, and by whose calls that is judged; or that there are too few to tell. */
export function BestTime({ subjectType, subjectId }: BestTimeProps) {
  const { t } = useTranslation("parts");
  const { language } = useSession();
  const params = { query: { subjectType, subjectId } };
  const { data, isError } = $api.useQuery("get", "/v1/contactTimes", { params }, { staleTime: HOUR });
  if (isError) return null;
  if (!data) return <Skeleton />;
  const { best, why } = data;
  return (
    <span className="best-time">
      {best && <b>{t("bestTime.hours", { from: clock(best.hour), to: clock(best.hour + 1) })}</b>}
      <small>{said(why, language)}</small>
    </span>
  );
}

/** Who may not read what was said is not told when. */
export function useMayKnowBestTime(): boolean {
  return useSession().may("interaction.read");
}

function clock(hour: number): string {
  return `${String(hour % 24).padStart(2, "0")}:00`;
}
