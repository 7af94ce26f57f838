import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "../api/command";
import type { components } from "../api/generated/openapi";
import { useWords } from "../i18n/words";
import { Button } from "../ui/Button";
import { ComboBox, Select } from "../ui/choices";
import { Form } from "../ui/Form";
import { NumberField, TextField } from "../ui/fields";
import type { Values } from "../ui/formValues";
import { Icon } from "../ui/Icon";
import { Dialog } from "../ui/overlays";
import { usePeople } from "../ui/people";
import type { RoleName } from "./Assignments";

export type NewAssignment = components["schemas"]["common.AssignmentInput"];
type Role = components["schemas"]["common.AssignmentRole"];

const SHARE = { minValue: 0, maxValue: 100, defaultValue: 0 };

/** Gives somebody a part in a record. */
export function AssignDialog({
  roles,
  assign,
}: {
  roles: readonly RoleName[];
  assign: (body: NewAssignment) => Promise<unknown>;
}) {
  const { t } = useTranslation("parts");
  const word = useWords();
  const { options: people } = usePeople();
  const { run, isPending, problem } = useCommand();
  const options = roles.map((name) => ({
    id: `ASSIGNMENT_ROLE_${name}`,
    name: word("AssignmentRole", `ASSIGNMENT_ROLE_${name}`),
  }));
  const [role, setRole] = useState<string>(options[0]?.id ?? "");
  const isOwner = role === "ASSIGNMENT_ROLE_OWNER";
  const body = (values: Values): NewAssignment => ({
    personId: values.personId ?? "",
    role: role as Role,
    reason: values.reason?.trim() ?? "",
    ...(!isOwner && { signedShare: values.signedShare || "0", collectedShare: values.collectedShare || "0" }),
  });
  return (
    <Dialog
      title={t("assignments.add")}
      trigger={
        <Button kind="plain">
          <Icon name="plus" />
          {t("assignments.add")}
        </Button>
      }
    >
      {(close) => (
        <Form
          submit={t("assignments.do")}
          problem={problem}
          isPending={isPending}
          onCancel={close}
          onSubmit={async (values) => {
            if (await run(() => assign(body(values)), { done: t("assignments.added"), quiet: true })) close();
          }}
          columns="two"
        >
          <ComboBox name="personId" label={t("assignments.person")} options={people} isRequired autoFocus />
          <Select
            label={t("assignments.role")}
            options={options}
            selectedKey={role}
            onSelectionChange={(key) => setRole(String(key))}
            {...(isOwner && { hint: t("assignments.ownerHint") })}
          />
          {/* All of the shares are the owner's. */}
          {!isOwner && (
            <>
              <NumberField name="signedShare" label={t("assignments.signedShare")} {...SHARE} />
              <NumberField name="collectedShare" label={t("assignments.collectedShare")} {...SHARE} />
            </>
          )}
          <div className="whole">
            <TextField name="reason" label={t("assignments.reason")} maxLength={500} />
          </div>
        </Form>
      )}
    </Dialog>
  );
}
