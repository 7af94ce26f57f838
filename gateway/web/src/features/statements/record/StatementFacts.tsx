import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import { Facts } from "../../../ui/Facts";
import { GoLink } from "../../../ui/Go";
import { Icon } from "../../../ui/Icon";
import { Panel } from "../../../ui/Panel";
import { usePeople } from "../../../ui/people";
import { Badge, DateText, Skeleton } from "../../../ui/shown";
import { useProof } from "../queries";
import type { Statement } from "../types";

const DOCUMENTS = [
  { format: "pdf", language: "zh-CN" },
  { format: "pdf", language: "en-US" },
  { format: "xlsx", language: "zh-CN" },
  { format: "xlsx", language: "en-US" },
] as const;

/** What it is about, that it proves, and the papers. */
export function StatementFacts({ of }: { of: Statement }) {
  const { t } = useTranslation("statements");
  const word = useWords();
  const { zone } = useSession();
  const { nameOf } = usePeople();
  const days = (
    <>
      {of.fromDate && (
        <>
          <DateText of={of.fromDate} zone={zone} /> –{" "}
        </>
      )}
      {of.toDate && <DateText of={of.toDate} zone={zone} />}
    </>
  );
  return (
    <Panel title={t("facts")}>
      <Facts
        of={[
          { name: t("field.kind"), value: word("StatementKind", of.kind) },
          { name: t(of.fromDate ? "field.period" : "field.asOf"), value: days },
          { name: t("field.knownAt"), value: of.knownAt && <DateText of={of.knownAt} zone={zone} /> },
          { name: t("field.entity"), value: of.legalEntityName },
          { name: t("field.issuedBy"), value: nameOf(of.issuedBy) },
          { name: t("proof.title"), value: <Proof id={of.id} /> },
          { name: t("field.revokeReason"), value: of.revokeReason, isRare: true },
          {
            name: t("field.supersededBy"),
            value: of.supersededById && (
              <GoLink go={{ to: "/receivables/statements/$statementId", params: { statementId: of.supersededById } }}>
                {t("see")}
              </GoLink>
            ),
            isRare: true,
          },
        ]}
      />
      <div className="statement-links">
        {DOCUMENTS.map(({ format, language }) => (
          <a
            key={format + language}
            className="button"
            href={`/v1/accountStatements/${of.id}/content?format=${format}&language=${language}`}
            download
          >
            <Icon name="download" />
            {t(`document.${format}.${language}`)}
          </a>
        ))}
      </div>
    </Panel>
  );
}

function Proof({ id }: { id: string }) {
  const { t } = useTranslation("statements");
  const { data, isError } = useProof(id);
  if (isError) return "—";
  if (!data) return <Skeleton />;
  const isFine = data.intact && data.proven;
  return <Badge tone={isFine ? "good" : "warn"}>{t(isFine ? "proof.fine" : "proof.wrong")}</Badge>;
}
