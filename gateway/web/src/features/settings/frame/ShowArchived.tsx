import { useTranslation } from "react-i18next";
import { Button } from "../../../ui/Button";

/** Beside a list: whether what is out of use stands among the rest. */
export function ShowArchived({ isOn, toggle }: { isOn: boolean; toggle: () => void }) {
  const { t } = useTranslation("settings");
  return (
    <Button kind="plain" onPress={toggle} aria-pressed={isOn}>
      {t(isOn ? "assignment.hideArchived" : "assignment.showArchived")}
    </Button>
  );
}
