import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { Button } from "../../../ui/Button";
import { Icon } from "../../../ui/Icon";

export interface TemporaryProps {
  name: string;
  email: string;
  password: string;
  close: () => void;
}

/** A password that is shown once, and what to send to whom it is for. */
export function Temporary({ name, email, password, close }: TemporaryProps) {
  const { t } = useTranslation("settings");
  const { company } = useSession();
  const [isCopied, setCopied] = useState(false);
  const text = t("people.share", { name, email, password, code: company.code, url: `${location.origin}/signin` });
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return (
    <div className="people-temporary">
      <p>{t("people.temporary", { name })}</p>
      <code>{password}</code>
      <p className="settings-note">{t("people.temporaryHint")}</p>
      <footer>
        {"clipboard" in navigator && (
          <Button onPress={() => void copy()}>
            <Icon name={isCopied ? "check" : "copy"} />
            {t(isCopied ? "people.copied" : "people.copy")}
          </Button>
        )}
        <Button kind="main" onPress={close}>
          {t("people.passedOn")}
        </Button>
      </footer>
    </div>
  );
}
