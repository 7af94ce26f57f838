import { useRouter } from "@tanstack/react-router";
import type { RefObject } from "react";
import { Header } from "react-aria-components/Header";
import { Menu, MenuItem, MenuSection } from "react-aria-components/Menu";
import { Popover } from "react-aria-components/Popover";
import { useTranslation } from "react-i18next";
import { api, reply } from "../../api/client";
import { useCommand } from "../../api/command";
import { changeLanguage, LANGUAGES, type Language } from "../../i18n";
import { useSession } from "../session";
import { signOut } from "../signOut";
import { changeTheme, type Theme, theme } from "../theme";
import { useExists } from "./NavLink";
import "../../ui/overlays.css";
import "../../ui/choices.css";

const THEMES: readonly Theme[] = ["light", "dark", "system"];

/** Who one is, how things look, and the way out. */
export function PersonMenu({ of, close }: { of: RefObject<HTMLElement | null>; close: () => void }) {
  const { t } = useTranslation();
  const router = useRouter();
  const exists = useExists();
  const { run } = useCommand();
  const { me, company, sessionId, language } = useSession();

  const speak = async (to: Language): Promise<void> => {
    // Messages are written in the language of the person, so the server has to know it too.
    await run(() => reply(api.PATCH("/v1/me", { body: { locale: to } })));
    changeLanguage(to);
  };

  return (
    <Popover className="over" triggerRef={of} placement="bottom end" isOpen onOpenChange={close}>
      <Menu className="options" aria-label={t("frame.person", { name: me.name })} onClose={close} autoFocus="first">
        <MenuSection>
          <Header className="menu-who">
            <strong>{me.name}</strong>
            <span>{company.name}</span>
          </Header>
          {exists("/me") && (
            <MenuItem className="option" onAction={() => void router.navigate({ href: "/me" })}>
              {t("frame.profile")}
            </MenuItem>
          )}
        </MenuSection>
        <MenuSection
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[theme()]}
          onSelectionChange={(keys) => changeTheme(THEMES.find((each) => keys !== "all" && keys.has(each)) ?? "system")}
        >
          <Header className="menu-name">{t("frame.theme")}</Header>
          {THEMES.map((each) => (
            <MenuItem key={each} id={each} className="option">
              {t(`frame.themes.${each}`)}
            </MenuItem>
          ))}
        </MenuSection>
        <MenuSection selectionMode="single" disallowEmptySelection selectedKeys={[language]}>
          <Header className="menu-name">{t("frame.language")}</Header>
          {LANGUAGES.map((each) => (
            <MenuItem key={each} id={each} className="option" onAction={() => each !== language && void speak(each)}>
              {t(`frame.languages.${each}`)}
            </MenuItem>
          ))}
        </MenuSection>
        <MenuSection>
          <MenuItem className="option" onAction={() => void run(() => signOut(sessionId))}>
            {t("frame.signOut")}
          </MenuItem>
        </MenuSection>
      </Menu>
    </Popover>
  );
}
