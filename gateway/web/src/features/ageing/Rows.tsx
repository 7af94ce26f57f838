import { useTranslation } from "react-i18next";
import { type Money as Amount, isZero } from "../../api/money";
import { useSession } from "../../app/session";
import { useWords } from "../../i18n/words";
import { type Basis, type Bucket, bucketFilter, type Layer } from "../../parts/report/buckets";
import { type Group, groupFilter } from "../../parts/report/groupIds";
import { useGroupNames } from "../../parts/report/groups";
import { GoLink } from "../../ui/Go";
import { both } from "../../ui/grid/filter";
import { Panel } from "../../ui/Panel";
import { Money } from "../../ui/shown";
import { Wide } from "../../ui/Wide";
import { Download } from "./Download";
import type { Report, Row } from "./queries";
import { type Part, partsOf } from "./table";
import { bucketText } from "./texts";
import "../../parts/report/report.css";
import "./ageing.css";

interface RowsProps {
  of: Report;
  by: Group;
  basis: Basis;
  layer: Layer;
  /** Whether amounts lead to their instalments: those of the past are not in a list. */
  leads: boolean;
}

/** A table for each currency; who owes most first. */
export function Rows({ of, by, ...rest }: RowsProps) {
  const { t } = useTranslation("ageing");
  const { currency: own } = useSession();
  const parts = partsOf(of, own);
  return (
    <>
      {parts.map((part) => (
        <Panel
          key={part.currency}
          title={parts.length > 1 ? t("tableOf", { currency: part.currency }) : t("table")}
          isFlush
          actions={<Download of={part} buckets={of.buckets} by={by} asOf={of.asOf} />}
          {...(of.truncated && { note: t("truncated", { count: of.rows.length }) })}
        >
          <Table of={part} buckets={of.buckets} isSeveral={parts.length > 1} by={by} {...rest} />
        </Panel>
      ))}
    </>
  );
}

interface TableProps extends Omit<RowsProps, "of"> {
  of: Part;
  buckets: readonly Bucket[];
  isSeveral: boolean;
}

function Table({ of, buckets, by, basis, layer, leads, isSeveral }: TableProps) {
  const { t } = useTranslation("ageing");
  const word = useWords();
  const { shown } = useGroupNames(by);
  const currency = isSeveral ? `currency = ${of.currency}` : undefined;
  const cells = (row: Row, group: string | undefined) =>
    buckets.map((bucket, at) => (
      <td key={bucket.fromDays ?? "not due"} className="end">
        <Cell
          of={row.amounts[at]}
          isLate={basis === "AGEING_BASIS_DUE_DATE" && bucket.fromDays !== undefined}
          filter={leads ? both(bucketFilter(bucket, basis, layer), both(group, currency)) : undefined}
        />
      </td>
    ));
  return (
    <Wide>
      <table className="report-rows">
        <thead>
          <tr>
            <th scope="col">{word("AgeingGroup", by)}</th>
            <th scope="col" className="end">
              {t("total")}
            </th>
            {buckets.map((bucket) => (
              <th key={bucket.fromDays ?? "not due"} scope="col" className="end">
                {bucketText(bucket, t)}
              </th>
            ))}
            <th scope="col" className="end">
              {t("overdue")}
            </th>
          </tr>
        </thead>
        <tbody>
          {of.rows.map((row) => (
            <tr key={row.group}>
              <th scope="row">{shown(row.group)}</th>
              <td className="end">{row.total && <Money of={row.total} precision="short" />}</td>
              {cells(row, groupFilter(by, row.group))}
              <td className="end">
                <Cell of={row.overdue} isLate />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t("sum")}</th>
            <td className="end">{of.total.total && <Money of={of.total.total} precision="short" />}</td>
            {cells(of.total, undefined)}
            <td className="end">
              <Cell of={of.total.overdue} isLate />
            </td>
          </tr>
        </tfoot>
      </table>
    </Wide>
  );
}

function Cell({ of, isLate, filter }: { of: Amount | undefined; isLate: boolean; filter?: string | undefined }) {
  if (!of || isZero(of)) return <span className="fact-none">—</span>;
  const shown = <Money of={of} precision="short" isLate={isLate} />;
  return filter ? <GoLink go={{ to: "/receivables", search: { filter } }}>{shown}</GoLink> : shown;
}
