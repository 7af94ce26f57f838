import { useTranslation } from "react-i18next";
import { useSession } from "../../app/session";
import { useWords } from "../../i18n/words";
import type { Bucket } from "../../parts/report/buckets";
import type { Group } from "../../parts/report/groupIds";
import { useGroupNames } from "../../parts/report/groups";
import { Button } from "../../ui/Button";
import { keep } from "../../ui/keep";
import { csvOf, type Part } from "./table";
import { bucketText } from "./texts";

interface DownloadProps {
  of: Part;
  buckets: readonly Bucket[];
  by: Group;
  asOf: string;
}

/** The table as a file, to the cent. */
export function Download({ of, buckets, by, asOf }: DownloadProps) {
  const { t } = useTranslation("ageing");
  const { may } = useSession();
  const word = useWords();
  const { text } = useGroupNames(by);
  if (!may("export.create")) return null;
  const save = async (): Promise<void> => {
    const head = [
      word("AgeingGroup", by),
      t("currency"),
      t("total"),
      ...buckets.map((each) => bucketText(each, t)),
      t("overdue"),
    ];
    const line = (name: string, { total, amounts, overdue }: Part["total"]) => [
      name,
      of.currency,
      ...[total, ...amounts, overdue].map((each) => each?.amount ?? ""),
    ];
    const rows = await Promise.all(of.rows.map(async (row) => line(await text(row.group), row)));
    const content = csvOf([head, ...rows, line(t("sum"), of.total)]);
    keep(new Blob([content], { type: "text/csv" }), `${t("title")} ${asOf} ${of.currency}.csv`);
  };
  return (
    <Button kind="plain" onPress={() => void save()}>
      {t("act.download")}
    </Button>
  );
}
