import { type FormEvent, type ReactNode, useMemo, useRef } from "react";
import { Form as Base } from "react-aria-components/Form";
import { useTranslation } from "react-i18next";
import type { Problem } from "../api/problem";
import { useFieldTexts } from "../api/problemText";
import { Button } from "./Button";
import { FormProblem } from "./FormProblem";
import { type Values, valuesOf } from "./formValues";
import { useLiveErrors } from "./useLiveErrors";
import { useUnsaved } from "./useUnsaved";
import "./form.css";

export interface FormProps {
  /** The fields, by their names: those of the API's fields, dotted where they lie deeper, so that refusals find them. */
  onSubmit: (values: Values) => void;
  /** Why it was refused: of a field beside that field, of the whole above. */
  problem?: Problem | undefined;
  isPending?: boolean;
  /** What the button says: the thing it does. */
  submit?: string;
  onCancel?: (() => void) | undefined;
  /** On the other side of the row of buttons. */
  aside?: ReactNode;
  /** "two": fields beside each other where there is room. */
  columns?: "one" | "two";
  children: ReactNode;
}

/** Fields that are sent together. Closing or leaving asks before what was typed is lost. */
export function Form(props: FormProps) {
  const { onSubmit, problem, isPending = false, submit, onCancel, aside, columns = "one", children } = props;
  const { t } = useTranslation();
  const form = useRef<HTMLFormElement>(null);
  const unsaved = useUnsaved(form, problem);
  const fieldTexts = useFieldTexts();
  // One and the same while it is the same refusal: another object would be another one, also of what is mended since.
  const faults = useMemo(() => fieldTexts(problem), [fieldTexts, problem]);
  useLiveErrors(form);

  const send = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (isPending) return;
    unsaved.sent();
    onSubmit(valuesOf(event.currentTarget));
  };
  return (
    <Base ref={form} className="form" validationErrors={faults} onSubmit={send}>
      {problem && <FormProblem problem={problem} form={form} />}
      <div className={`form-fields ${columns}`}>{children}</div>
      <footer className="form-foot">
        {aside && <div className="form-aside">{aside}</div>}
        {onCancel && (
          <Button kind="plain" onPress={() => unsaved.leave(onCancel)}>
            {t("cancel")}
          </Button>
        )}
        <Button kind="main" type="submit" isPending={isPending}>
          {submit ?? t("save")}
        </Button>
      </footer>
    </Base>
  );
}
