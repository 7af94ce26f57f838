import { useTranslation } from "react-i18next";
import { Dialog } from "../../ui/overlays";
import { allowed, DESK, FOOT, LOG } from "../navigation";
import { useSession } from "../session";
import { findKeys } from "./findKeys";
import { GO } from "./Hotkeys";
import { useExists } from "./NavLink";
import "./keys.css";

export function KeysDialog({ close }: { close: () => void }) {
  const { t } = useTranslation();
  const session = useSession();
  const exists = useExists();
  const pages = allowed([...DESK, ...FOOT], session, exists).filter(({ key }) => key);
  const acts = [
    { name: t("keys.find"), keys: [findKeys(), "/"] },
    ...allowed([LOG], session, exists).map(({ text }) => ({ name: t(text), keys: ["L"] })),
    { name: t("keys.sheet"), keys: ["?"] },
  ];
  return (
    <Dialog title={t("keys.title")} isOpen onOpenChange={close}>
      <dl className="keys">
        {acts.map(({ name, keys }) => (
          <Key key={name} name={name} keys={keys} />
        ))}
      </dl>
      <h3>{t("keys.go")}</h3>
      <dl className="keys">
        {pages.map(({ to, text, key = "" }) => (
          <Key key={to} name={t(text)} keys={[`${GO} ${key}`.toUpperCase()]} />
        ))}
      </dl>
    </Dialog>
  );
}

function Key({ name, keys }: { name: string; keys: readonly string[] }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {keys.map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
      </dd>
    </div>
  );
}
