import { useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { isReached, noteReach, onReach } from "../../api/reach";
import { Button } from "../../ui/Button";
import { Icon } from "../../ui/Icon";
import { lookOut } from "../lookOut";
import { type Outbox, outboxOf } from "../outbox";
import { useSession } from "../session";
import "./reach.css";

const OutboxDialog = lazy(() => import("./OutboxDialog").then((module) => ({ default: module.OutboxDialog })));

/** Says that the server does not answer, and what waits to be sent. Nothing where all is well. */
export function Reach() {
  const { t } = useTranslation();
  const { me, viewedUntil } = useSession();
  const outbox = outboxOf(me.id);
  const isHere = useSyncExternalStore(onReach, isReached);
  const kept = useSyncExternalStore(outbox.onChange, () => outbox.kept);
  const [isOpen, setOpen] = useState(false);
  useReturn(isHere, outbox, !viewedUntil);

  const refused = kept.filter((each) => each.refused).length;
  if (isHere && kept.length === 0) return null;
  return (
    <div className={isHere ? "reach" : "reach away"} role="status">
      <Icon name={isHere ? "clock" : "warning"} />
      <span>
        {isHere ? "" : t("reach.away")} {kept.length > 0 && t("reach.waiting", { count: kept.length })}{" "}
        {refused > 0 && t("reach.refused", { count: refused })}
      </span>
      {kept.length > 0 && (
        <Button kind="plain" onPress={() => setOpen(true)}>
          {t("reach.show")}
        </Button>
      )}
      {isOpen && (
        <Suspense>
          <OutboxDialog outbox={outbox} close={() => setOpen(false)} />
        </Suspense>
      )}
    </div>
  );
}

/** Looks, less and less often, whether the server is back; then its author sends what waits, and reads everything anew. */
function useReturn(isHere: boolean, outbox: Outbox, isAuthor: boolean): void {
  const client = useQueryClient();
  useEffect(() => {
    if (isHere && isAuthor) void outbox.flush();
  }, [isHere, outbox, isAuthor]);
  useEffect(() => {
    if (isHere) return;
    const stop = lookOut();
    return () => {
      stop();
      void client.invalidateQueries();
    };
  }, [isHere, client]);
  useEffect(() => {
    const gone = (): void => noteReach(false);
    addEventListener("offline", gone);
    return () => removeEventListener("offline", gone);
  }, []);
}
