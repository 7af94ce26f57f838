import { useTranslation } from "react-i18next";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/overlays";
import { SaveForm, type SaveFormProps } from "./SaveForm";

/** Gives something another name, or other names in both languages. */
export function Rename(props: Pick<SaveFormProps<unknown>, "save" | "children">) {
  const { t } = useTranslation("settings");
  return (
    <Dialog title={t("processes.rename")} trigger={<Button kind="plain">{t("processes.rename")}</Button>}>
      {(close) => <SaveForm {...props} close={close} />}
    </Dialog>
  );
}
