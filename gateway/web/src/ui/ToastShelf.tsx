import {
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from "react-aria-components/Toast";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "./Button";
import { Icon } from "./Icon";
import type { Result } from "./toasts";
import "./toasts.css";

/** How long undo is offered. A failure stays until it was read. */
const UNDO_MILLISECONDS = 8000;
const queue = new ToastQueue<Result>({ maxVisibleToasts: 3 });

export function lay(result: Result): void {
  queue.add(result, result.failed ? {} : { timeout: UNDO_MILLISECONDS });
}

export function ToastShelf() {
  const { t } = useTranslation();
  return (
    <ToastRegion queue={queue} aria-label={t("notifications")} className="toasts">
      {({ toast }) => (
        <Toast toast={toast} className={toast.content.failed ? "toast failed" : "toast"}>
          <ToastContent className="toast-text">{toast.content.text}</ToastContent>
          {toast.content.undo && (
            <Button
              kind="plain"
              onPress={() => {
                toast.content.undo?.();
                queue.close(toast.key);
              }}
            >
              {t("undo")}
            </Button>
          )}
          <IconButton slot="close" aria-label={t("close")}>
            <Icon name="close" />
          </IconButton>
        </Toast>
      )}
    </ToastRegion>
  );
}
