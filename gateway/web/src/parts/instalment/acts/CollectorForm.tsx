import { useTranslation } from "react-i18next";
import { api, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import { Checkbox, ComboBox } from "../../../ui/choices";
import { Form } from "../../../ui/Form";
import { TextField } from "../../../ui/fields";
import { usePeople } from "../../../ui/people";
import { Skeleton } from "../../../ui/shown";
import { useAssignments } from "../queries";
import type { Instalment } from "../types";

/** Names who collects for the contract; those who did so far stay, or not. */
export function CollectorForm({ of, close }: { of: Instalment; close: () => void }) {
  const { t } = useTranslation("instalment");
  const { options: people, nameOf } = usePeople();
  const { run, isPending, problem } = useCommand();
  const { data } = useAssignments(of.contractId);
  if (!data) return <Skeleton lines={3} />;
  const now = data.assignments.filter(({ role, validToDate }) => role === "ASSIGNMENT_ROLE_COLLECTOR" && !validToDate);
  const names = now.map(({ personId }) => nameOf(personId) ?? "").filter(Boolean);
  const path = { contract_id: of.contractId };
  const assign = async (personId: string, reason: string, endsOthers: boolean): Promise<unknown> => {
    const body = {
      personId,
      role: "ASSIGNMENT_ROLE_COLLECTOR",
      reason,
      signedShare: "0",
      collectedShare: "0",
    } as const;
    const made = await reply(api.POST("/v1/contracts/{contract_id}/assignments", { params: { path }, body }));
    if (endsOthers) for (const { id } of now) await end(id);
    return made;
  };
  const end = (assignment_id: string): Promise<unknown> =>
    reply(
      api.POST("/v1/contracts/{contract_id}/assignments/{assignment_id}:end", {
        params: { path: { ...path, assignment_id } },
        body: {},
      }),
    );
  return (
    <Form
      submit={t("act.collector")}
      isPending={isPending}
      problem={problem}
      onCancel={close}
      onSubmit={async ({ personId = "", reason = "", endsOthers }) => {
        const done = t("done.collector", { name: nameOf(personId) ?? "" });
        if (await run(() => assign(personId, reason.trim(), endsOthers === "on"), { done, quiet: true })) close();
      }}
    >
      <ComboBox
        name="personId"
        label={t("form.collector")}
        hint={t("form.collectorHint", { contract: of.contractNumber })}
        options={people.filter(({ id }) => !now.some(({ personId }) => personId === id))}
        isRequired
        autoFocus
      />
      {names.length > 0 && (
        <Checkbox name="endsOthers" value="on" defaultSelected>
          {t("form.endsOthers", { names: names.join(t("form.and")) })}
        </Checkbox>
      )}
      <TextField name="reason" label={t("form.why")} maxLength={500} />
    </Form>
  );
}
