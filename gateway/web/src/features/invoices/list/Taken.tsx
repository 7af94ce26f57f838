import { useTranslation } from "react-i18next";
import type { components } from "../../../api/generated/openapi";
import { useWords } from "../../../i18n/words";
import { GoLink } from "../../../ui/Go";
import { Badge, Money, type Tone } from "../../../ui/shown";
import "./taken.css";

type Answer = components["schemas"]["receivables.ImportInvoicesResponse"];
type Row = Answer["invoices"][number];

const TONES: Readonly<Partial<Record<Row["outcome"], Tone>>> = {
  IMPORTED_INVOICE_OUTCOME_ISSUED: "good",
  IMPORTED_INVOICE_OUTCOME_CREATED: "info",
  IMPORTED_INVOICE_OUTCOME_REFUSED: "wrong",
};

/** What becomes of each invoice of a file, or became of it. What was refused stands first: it wants somebody. */
export function Taken({ of, isTaken }: { of: Answer; isTaken: boolean }) {
  const { t } = useTranslation("invoices");
  const isRefused = ({ outcome }: Row): boolean => outcome === "IMPORTED_INVOICE_OUTCOME_REFUSED";
  const rows = [...of.invoices.filter(isRefused), ...of.invoices.filter((each) => !isRefused(each))];
  const counts = {
    issued: of.issuedCount,
    created: of.createdCount,
    known: of.knownCount,
    refused: of.refusedCount,
  };
  return (
    <section className="invoices-taken">
      <p role="status">{t(isTaken ? "import.taken" : "import.found", counts)}</p>
      <ul>
        {rows.map((row) => (
          <TakenRow key={row.rowNumber} of={row} />
        ))}
      </ul>
    </section>
  );
}

function TakenRow({ of }: { of: Row }) {
  const { t } = useTranslation(["invoices", "problems"]);
  const word = useWords();
  const { invoiceId, invoiceNumber, problem, outcome, rowNumber, title, gross } = of;
  return (
    <li>
      <span className="invoices-taken-row">{t("import.row", { row: rowNumber })}</span>
      <span className="invoices-taken-number">
        {invoiceId ? (
          <GoLink go={{ to: "/invoices/$invoiceId", params: { invoiceId } }}>{invoiceNumber}</GoLink>
        ) : (
          invoiceNumber
        )}
        {title && <small>{title}</small>}
      </span>
      {gross && <Money of={gross} />}
      <Badge {...(TONES[outcome] && { tone: TONES[outcome] })}>{word("ImportedInvoiceOutcome", outcome)}</Badge>
      {problem && (
        <span className="invoices-taken-why">
          {t(`problems:${problem.reason}`, { detail: problem.detail, defaultValue: problem.detail })}
        </span>
      )}
    </li>
  );
}
