import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "../../../api/command";
import { Select } from "../../../ui/choices";
import { DateField } from "../../../ui/dates";
import { Form } from "../../../ui/Form";
import { NumberField, TextField } from "../../../ui/fields";
import type { Values } from "../../../ui/formValues";
import { useOptions } from "../../../ui/useOptions";
import { useContacts } from "../queries";
import { addCareDate, type CareDateInput } from "./care";

type Occasion = CareDateInput["occasion"];

/** What is celebrated, whose it is, when, and how long before one wants to know. */
export function CareForm({ accountId, close }: { accountId: string; close: () => void }) {
  const { t } = useTranslation("customers");
  const occasions = useOptions("Occasion");
  const festivals = useOptions("Festival");
  const people = useContacts(accountId, false).data?.contacts ?? [];
  const { run, isPending, problem } = useCommand();
  const [occasion, setOccasion] = useState<Occasion>("OCCASION_BIRTHDAY");
  const isFestival = occasion === "OCCASION_FESTIVAL";
  const isBirthday = occasion === "OCCASION_BIRTHDAY";
  const bodyOf = ({ contactId, festival, date = "", title = "", daysAhead }: Values): CareDateInput => {
    const [year = 0, month = 0, day = 0] = date.split("-").map(Number);
    return {
      ...(isBirthday && contactId ? { contactId } : { accountId }),
      occasion,
      title: title.trim(),
      daysAhead: Number(daysAhead) || 0,
      ...(isFestival ? { festival: festival as NonNullable<CareDateInput["festival"]> } : { year, month, day }),
    };
  };
  return (
    <Form
      submit={t("care.add")}
      isPending={isPending}
      problem={problem}
      onCancel={close}
      onSubmit={async (values) => {
        if (await run(() => addCareDate(bodyOf(values)), { done: t("care.added"), quiet: true })) close();
      }}
    >
      <Select
        label={t("care.occasion")}
        options={occasions}
        selectedKey={occasion}
        onSelectionChange={(key) => setOccasion(key as Occasion)}
        autoFocus
      />
      {isBirthday && (
        <Select
          name="contactId"
          label={t("care.whose")}
          options={people.map(({ id, name, title }) => ({ id, name, ...(title && { note: title }) }))}
          isRequired
        />
      )}
      {isFestival ? (
        <Select name="festival" label={t("care.festival")} options={festivals} isRequired />
      ) : (
        <DateField name="date" label={t("care.date")} hint={t("care.dateHint")} isRequired />
      )}
      {occasion === "OCCASION_OTHER" && <TextField name="title" label={t("care.name")} maxLength={100} isRequired />}
      <NumberField
        name="daysAhead"
        label={t("care.ahead")}
        hint={t("care.aheadHint")}
        defaultValue={3}
        minValue={0}
        maxValue={60}
      />
    </Form>
  );
}
