import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { Select } from "../../../ui/choices";
import { Failure } from "../../../ui/Failure";
import { Panel } from "../../../ui/Panel";
import { Badge, DateText, Money, Skeleton } from "../../../ui/shown";
import { Wide } from "../../../ui/Wide";
import { type PeriodClose, type Summary, useSummary, type Which } from "../queries";
import { useKindText } from "../useKindText";

const NOW = "now";
const SUMS = ["opening", "debit", "credit", "closing"] as const;

interface SummaryPanelProps {
  which: Which;
  closings: PeriodClose["closings"];
}

/** The figures of the period, as known now or at any of its closings: reckoned anew, and compared with what was frozen then. */
export function SummaryPanel({ which, closings }: SummaryPanelProps) {
  const { t, i18n } = useTranslation("periods");
  const { zone } = useSession();
  const [known, setKnown] = useState(NOW);
  const closing = closings.find(({ knownAt }) => knownAt === known);
  const { data, error, refetch } = useSummary(which, closing?.knownAt);
  const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: "short", timeStyle: "medium", timeZone: zone });
  const options = [
    { id: NOW, name: t("known.now") },
    ...closings.map(({ knownAt = "" }) => ({
      id: knownAt,
      name: t("known.closing", { time: day.format(new Date(knownAt)) }),
    })),
  ];
  return (
    <Panel
      title={t("summary")}
      note={closing && data && <Same isSame={closing.checksum === data.checksum} />}
      actions={
        closings.length > 0 && (
          <Select
            aria-label={t("known.label")}
            label=""
            options={options}
            selectedKey={closing ? known : NOW}
            onSelectionChange={(key) => setKnown(String(key))}
          />
        )
      }
      isFlush
    >
      {error ? (
        <Failure of={error} retry={() => void refetch()} isSmall />
      ) : !data?.summary ? (
        <Skeleton lines={8} />
      ) : (
        <>
          <TrialBalance of={data.summary} />
          <div className="period-body">
            <p className="periods-quiet">
              {data.knownAt && (
                <>
                  {t("knownAt")} <DateText of={data.knownAt} zone={zone} /> ·{" "}
                </>
              )}
              {t("checksum")} <span className="period-sum">{data.checksum}</span>
            </p>
          </div>
        </>
      )}
    </Panel>
  );
}

function Same({ isSame }: { isSame: boolean }) {
  const { t } = useTranslation("periods");
  return <Badge tone={isSame ? "good" : "warn"}>{t(isSame ? "same" : "differs")}</Badge>;
}

function TrialBalance({ of: { trialBalance } }: { of: Summary }) {
  const { t } = useTranslation("periods");
  const kindText = useKindText();
  if (trialBalance.length === 0) return <p className="period-body period-text">{t("nothingPosted")}</p>;
  return (
    <Wide>
      <table className="period-table">
        <thead>
          <tr>
            <th scope="col">{t("sum.kind")}</th>
            {SUMS.map((sum) => (
              <th key={sum} scope="col">
                {t(`sum.${sum}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {trialBalance.map((row) => (
            <tr key={`${row.kind} ${row.closing?.currencyCode}`}>
              <th scope="row">{kindText(row.kind)}</th>
              {SUMS.map((sum) => {
                const amount = row[sum];
                return <td key={sum}>{amount && <Money of={amount} />}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}
