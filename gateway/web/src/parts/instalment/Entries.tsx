import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../app/session";
import { useWords } from "../../i18n/words";
import { Button } from "../../ui/Button";
import { Failure } from "../../ui/Failure";
import { DateText, Money, Skeleton } from "../../ui/shown";
import { useEntries } from "./queries";
import type { Instalment } from "./types";

/** What the books say of it, for finance. */
export function Entries({ of }: { of: Instalment }) {
  const { t } = useTranslation("instalment");
  const { may, reach } = useSession();
  const [isOpen, setOpen] = useState(false);
  if (!may("ledger.read") || reach("ledger.read") !== "REACH_COMPANY") return null;
  return (
    <section>
      <h3>{t("drawer.entries")}</h3>
      {isOpen ? (
        <List of={of} />
      ) : (
        <Button kind="plain" onPress={() => setOpen(true)}>
          {t("entries.show")}
        </Button>
      )}
    </section>
  );
}

function List({ of }: { of: Instalment }) {
  const { t } = useTranslation("instalment");
  const word = useWords();
  const { zone } = useSession();
  const { data, error, refetch } = useEntries(of.id);
  if (error) return <Failure of={error} retry={() => void refetch()} isSmall />;
  if (!data) return <Skeleton lines={3} />;
  if (data.ledgerEntries.length === 0) return <p className="story-none">{t("entries.none")}</p>;
  return (
    <table className="entries">
      <thead>
        <tr>
          <th>{t("entries.day")}</th>
          <th>{t("entries.account")}</th>
          <th className="end">{t("entries.amount")}</th>
        </tr>
      </thead>
      <tbody>
        {data.ledgerEntries.map(({ id, kind, amount, postingDate, businessDate }) => (
          <tr key={id}>
            <td>
              <DateText of={postingDate} zone={zone} />
              {businessDate !== postingDate && (
                <span className="entries-business">
                  {t("entries.business")} <DateText of={businessDate} zone={zone} />
                </span>
              )}
            </td>
            <td>{word("LedgerKind", kind)}</td>
            <td className="end">{amount && <Money of={amount} />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
