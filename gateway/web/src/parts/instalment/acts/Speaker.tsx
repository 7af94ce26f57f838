import { useTranslation } from "react-i18next";
import { ComboBox } from "../../../ui/choices";
import { useContactsOf } from "../../log/subject";

/** Who of the customer said it: a contact, or how one would call the person. */
export function Speaker({ customerId }: { customerId: string }) {
  const { t } = useTranslation("instalment");
  const { data } = useContactsOf(customerId);
  const options = data?.contacts.map(({ id, name, title }) => ({ id, name, note: title })) ?? [];
  return (
    <ComboBox
      name="contactId"
      label={t("form.speaker")}
      hint={t("form.speakerHint")}
      options={options}
      allowsCustomValue
      formValue="text"
    />
  );
}

/** What the field holds, as the API has it. */
export function speakerOf(typed: string | undefined, contacts: readonly { id: string; name: string }[] | undefined) {
  const name = typed?.trim() ?? "";
  const contact = contacts?.find((each) => each.name === name);
  return contact ? { contactId: contact.id, speaker: contact.name } : { speaker: name };
}
