import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { WhyAccess } from "../../../parts/WhyAccess";
import { Button, IconButton } from "../../../ui/Button";
import { GoLink } from "../../../ui/Go";
import { Icon } from "../../../ui/Icon";
import { type Act, Menu } from "../../../ui/overlays";
import { GiveDialog } from "../acts/GiveDialog";
import { ReleaseDialog } from "../acts/ReleaseDialog";
import type { Account } from "../types";
import { useCustomerActs } from "../useCustomerActs";

/** What can be done with a customer; writing down what was said is the solid one. */
export function CustomerActions({ account, onLog }: { account: Account; onLog: () => void }) {
  const { t } = useTranslation("customers");
  const { may } = useSession();
  const { claim, archive, restore, isPending } = useCustomerActs(account);
  const [doing, setDoing] = useState<"give" | "release" | "why" | null>(null);
  if (account.archiveTime) {
    return may("account.archive") ? (
      <Button onPress={() => void restore()} isPending={isPending}>
        {t("act.restore")}
      </Button>
    ) : null;
  }
  const isPooled = account.poolId !== "";
  const acts: Act[] = [];
  if (may("account.assign"))
    acts.push({ id: "give", name: t("act.give"), icon: "people", act: () => setDoing("give") });
  if (may("account.release") && !isPooled)
    acts.push({ id: "release", name: t("act.release"), icon: "out", act: () => setDoing("release") });
  if (may("account.archive"))
    acts.push({ id: "archive", name: t("act.archive"), icon: "archive", act: () => void archive() });
  acts.push({ id: "why", name: t("parts:access.ask"), icon: "lock", act: () => setDoing("why") });
  return (
    <>
      <Menu
        acts={acts}
        aria-label={t("act.more")}
        trigger={
          <IconButton kind="plain" aria-label={t("act.more")}>
            <Icon name="more" />
          </IconButton>
        }
      />
      {may("opportunity.create") && !isPooled && (
        <GoLink go={{ to: "/deals", search: { new: true, account: account.id } }} className="button">
          {t("act.deal")}
        </GoLink>
      )}
      {isPooled && may("account.claim") ? (
        <Button kind="main" isPending={isPending} onPress={() => void claim()}>
          {t("act.claim")}
        </Button>
      ) : (
        may("interaction.create") && (
          <Button kind="main" onPress={onLog}>
            {t("act.log")}
          </Button>
        )
      )}
      {doing === "give" && <GiveDialog account={account} onClose={() => setDoing(null)} />}
      {doing === "why" && <WhyAccess type="account" id={account.id} onClose={() => setDoing(null)} />}
      {doing === "release" && <ReleaseDialog account={account} onClose={() => setDoing(null)} />}
    </>
  );
}
