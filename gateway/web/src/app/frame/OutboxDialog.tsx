import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "../../api/problem";
import { useProblemText } from "../../api/problemText";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/overlays";
import { DateText } from "../../ui/shown";
import type { Kept, Outbox } from "../outbox";
import { useSession } from "../session";

/** What was written down without a network, and what became of it. */
export function OutboxDialog({ outbox, close }: { outbox: Outbox; close: () => void }) {
  const { t } = useTranslation();
  const kept = useSyncExternalStore(outbox.onChange, () => outbox.kept);
  return (
    <Dialog title={t("reach.title")} isOpen onOpenChange={close}>
      <ul className="reach-list">
        {kept.map((each) => (
          <Row key={each.key} kept={each} outbox={outbox} />
        ))}
      </ul>
    </Dialog>
  );
}

function Row({ kept, outbox }: { kept: Kept; outbox: Outbox }) {
  const { t } = useTranslation();
  const { zone } = useSession();
  const textOf = useProblemText();
  const { body, refused, isSent } = kept;
  return (
    <li>
      <p>{body.text}</p>
      <small>
        {isSent && <span>{t("reach.todoLeft")}</span>}
        {body.interactionTime && <DateText of={body.interactionTime} zone={zone} />}
        {refused && <span>{textOf(new Problem(0, refused.reason, refused.detail, refused.metadata))}</span>}
      </small>
      <footer>
        {refused && <Button onPress={() => void outbox.retry(kept)}>{t("retry")}</Button>}
        <Button kind="plain" onPress={() => void outbox.drop(kept)}>
          {t("reach.drop")}
        </Button>
      </footer>
    </li>
  );
}
