import { type KeyboardEvent, type ReactNode, useId, useState } from "react";
import { Button as Opener } from "react-aria-components/Button";
import { useTranslation } from "react-i18next";
import type { Problem } from "../api/problem";
import { Form } from "../ui/Form";
import type { Values } from "../ui/formValues";
import { Icon } from "../ui/Icon";
import "./in-place.css";

export interface InPlaceProps {
  /** What is changed, for who does not see it: "Expected amount". */
  label: string;
  /** What it says now; a dash stands for nothing. */
  children: ReactNode;
  /** The field or fields, filled with what it says now. */
  field: ReactNode;
  /** Sends it; the field goes when this comes to something. */
  onSave: (values: Values) => Promise<unknown>;
  isPending?: boolean;
  problem?: Problem | undefined;
  /** Only shown, to who may not change it. */
  isReadOnly?: boolean;
}

/** A value that is changed where it stands: press it, type, Enter; Escape leaves it as it was. */
export function InPlace({ label, children, field, onSave, isPending, problem, isReadOnly = false }: InPlaceProps) {
  const { t } = useTranslation("parts");
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const shown = children || <span className="fact-none">—</span>;
  if (isReadOnly) return shown;
  if (!isOpen) {
    return (
      <Opener className="in-place" onPress={() => setOpen(true)} aria-labelledby={`${id}-act ${id}-value`}>
        <span id={`${id}-act`} hidden>
          {t("inPlace.change", { label })}
        </span>
        <span id={`${id}-value`} className="in-place-value">
          {shown}
        </span>
        <Icon name="edit" size={14} />
      </Opener>
    );
  }
  const leave = (event: KeyboardEvent): void => {
    if (event.key === "Escape" && !event.defaultPrevented) setOpen(false);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape leaves the field from anywhere in it; the button beside does the same
    <div className="in-place-form" onKeyDown={leave}>
      <Form
        isPending={isPending ?? false}
        problem={problem}
        onCancel={() => setOpen(false)}
        onSubmit={async (values) => {
          if (await onSave(values)) setOpen(false);
        }}
      >
        {field}
      </Form>
    </div>
  );
}
