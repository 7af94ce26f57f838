import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { InstalmentDrawer } from "../../../parts/instalment/InstalmentDrawer";
import { LogSheet } from "../../../parts/LogSheet";
import { WhyNot } from "../../../parts/WhyAccess";
import { Failure } from "../../../ui/Failure";
import { Columns, Page } from "../../../ui/Page";
import { Skeleton } from "../../../ui/shown";
import { usePhone } from "../../../ui/usePhone";
import { useCustomer } from "../queries";
import type { Account } from "../types";
import { CustomerHead } from "./CustomerHead";
import { SECTION_PARTS, SIDES } from "./sections";
import "./record.css";

const route = getRouteApi("/shell/customers/$customerId");

/** Everything about one customer: what is owed and what is next come first. */
export function CustomerPage() {
  const { customerId } = route.useParams();
  const { t } = useTranslation("customers");
  const { data: account, error, refetch } = useCustomer(customerId);
  if (account) return <Record key={account.id} account={account} />;
  return (
    <Page title={t("one")} crumbs={[{ name: t("title"), go: { to: "/customers" } }]} {...(!error && { finding: null })}>
      {error ? <Failure of={error} retry={() => void refetch()} /> : <Skeleton lines={12} />}
      <WhyNot type="account" id={customerId} error={error} />
    </Page>
  );
}

function Record({ account }: { account: Account }) {
  const { section = "story", instalment } = route.useSearch();
  const navigate = route.useNavigate();
  const isPhone = usePhone();
  const [isLogging, setLogging] = useState(false);
  const open = (id: string | undefined): void => {
    void navigate({ search: (before) => ({ ...before, instalment: id }), resetScroll: false });
  };
  const log = (): void => setLogging(true);
  const shown = (parts: typeof SIDES.main) =>
    parts.map(([name, Part]) => <Part key={name} account={account} onLog={log} onOpen={open} />);
  return (
    <CustomerHead account={account} onLog={log} {...(isPhone && { section })}>
      {isPhone ? (
        <div className="page-stack">{shown(SECTION_PARTS[section])}</div>
      ) : (
        <>
          {shown(SIDES.top)}
          <Columns main={shown(SIDES.main)} side={shown(SIDES.side)} />
        </>
      )}
      <InstalmentDrawer id={instalment} onOpen={open} />
      <LogSheet
        of={{ type: "account", id: account.id, name: account.name, accountId: account.id }}
        isOpen={isLogging}
        onOpenChange={setLogging}
      />
    </CustomerHead>
  );
}
