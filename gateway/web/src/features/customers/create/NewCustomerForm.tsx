import { useNavigate } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import type { components } from "../../../api/generated/openapi";
import { Select } from "../../../ui/choices";
import { Form } from "../../../ui/Form";
import { TextField } from "../../../ui/fields";
import type { Values } from "../../../ui/formValues";
import { linkOf } from "../../../ui/Go";
import { useOptions } from "../../../ui/useOptions";
import { Duplicates } from "./Duplicates";
import { useDuplicates } from "./useDuplicates";

type AccountInput = components["schemas"]["accounts.AccountInput"];

/** Who it is. Once the name is written, it is looked for; who saves in spite of what was found has seen it. */
export function NewCustomerForm({ close }: { close: () => void }) {
  const { t } = useTranslation("customers");
  const navigate = useNavigate();
  const tiers = useOptions("Tier");
  const { run, isPending, problem } = useCommand();
  const { found, isChecking, check } = useDuplicates();
  const [name, setName] = useState("");
  const [creditCode, setCreditCode] = useState("");
  const seen = useRef<string>(undefined);
  const asked = { companyName: name.trim(), creditCode: creditCode.trim() };
  const isKnown = found !== undefined && found.verdict !== "DUPLICATE_VERDICT_FREE";

  const look = (): void => {
    void check(asked);
  };
  const save = async (values: Values): Promise<void> => {
    const checked = await check(asked);
    const isNews = checked && checked.verdict !== "DUPLICATE_VERDICT_FREE" && seen.current !== asked.companyName;
    // Found only now: shown first, and saved when the person says so again.
    seen.current = asked.companyName;
    if (isNews && !isKnown) return;
    const made = await run(() => reply(api.POST("/v1/accounts", { body: bodyOf(values) })), {
      done: t("new.done"),
      quiet: true,
    });
    if (!made) return;
    close();
    void navigate(linkOf({ to: `/customers/${made.id}` }) as never);
  };
  return (
    <Form
      submit={isKnown ? t("new.anyway") : t("new.do")}
      isPending={isPending || isChecking}
      problem={problem}
      onCancel={close}
      onSubmit={(values) => void save(values)}
    >
      <TextField
        name="name"
        label={t("field.name")}
        hint={t("new.nameHint")}
        value={name}
        onChange={setName}
        onBlur={look}
        maxLength={200}
        isRequired
        autoFocus
      />
      <Duplicates of={found} isChecking={isChecking} />
      <TextField
        name="creditCode"
        label={t("field.creditCode")}
        value={creditCode}
        onChange={setCreditCode}
        onBlur={look}
        maxLength={18}
      />
      <Select name="tier" label={t("field.tier")} options={tiers} />
      <TextField name="industry" label={t("field.industry")} maxLength={100} />
      <TextField name="region" label={t("field.region")} maxLength={100} />
      <TextField name="address" label={t("field.address")} maxLength={500} />
      <TextField name="keyNeeds" label={t("needs.keyNeeds")} lines={3} maxLength={5000} />
    </Form>
  );
}

function bodyOf({ name = "", creditCode = "", tier, industry, region, address, keyNeeds }: Values): AccountInput {
  return {
    name: name.trim(),
    creditCode: creditCode.trim().toUpperCase(),
    industry: industry?.trim() ?? "",
    region: region?.trim() ?? "",
    address: address?.trim() ?? "",
    keyNeeds: keyNeeds?.trim() ?? "",
    ...(tier && { tier: tier as NonNullable<AccountInput["tier"]> }),
  };
}
