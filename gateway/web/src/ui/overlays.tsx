import type { ReactElement, ReactNode } from "react";
import { Dialog as BaseDialog, DialogTrigger } from "react-aria-components/Dialog";
import { Heading } from "react-aria-components/Heading";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import { useTranslation } from "react-i18next";
import { IconButton } from "./Button";
import { GuardContext, type Opening, useOpening } from "./guard";
import { Icon } from "./Icon";
import { LoseTyped } from "./LoseTyped";
import "./overlays.css";

export { type Act, Menu, type MenuProps } from "./Menu";
export { Tooltip } from "./Tooltip";

export interface DialogProps extends Opening {
  title: string;
  /** What opens it; none where `isOpen` does. */
  trigger?: ReactElement;
  /** Wider than a form needs: for two things beside each other. */
  isWide?: boolean;
  /** `close` ends it, as after saving. What was typed is asked for only where the person closes it. */
  children: ReactNode | ((close: () => void) => ReactNode);
}

/** On a phone it comes from below, as a sheet. */
export function Dialog({ isWide = false, ...props }: DialogProps) {
  return <Overlay {...props} shape={isWide ? "modal wide" : "modal"} veil="veil" />;
}

/** From the side, over the page one comes from; the whole screen on a phone. */
export function Drawer({ isWide = false, ...props }: DialogProps) {
  return <Overlay {...props} shape={isWide ? "drawer wide" : "drawer"} veil="veil side" />;
}

function Overlay({ title, trigger, children, shape, veil, ...props }: DialogProps & { shape: string; veil: string }) {
  const { t } = useTranslation();
  const opening = useOpening(props);
  const overlay = (
    <ModalOverlay
      className={veil}
      isDismissable
      isOpen={opening.isOpen}
      onOpenChange={opening.change}
      // What says something over everything, such as a message with 'undo', may be used without closing this.
      shouldCloseOnInteractOutside={(element) => !element.closest(".toasts")}
    >
      <Modal className={shape}>
        <BaseDialog className="dialog">
          <header>
            <Heading slot="title">{title}</Heading>
            <IconButton aria-label={t("close")} onPress={() => opening.change(false)}>
              <Icon name="close" />
            </IconButton>
          </header>
          <GuardContext value={opening.guard.current}>
            {typeof children === "function" ? children(opening.close) : children}
          </GuardContext>
          {opening.isAsking && <LoseTyped stay={opening.stay} leave={opening.close} />}
        </BaseDialog>
      </Modal>
    </ModalOverlay>
  );
  if (!trigger) return overlay;
  return (
    <DialogTrigger isOpen={opening.isOpen} onOpenChange={opening.change}>
      {trigger}
      {overlay}
    </DialogTrigger>
  );
}
