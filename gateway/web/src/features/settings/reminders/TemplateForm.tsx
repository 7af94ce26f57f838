import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ifMatch, reply } from "../../../api/client";
import { useSession } from "../../../app/session";
import { ComboBox } from "../../../ui/choices";
import { TextField } from "../../../ui/fields";
import type { Values } from "../../../ui/formValues";
import { SaveForm } from "../frame/SaveForm";
import { Placeholders } from "./Placeholders";
import { type Template, usualOf } from "./queries";
import { TemplateTexts } from "./TemplateTexts";
import { isTextField, type Texts, type TextField as Typed, textsOf, withName } from "./texts";
import { useEventOptions } from "./useEventOptions";
import { usePreview } from "./usePreview";

export interface TemplateFormProps {
  of: Template | undefined;
  templates: readonly Template[];
  close: () => void;
}

const SAVED = { title: "", body: "" };

export function TemplateForm({ of: template, templates, close }: TemplateFormProps) {
  const { t } = useTranslation("settings");
  const { may } = useSession();
  const [event, setEvent] = useState(template?.event ?? "");
  const [texts, setTexts] = useState(() => textsOf(template));
  const last = useRef<HTMLInputElement | HTMLTextAreaElement>(null);
  // What is not saved yet is tried where the product's own words of the event are.
  const triedAt = (template ?? usualOf(templates, event))?.id;
  const { names } = usePreview(triedAt, SAVED, "zh-CN");
  const events = useEventOptions(templates);
  const change = (part: Partial<Texts>): void => setTexts((before) => ({ ...before, ...part }));

  const follow = (to: string): void => {
    setEvent(to);
    setTexts(textsOf(usualOf(templates, to)));
  };
  const insert = (name: string): void => {
    const field = last.current;
    const at: Typed = field && isTextField(field.name) ? field.name : "body";
    const place = field?.selectionStart ?? texts[at].length;
    change({ [at]: withName(texts[at], name, place) });
    field?.focus();
  };
  const save = ({ name }: Values): Promise<Template> =>
    template
      ? reply(
          api.PATCH("/v1/templates/{template_id}", {
            params: { path: { template_id: template.id }, header: ifMatch(template) },
            body: { ...texts, ...(name && { name: name.trim() }) },
          }),
        )
      : reply(api.POST("/v1/templates", { body: { name: name?.trim() ?? "", event, ...texts } }));
  // A placeholder goes into the text that was typed in last.
  const note = (element: Element): void => {
    if (isField(element)) last.current = element;
  };
  const fields = { texts, change, triedAt, note };
  if (!may("template.manage")) return <TemplateTexts {...fields} isReadOnly />;
  return (
    <SaveForm save={save} close={close}>
      {!template?.shipped && (
        <TextField
          name="name"
          label={t("people.name")}
          defaultValue={template?.name ?? ""}
          maxLength={200}
          isRequired
          autoFocus
        />
      )}
      {!template && (
        <ComboBox
          name="event"
          label={t("reminders.event")}
          options={events}
          selectedKey={event || null}
          onSelectionChange={(key) => follow(key ? String(key) : "")}
          isRequired
        />
      )}
      <Placeholders of={names} insert={insert} />
      <TemplateTexts {...fields} />
    </SaveForm>
  );
}

function isField(element: Element): element is HTMLInputElement | HTMLTextAreaElement {
  return element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
}
