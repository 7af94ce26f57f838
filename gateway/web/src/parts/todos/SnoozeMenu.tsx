import type { RefObject } from "react";
import { Menu, MenuItem } from "react-aria-components/Menu";
import { Popover } from "react-aria-components/Popover";
import { useTranslation } from "react-i18next";
import { useSession } from "../../app/session";
import "../../ui/overlays.css";
import "../../ui/choices.css";
import { snoozesAt } from "./snoozes";

interface SnoozeMenuProps {
  of: RefObject<HTMLElement | null>;
  close: () => void;
  onSnooze: (until: string, said: string) => void;
  /** A day of one's own choice. */
  onChoose: () => void;
}

export function SnoozeMenu({ of, close, onSnooze, onChoose }: SnoozeMenuProps) {
  const { t } = useTranslation("todos");
  const { zone } = useSession();
  return (
    <Popover className="over" triggerRef={of} placement="bottom end" isOpen onOpenChange={close}>
      <Menu className="options" aria-label={t("snooze.title")} onClose={close} autoFocus="first">
        {snoozesAt(Date.now(), zone).map(({ id, until, time }) => {
          const name = t(`snooze.${id}`);
          return (
            <MenuItem key={id} className="option" textValue={name} onAction={() => onSnooze(until, `${name} ${time}`)}>
              <span>{name}</span>
              <span className="option-note">{time}</span>
            </MenuItem>
          );
        })}
        <MenuItem className="option" onAction={onChoose}>
          {t("snooze.choose")}
        </MenuItem>
      </Menu>
    </Popover>
  );
}
