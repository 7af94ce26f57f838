import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/Button";
import { Icon } from "../../ui/Icon";
import type { Invited } from "./inviting";

/** What to give to whom: no mail goes out by itself. */
export function HandOver({ invited, done }: { invited: readonly Invited[]; done: () => void }) {
  const { t } = useTranslation("setup");
  const [isCopied, setCopied] = useState(false);
  const about = { code: localStorage.getItem("company") ?? "", url: `${location.origin}/signin` };
  const text = invited
    .map(({ name, email, password }) => t("people.share", { name, email, password, ...about }))
    .join("\n");
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return (
    <section className="setup-hand" aria-label={t("people.handTitle")}>
      <h2>{t("people.done", { count: invited.length })}</h2>
      <p>{t("people.handLead")}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("people.name")}</th>
            <th scope="col">{t("people.email")}</th>
            <th scope="col">{t("people.temporary")}</th>
          </tr>
        </thead>
        <tbody>
          {invited.map(({ email, name, password }) => (
            <tr key={email}>
              <td>{name}</td>
              <td>{email}</td>
              <td>
                <code>{password}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <footer className="setup-foot">
        {"clipboard" in navigator && (
          <Button onPress={() => void copy()}>
            <Icon name={isCopied ? "check" : "copy"} />
            {t(isCopied ? "people.copied" : "people.copy")}
          </Button>
        )}
        <Button kind="main" onPress={done}>
          {t("people.next")}
        </Button>
      </footer>
    </section>
  );
}
