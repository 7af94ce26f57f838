import { Button as Opener } from "react-aria-components/Button";
import { useTranslation } from "react-i18next";
import { Problem } from "../../api/problem";
import { useSession } from "../../app/session";
import { useWords } from "../../i18n/words";
import { Button } from "../../ui/Button";
import { Facts } from "../../ui/Facts";
import { Icon } from "../../ui/Icon";
import { Dialog } from "../../ui/overlays";
import { DateText, Money } from "../../ui/shown";
import { Drifts } from "./Drifts";
import { ProofRunLine } from "./ProofRunLine";
import { useProof } from "./queries";
import "./proof.css";

/** Who may have all of it recomputed; for a part of it there is nothing to agree with. */
export function useMayProve(): boolean {
  return useSession().reach("proof.run") === "REACH_COMPANY";
}

/** Whether all numbers agree when everything is recomputed from the first entry; what was recomputed on demand. For finance. */
export function ProofLine() {
  const { t, i18n } = useTranslation("receivables");
  const { data, error, isFetching, refetch } = useProof();
  if (error instanceof Problem && error.reason === "BOOK_TOO_LARGE") return <ProofRunLine />;
  if (error) return null;
  if (!data) return <span className="proof">{t("proof.running")}</span>;
  const entries = data.entries.toLocaleString(i18n.language);
  const text = data.clean ? t("proof.clean", { entries }) : t("proof.drifts", { count: data.drifts.length });
  return (
    <Dialog
      title={t("proof.title")}
      trigger={
        <Opener className={data.clean ? "proof" : "proof wrong"}>
          <Icon name={data.clean ? "check" : "warning"} size={14} />
          {text}
        </Opener>
      }
    >
      <ProofDetails of={data} />
      <footer>
        <Button isPending={isFetching} onPress={() => void refetch()}>
          {t("proof.again")}
        </Button>
      </footer>
    </Dialog>
  );
}

function ProofDetails({ of }: { of: NonNullable<ReturnType<typeof useProof>["data"]> }) {
  const { t, i18n } = useTranslation("receivables");
  const word = useWords();
  const { zone } = useSession();
  const number = (value: number): string => value.toLocaleString(i18n.language);
  return (
    <>
      <p className="proof-text">{t("proof.text")}</p>
      <Facts
        columns={2}
        of={[
          { name: t("proof.at"), value: of.knownAt && <DateText of={of.knownAt} zone={zone} /> },
          { name: t("proof.transactions"), value: number(of.transactions) },
          { name: t("proof.entries"), value: number(of.entries) },
          { name: t("proof.accounts"), value: number(of.accounts) },
          { name: t("proof.instalments"), value: number(of.instalments) },
          { name: t("proof.receipts"), value: number(of.receipts) },
        ]}
      />
      <Drifts of={of.drifts} />
      <h3>{t("proof.totals")}</h3>
      <Facts
        columns={2}
        of={of.totals.map(({ kind, amount }) => ({
          id: `${kind} ${amount?.currencyCode}`,
          name: word("LedgerKind", kind),
          value: amount && <Money of={amount} />,
        }))}
      />
    </>
  );
}
