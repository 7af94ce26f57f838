import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { Button, IconButton } from "../../../ui/Button";
import { Icon } from "../../../ui/Icon";
import { type Act, Menu } from "../../../ui/overlays";
import type { Doing } from "../acts/ContractDialogs";
import { nextInLife } from "../life";
import type { Contract } from "../types";
import { useContractActs } from "../useContractActs";

/** What can be done with a contract: the next step of its life is the solid one, for who may take it. */
export function ContractActions({ contract, onDo }: { contract: Contract; onDo: (doing: Doing) => void }) {
  const { t } = useTranslation("contracts");
  const { may, me } = useSession();
  const { archive, restore, isPending } = useContractActs(contract);
  if (contract.archiveTime) {
    return may("contract.archive") ? (
      <Button onPress={() => void restore()} isPending={isPending}>
        {t("act.restore")}
      </Button>
    ) : null;
  }
  const next = nextInLife(contract);
  // Who owns the contract does not make it effective: the server refuses it, whatever the role.
  const isOwn = next?.act === "makeEffective" && contract.ownerId === me.id;
  const mayNext = next && may(next.permission) && !isOwn;
  const isDraft = contract.state === "CONTRACT_STATE_DRAFT";
  const acts: Act[] = [];
  if (!isDraft && next && may("contract.terminate")) {
    acts.push({ id: "terminate", name: t("life.do.terminate"), icon: "close", act: () => onDo({ act: "terminate" }) });
  }
  if (isDraft && may("contract.archive")) {
    acts.push({ id: "archive", name: t("act.archive"), icon: "archive", act: () => void archive() });
  }
  return (
    <>
      {acts.length > 0 && (
        <Menu
          acts={acts}
          aria-label={t("act.more")}
          trigger={
            <IconButton aria-label={t("act.more")}>
              <Icon name="more" />
            </IconButton>
          }
        />
      )}
      {mayNext && (
        // Fulfilling waits for every milestone; until then it is not what one comes for.
        <Button {...(next.act !== "fulfil" && { kind: "main" as const })} onPress={() => onDo({ act: next.act })}>
          {t(`life.do.${next.act}`)}
        </Button>
      )}
    </>
  );
}
