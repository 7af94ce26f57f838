import { type FormEvent, type KeyboardEvent, useMemo, useRef } from "react";
import { Form } from "react-aria-components/Form";
import { useTranslation } from "react-i18next";
import { useFieldTexts } from "../../api/problemText";
import { isEnter, takesCandidate } from "../../app/keys";
import { useWords } from "../../i18n/words";
import { Button } from "../../ui/Button";
import { Checkbox } from "../../ui/choices";
import { FormProblem } from "../../ui/FormProblem";
import { TextField } from "../../ui/fields";
import type { IconName } from "../../ui/Icon";
import { Drawer } from "../../ui/overlays";
import type { LogSheetProps } from "../LogSheet";
import { Choices } from "./Choices";
import { outcomesOf, type TalkType, TYPES, withType } from "./draft";
import { NextStep } from "./NextStep";
import { People } from "./People";
import { Quality } from "./Quality";
import { useLogSheet } from "./useLogSheet";
import { When } from "./When";
import "../../ui/form.css";
import "./sheet.css";

const ICONS: Readonly<Partial<Record<TalkType, IconName>>> = {
  INTERACTION_TYPE_CALL: "phone",
  INTERACTION_TYPE_VISIT: "visit",
  INTERACTION_TYPE_WECHAT: "chat",
  INTERACTION_TYPE_MEETING: "meeting",
  INTERACTION_TYPE_MAIL: "mail",
};

export function Sheet(props: LogSheetProps) {
  const { t } = useTranslation(["log", "words"]);
  const sheet = useLogSheet(props);
  return (
    <Drawer title={t("title")} isOpen={props.isOpen} onOpenChange={sheet.close}>
      <Fields {...props} sheet={sheet} />
    </Drawer>
  );
}

function Fields({ of, todo, sheet }: LogSheetProps & { sheet: ReturnType<typeof useLogSheet> }) {
  const { t } = useTranslation("log");
  const word = useWords();
  const fieldTexts = useFieldTexts();
  const form = useRef<HTMLFormElement>(null);
  const { draft, change, problem, isPending } = sheet;
  // The same object while it is the same refusal, so that what is mended stays mended.
  const faults = useMemo(() => fieldTexts(problem), [fieldTexts, problem]);

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!isPending) void sheet.send();
  };
  const onKey = (event: KeyboardEvent): void => {
    // The Enter that takes a candidate of the input method sends nothing.
    if (takesCandidate(event.nativeEvent)) event.preventDefault();
    else if (isEnter(event.nativeEvent) && (event.ctrlKey || event.metaKey)) form.current?.requestSubmit();
  };
  return (
    <Form ref={form} className="form log-sheet" validationErrors={faults} onSubmit={submit}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys of the fields within */}
      <div className="form-fields" onKeyDown={onKey}>
        <p className="log-subject">
          <b>{of.name}</b>
          <When of={draft} onChange={change} />
        </p>
        {problem && <FormProblem problem={problem} form={form} />}
        <Choices
          label={t("type")}
          mode="single"
          options={TYPES.map((value) => ({ value, text: word("InteractionType", value), ...icon(value) }))}
          chosen={[draft.type]}
          onChange={([type]) => type && sheet.setDraft((before) => withType(before, type))}
        />
        <Choices
          label={t("outcome")}
          mode="single"
          options={outcomesOf(draft.type).map((value) => ({ value, text: word("Outcome", value) }))}
          chosen={[draft.outcome]}
          onChange={([outcome]) => outcome && change({ outcome })}
        />
        <div className="log-part">
          <TextField
            label={t("text")}
            name="text"
            lines={5}
            value={draft.text}
            onChange={(text) => change({ text })}
            placeholder={t("textExample")}
            error={sheet.isMissing ? t("textMissing") : undefined}
            maxLength={10000}
            autoFocus
          />
          <Quality of={sheet.body} />
        </div>
        <People of={of} chosen={draft.contactIds} onChange={(contactIds) => change({ contactIds })} />
        <NextStep of={draft} onChange={change} />
        {todo && (
          <Checkbox isSelected={sheet.isDone} onChange={sheet.setDone}>
            {t("alsoDone", { title: todo.title })}
          </Checkbox>
        )}
      </div>
      <footer className="form-foot">
        {sheet.isRestored && (
          <div className="form-aside">
            {t("restored")}
            <Button kind="plain" onPress={sheet.startAnew}>
              {t("startAnew")}
            </Button>
          </div>
        )}
        <Button kind="main" type="submit" isPending={isPending}>
          {t("send")}
        </Button>
      </footer>
    </Form>
  );
}

function icon(type: TalkType): { icon: IconName } | Record<string, never> {
  const name = ICONS[type];
  return name ? { icon: name } : {};
}
