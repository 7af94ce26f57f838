import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/Button";
import { Icon } from "../../ui/Icon";

/** What nobody can read again later. */
export function Secret({ secret, close }: { secret: string; close: () => void }) {
  const { t } = useTranslation("me");
  const [isCopied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(secret);
    setCopied(true);
  };
  return (
    <div className="me-secret">
      <p>{t("keys.once")}</p>
      <code>{secret}</code>
      <footer>
        {"clipboard" in navigator && (
          <Button onPress={() => void copy()}>
            <Icon name={isCopied ? "check" : "copy"} />
            {t(isCopied ? "keys.copied" : "keys.copy")}
          </Button>
        )}
        <Button kind="main" onPress={close}>
          {t("keys.kept")}
        </Button>
      </footer>
    </div>
  );
}
