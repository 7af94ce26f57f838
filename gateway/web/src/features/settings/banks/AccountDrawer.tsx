import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { accountText, grouped } from "../../../parts/legalEntities";
import { Facts } from "../../../ui/Facts";
import { Drawer } from "../../../ui/overlays";
import { usePeople } from "../../../ui/people";
import { DateText } from "../../../ui/shown";
import { AccountForm } from "./AccountForm";
import type { Opened } from "./accounts";

/** An account of ours, open beside the list, or a new one. */
export function AccountDrawer({ of: opened, close }: { of: Opened | undefined; close: () => void }) {
  const { t } = useTranslation("settings");
  const { may } = useSession();
  return (
    <Drawer
      title={opened?.account ? accountText(opened.account) : t("banks.new")}
      isOpen={opened !== undefined}
      onOpenChange={(isOpen) => {
        if (!isOpen) close();
      }}
    >
      {(leave) =>
        opened && (
          <>
            {opened.account && <Known of={opened} />}
            {may(opened.account ? "bank_account.update" : "bank_account.create") && (
              <AccountForm key={opened.account?.id} of={opened} close={leave} />
            )}
          </>
        )
      }
    </Drawer>
  );
}

/** What never changes of it, and who had a hand in the rest. */
function Known({ of: { entity, account } }: { of: Opened }) {
  const { t } = useTranslation("settings");
  const { zone } = useSession();
  const { nameOf } = usePeople();
  if (!account) return null;
  const { accountNumber, currencyCode, changedById, changeTime, archiveTime } = account;
  return (
    <Facts
      of={[
        { name: t("banks.entity"), value: entity.name },
        { name: t("banks.number"), value: grouped(accountNumber) },
        { name: t("banks.holder"), value: account.accountName || entity.name },
        { name: t("banks.currency"), value: currencyCode },
        { name: t("banks.changedBy"), value: changeTime && (nameOf(changedById) || t("banks.nobody")) },
        { name: t("banks.changeTime"), value: changeTime && <DateText of={changeTime} zone={zone} /> },
        ...(archiveTime ? [{ name: t("assignment.archived"), value: <DateText of={archiveTime} zone={zone} /> }] : []),
      ]}
    />
  );
}
