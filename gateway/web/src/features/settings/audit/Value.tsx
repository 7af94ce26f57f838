import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { usePeople } from "../../../ui/people";
import { DateText } from "../../../ui/shown";

const TIME = /^\d{4}-\d{2}-\d{2}T/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const HUNDRED = 100;

/** What a field held: people by name, times in the company's zone, amounts in whole units. */
export function Value({ of: value, field }: { of: unknown; field: string }) {
  const { t, i18n } = useTranslation("settings");
  const { zone } = useSession();
  const { nameOf } = usePeople();
  if (value === null || value === undefined || value === "") return <span className="audit-none">—</span>;
  if (typeof value === "boolean") return t(value ? "audit.yes" : "audit.no");
  if (typeof value === "number") {
    const shown = field.endsWith("_minor") ? value / HUNDRED : value;
    return <>{shown.toLocaleString(i18n.language)}</>;
  }
  if (typeof value === "string") {
    if (TIME.test(value) || DAY.test(value)) return <DateText of={value} zone={zone} />;
    return <>{nameOf(value) ?? value}</>;
  }
  if (Array.isArray(value) && value.every((each) => typeof each === "string")) {
    return <>{value.map((each) => nameOf(each) ?? each).join(t("people.and"))}</>;
  }
  return <code className="audit-code">{JSON.stringify(value, null, 1)}</code>;
}
