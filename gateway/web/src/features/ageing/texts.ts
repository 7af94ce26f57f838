import type { TFunction } from "i18next";
import { dateFormat } from "../../i18n/formats";
import type { Bucket } from "../../parts/report/buckets";

/** To the second: of two reports of one minute each says its own. */
export function momentOf(time: string, zone: string, language: string): string {
  return dateFormat(language, { timeZone: zone, dateStyle: "short", timeStyle: "medium" }).format(new Date(time));
}

/** "1–30 days"; what is not due has no beginning, what is oldest no end. */
export function bucketText({ fromDays, toDays }: Bucket, t: TFunction<"ageing">): string {
  if (fromDays === undefined) return t("bucket.notDue");
  if (toDays === undefined) return t("bucket.over", { days: fromDays - 1 });
  return t("bucket.days", { from: fromDays, to: toDays });
}
