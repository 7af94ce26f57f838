import { useTranslation } from "react-i18next";
import { useCommand } from "../../../api/command";
import { Form, type FormProps } from "../../../ui/Form";
import type { Values } from "../../../ui/formValues";

export interface SaveFormProps<Saved> extends Pick<FormProps, "columns" | "aside" | "children"> {
  save: (values: Values) => Promise<Saved>;
  close: () => void;
  /** What follows when it is saved. */
  then?: ((saved: Saved) => void) | undefined;
}

/** What is set up: it is saved, which is said, and the form closes. */
export function SaveForm<Saved>({ save, close, then, ...form }: SaveFormProps<Saved>) {
  const { t } = useTranslation("settings");
  const { run, isPending, problem } = useCommand();
  const send = async (values: Values): Promise<void> => {
    const saved = await run(() => save(values), { done: t("saved"), quiet: true });
    if (!saved) return;
    close();
    then?.(saved);
  };
  return (
    <Form {...form} onSubmit={(values) => void send(values)} problem={problem} isPending={isPending} onCancel={close} />
  );
}
