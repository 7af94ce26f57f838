import { useNavigate } from "@tanstack/react-router";
import { type FocusEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import { useSession } from "../../../app/session";
import { useSources } from "../../../parts/sources";
import { ComboBox, Select } from "../../../ui/choices";
import { Form } from "../../../ui/Form";
import { TextField } from "../../../ui/fields";
import { type Values, valuesOf } from "../../../ui/formValues";
import { MoneyField } from "../../../ui/MoneyField";
import { usePeople } from "../../../ui/people";
import { useOptions } from "../../../ui/useOptions";
import { Known } from "../Known";
import type { Checked } from "../types";
import { bodyOf } from "./body";
import { useDuplicateCheck } from "./useDuplicateCheck";

const BY_RULE = "rule";

export function NewLeadForm({ close }: { close: () => void }) {
  const { t } = useTranslation("leads");
  const { me, may, currency } = useSession();
  const navigate = useNavigate();
  const { run, isPending, problem } = useCommand();
  const { checked, check } = useDuplicateCheck();
  // What was found and sent all the same.
  const [seen, setSeen] = useState<Checked>();
  const { options: people } = usePeople();
  const { options: sources } = useSources();
  const horizons = useOptions("PurchaseHorizon");
  const mayAssign = may("lead.assign");
  const owners = [
    { id: BY_RULE, name: t("new.byRule") },
    ...(mayAssign ? people : [{ id: me.id, name: t("new.mine") }]),
  ];
  const isKnown = checked !== undefined && checked.verdict !== "DUPLICATE_VERDICT_FREE";

  const look = (event: FocusEvent<HTMLElement>): void => {
    const form = event.currentTarget.closest("form");
    if (form) void check(valuesOf(form));
  };
  const create = async (values: Values): Promise<void> => {
    const found = await check(values);
    if (found && found.verdict !== "DUPLICATE_VERDICT_FREE" && found !== seen) {
      setSeen(found);
      return;
    }
    const { ownerId, ...body } = bodyOf(values, currency);
    const owner = ownerId && ownerId !== BY_RULE ? { ownerId } : {};
    const made = await run(() => reply(api.POST("/v1/leads", { body: { ...body, ...owner } })), {
      quiet: true,
      done: ({ duplicate }) => t(duplicate ? "new.noted" : "new.done"),
    });
    if (!made) return;
    close();
    const id = made.id || (made.duplicate?.subjectType === "lead" ? made.duplicate.subjectId : "");
    if (id && (made.lead?.ownerId === me.id || mayAssign)) {
      void navigate({ to: "/leads/$leadId", params: { leadId: id } });
    }
  };
  return (
    <Form
      submit={isKnown && seen === checked ? t("new.anyway") : t("new.save")}
      isPending={isPending}
      problem={problem}
      onCancel={close}
      onSubmit={(values) => void create(values)}
      columns="two"
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: leaving one of the fields within looks who it is */}
      <div className="whole form-fields two" onBlur={look}>
        <div className="whole">
          <TextField name="companyName" label={t("field.company")} maxLength={200} autoFocus />
        </div>
        <TextField name="phone" label={t("field.phone")} type="tel" maxLength={40} />
        <TextField name="email" label={t("field.email")} type="email" maxLength={200} />
      </div>
      {checked && (
        <div className="whole">
          <Known of={checked} />
        </div>
      )}
      <TextField name="name" label={t("field.name")} hint={t("new.nameHint")} maxLength={200} />
      <TextField name="title" label={t("field.title")} maxLength={100} />
      <div className="whole">
        <TextField name="need" label={t("field.need")} lines={3} maxLength={4000} />
      </div>
      <Select name="purchaseHorizon" label={t("field.horizon")} options={horizons} />
      <MoneyField name="estimatedAmount.amount" label={t("field.amount")} currencyCode={currency} />
      <Select name="sourceId" label={t("field.source")} options={sources} />
      <ComboBox
        name="ownerId"
        label={t("field.owner")}
        options={owners}
        defaultSelectedKey={mayAssign ? BY_RULE : me.id}
      />
      <TextField name="wechat" label={t("field.wechat")} maxLength={100} />
      <TextField name="region" label={t("field.region")} maxLength={100} />
      <TextField name="industry" label={t("field.industry")} maxLength={100} />
      <TextField name="channel" label={t("field.channel")} maxLength={200} />
    </Form>
  );
}
