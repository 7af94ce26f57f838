import type { ReactElement } from "react";
import { Menu as BaseMenu, MenuItem, MenuTrigger } from "react-aria-components/Menu";
import { Popover } from "react-aria-components/Popover";
import { Icon, type IconName } from "./Icon";
import "./choices.css";

export interface Act {
  id: string;
  name: string;
  icon?: IconName;
  /** A line more: what it means, why it cannot be done. */
  note?: string | undefined;
  /** The key that does the same. */
  hotkey?: string;
  isDisabled?: boolean;
  act: () => void;
}

export interface MenuProps {
  trigger: ReactElement;
  acts: readonly Act[];
  "aria-label"?: string;
}

export function Menu({ trigger, acts, ...props }: MenuProps) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover className="over" placement="bottom end">
        <BaseMenu {...props} className="options" items={acts}>
          {({ id, name, icon, note, hotkey, isDisabled = false, act }) => (
            <MenuItem id={id} textValue={name} isDisabled={isDisabled} onAction={act} className="option">
              <span className="option-words">
                {icon && <Icon name={icon} />}
                <span>
                  {name}
                  {note && <span className="option-note below">{note}</span>}
                </span>
              </span>
              {hotkey && <kbd>{hotkey}</kbd>}
            </MenuItem>
          )}
        </BaseMenu>
      </Popover>
    </MenuTrigger>
  );
}
