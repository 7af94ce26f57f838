import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ifMatch, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import { useSession } from "../../../app/session";
import { Button } from "../../../ui/Button";
import { Confirm } from "../../../ui/Confirm";
import { Drawer } from "../../../ui/overlays";
import { ChargeForm } from "../ChargeForm";
import type { ServiceCharge } from "../types";
import { type Act, actsFor } from "./acts";
import { SubmitDialog } from "./SubmitDialog";

/** What this person may do with it now; the last is what it waits for. */
export function Acts({ of }: { of: ServiceCharge }) {
  const { t } = useTranslation("services");
  const { may, me } = useSession();
  const [doing, setDoing] = useState<Act | null>(null);
  const close = (): void => setDoing(null);
  return (
    <>
      {actsFor(of, me.id, may)
        .toReversed()
        .map((act, at, all) => (
          <Button
            key={act}
            kind={at === all.length - 1 && act !== "cancel" ? "main" : "plain"}
            onPress={() => setDoing(act)}
          >
            {t(`act.${act}`)}
          </Button>
        ))}
      {doing === "edit" && <Edit of={of} onClose={close} />}
      {doing === "submit" && <SubmitDialog of={of} onClose={close} />}
      {doing && doing !== "edit" && doing !== "submit" && <Step key={doing} of={of} act={doing} onClose={close} />}
    </>
  );
}

function Edit({ of, onClose }: { of: ServiceCharge; onClose: () => void }) {
  const { t } = useTranslation("services");
  const { run, isPending, problem } = useCommand();
  const params = { path: { service_charge_id: of.id } };
  return (
    <Drawer title={t("act.edit")} isWide isOpen onOpenChange={(isOpen) => !isOpen && onClose()}>
      {(close) => (
        <ChargeForm
          of={of}
          submit={t("edit.do")}
          isPending={isPending}
          problem={problem}
          onCancel={close}
          onSubmit={async (body) => {
            const call = () =>
              reply(api.PATCH("/v1/serviceCharges/{service_charge_id}", { params, headers: ifMatch(of), body }));
            if (await run(call, { done: t("done.edit"), quiet: true })) close();
          }}
        />
      )}
    </Drawer>
  );
}

const REASONED: readonly Act[] = ["return", "cancel", "keep"];

function Step({ of, act, onClose }: { of: ServiceCharge; act: Act; onClose: () => void }) {
  const { t } = useTranslation("services");
  const { run, isPending, problem } = useCommand();
  return (
    <Confirm
      title={t(`act.${act}`)}
      confirm={t(`act.${act}`)}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      isPending={isPending}
      problem={problem}
      {...(REASONED.includes(act) && { reason: "required" as const })}
      onConfirm={async (reason) =>
        Boolean(await run(() => sent(act, of, reason), { done: t(`done.${act}`), quiet: true }))
      }
    >
      {t(`ask.${act}`)}
    </Confirm>
  );
}

function sent(act: Act, of: ServiceCharge, reason: string): Promise<ServiceCharge> {
  const init = { params: { path: { service_charge_id: of.id } }, headers: ifMatch(of) };
  switch (act) {
    case "approve":
    case "approveCancel":
      return reply(api.POST("/v1/serviceCharges/{service_charge_id}:approve", init));
    case "return":
    case "keep":
      return reply(api.POST("/v1/serviceCharges/{service_charge_id}:return", { ...init, body: { reason } }));
    case "cancel":
      return reply(api.POST("/v1/serviceCharges/{service_charge_id}:cancel", { ...init, body: { reason } }));
    default:
      return reply(api.POST("/v1/serviceCharges/{service_charge_id}:withdraw", init));
  }
}
