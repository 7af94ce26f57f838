import { useTranslation } from "react-i18next";
import { api, ifMatch, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import { useSession } from "../../../app/session";
import { AccountName } from "../../../parts/AccountName";
import { Button } from "../../../ui/Button";
import { Facts } from "../../../ui/Facts";
import { Dialog } from "../../../ui/overlays";
import { DateText, Money, Skeleton } from "../../../ui/shown";
import { useReceipt } from "../queries";
import type { StatementLine } from "../types";

/** A movement beside the receipt that it may be: the same money, or money of its own. */
export function DecideDialog({ of, onClose }: { of: StatementLine; onClose: () => void }) {
  const { t } = useTranslation("receipts");
  return (
    <Dialog title={t("statements.decideTitle")} isWide isOpen onOpenChange={(isOpen) => !isOpen && onClose()}>
      {(close) => <Decide of={of} close={close} />}
    </Dialog>
  );
}

function Decide({ of, close }: { of: StatementLine; close: () => void }) {
  const { t } = useTranslation("receipts");
  const { zone } = useSession();
  const { run, isPending } = useCommand();
  const { data: receipt } = useReceipt(of.twinReceiptId);
  const decide = async (same: boolean): Promise<void> => {
    const params = { path: { bank_statement_line_id: of.id } };
    const init = { params, headers: ifMatch(of), body: { same } };
    const call = () => reply(api.POST("/v1/bankStatementLines/{bank_statement_line_id}:decide", init));
    if (await run(call, { done: t(same ? "statements.joined" : "statements.apart") })) close();
  };
  return (
    <>
      <p className="statements-text">{t("statements.decideText")}</p>
      <div className="statements-both">
        <section>
          <h3>{t("statements.byBank")}</h3>
          <Facts
            of={[
              { name: t("field.amount"), value: of.amount && <Money of={of.amount} /> },
              { name: t("field.receivedDate"), value: <DateText of={of.entryDate} zone={zone} /> },
              { name: t("field.payerName"), value: of.payerName },
              { name: t("field.payerAccount"), value: of.payerAccount },
              { name: t("field.bankReference"), value: of.serial.startsWith("~") ? "" : of.serial },
              { name: t("field.memo"), value: of.memo },
            ]}
          />
        </section>
        <section>
          <h3>{receipt ? t("statements.known", { number: receipt.number }) : t("statements.receipt")}</h3>
          {receipt ? (
            <Facts
              of={[
                { name: t("field.amount"), value: receipt.amount && <Money of={receipt.amount} /> },
                { name: t("field.receivedDate"), value: <DateText of={receipt.receivedDate} zone={zone} /> },
                { name: t("field.payerName"), value: receipt.payerName },
                { name: t("field.payerAccount"), value: receipt.payerAccount },
                { name: t("field.bankReference"), value: receipt.bankReference },
                { name: t("field.memo"), value: receipt.memo },
                { name: t("field.customer"), value: receipt.customerId && <AccountName id={receipt.customerId} /> },
              ]}
            />
          ) : (
            <Skeleton lines={6} />
          )}
        </section>
      </div>
      <footer className="statements-acts">
        <Button isPending={isPending} onPress={() => void decide(false)}>
          {t("statements.another")}
        </Button>
        <Button kind="main" isPending={isPending} onPress={() => void decide(true)}>
          {t("statements.same")}
        </Button>
      </footer>
    </>
  );
}
