import { type ReactElement, type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";
import type { Problem } from "../api/problem";
import { Form } from "./Form";
import { TextField } from "./fields";
import type { Opening } from "./guard";
import { Dialog } from "./overlays";

export interface ConfirmProps extends Opening {
  /** The question: what is about to happen, to what. */
  title: string;
  /** What follows from it. */
  children?: ReactNode;
  /** The verb on the button; never 'yes'. */
  confirm: string;
  /** Asks why; the audit keeps it. */
  reason?: "optional" | "required";
  reasonLabel?: string;
  trigger?: ReactElement;
  isPending?: boolean;
  problem?: Problem | undefined;
  /** Does it. The dialog closes when this comes to true, or to nothing. */
  onConfirm: (reason: string) => Promise<unknown> | unknown;
}

/** For what cannot be undone, or wants a reason. What can be undone is done at once, with 'undo' in its message. */
export function Confirm(props: ConfirmProps) {
  const { title, children, confirm, reason, reasonLabel, isPending = false, problem, onConfirm, ...opening } = props;
  const { t } = useTranslation();
  const id = useId();
  return (
    <Dialog title={title} {...opening}>
      {(close) => (
        <Form
          submit={confirm}
          isPending={isPending}
          problem={problem}
          onCancel={close}
          onSubmit={async ({ reason: why = "" }) => {
            if ((await onConfirm(why.trim())) !== false) close();
          }}
        >
          {children && (
            <div id={id} className="confirm-text">
              {children}
            </div>
          )}
          {reason && (
            <TextField
              name="reason"
              label={reasonLabel ?? (reason === "required" ? t("reason") : `${t("reason")} (${t("optional")})`)}
              lines={3}
              isRequired={reason === "required"}
              autoFocus
            />
          )}
        </Form>
      )}
    </Dialog>
  );
}
