import { useTranslation } from "react-i18next";
import { Button } from "./Button";

/** Asks, inside the overlay that is about to close, whether what was typed may go. */
export function LoseTyped({ stay, leave }: { stay: () => void; leave: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="lose" role="alertdialog" aria-label={t("loseTyped")}>
      <p>{t("loseTyped")}</p>
      <footer>
        <Button kind="plain" onPress={leave}>
          {t("discard")}
        </Button>
        <Button autoFocus onPress={stay}>
          {t("keepEditing")}
        </Button>
      </footer>
    </div>
  );
}
