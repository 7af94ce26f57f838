import type { ReactElement, ReactNode } from "react";
import { Dialog as BaseDialog, DialogTrigger } from "react-aria-components/Dialog";
import { Heading } from "react-aria-components/Heading";
import { Menu as BaseMenu, MenuItem, MenuTrigger } from "react-aria-components/Menu";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import { Popover } from "react-aria-components/Popover";
import { Tooltip as BaseTooltip, TooltipTrigger } from "react-aria-components/Tooltip";
import { useTranslation } from "react-i18next";
import { IconButton } from "./Button";
import { Icon } from "./Icon";
import "./overlays.css";
import "./choices.css";

export interface DialogProps {
  title: string;
  /** What opens it. */
  trigger: ReactElement;
  /** `close` ends it, as after saving. */
  children: (close: () => void) => ReactNode;
  defaultOpen?: boolean;
}

/** On a phone it comes from below, as a sheet. */
export function Dialog({ title, trigger, children, defaultOpen }: DialogProps) {
  const { t } = useTranslation();
  return (
    <DialogTrigger {...(defaultOpen !== undefined && { defaultOpen })}>
      {trigger}
      <ModalOverlay className="veil" isDismissable>
        <Modal className="modal">
          <BaseDialog className="dialog">
            {({ close }) => (
              <>
                <header>
                  <Heading slot="title">{title}</Heading>
                  <IconButton aria-label={t("close")} onPress={close}>
                    <Icon name="close" />
                  </IconButton>
                </header>
                {children(close)}
              </>
            )}
          </BaseDialog>
        </Modal>
      </ModalOverlay>
    </DialogTrigger>
  );
}

export interface Act {
  id: string;
  name: string;
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
          {({ id, name, hotkey, isDisabled = false, act }) => (
            <MenuItem id={id} textValue={name} isDisabled={isDisabled} onAction={act} className="option">
              <span>{name}</span>
              {hotkey && <kbd>{hotkey}</kbd>}
            </MenuItem>
          )}
        </BaseMenu>
      </Popover>
    </MenuTrigger>
  );
}

/** One sentence more about what has the focus; never the only place where something is said. */
export function Tooltip({ text, children }: { text: string; children: ReactElement }) {
  return (
    <TooltipTrigger delay={400}>
      {children}
      <BaseTooltip className="tooltip" offset={6}>
        {text}
      </BaseTooltip>
    </TooltipTrigger>
  );
}
