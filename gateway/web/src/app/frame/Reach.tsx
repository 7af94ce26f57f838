import { type QueryClient, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { isReached, noteReach, onReach } from "../../api/reach";
import { Button } from "../../ui/Button";
import { Icon } from "../../ui/Icon";
import { keepMe } from "../kept";
import { lookOut } from "../lookOut";
import { type Outbox, outboxOf } from "../outbox";
import { meQuery, useSession } from "../session";
import "./reach.css";

const OutboxDialog = lazy(() => import("./OutboxDialog").then((module) => ({ default: module.OutboxDialog })));

/** Says that the server does not answer, and what waits to be sent. Nothing where all is well. */
export function Reach() {
  const { t } = useTranslation();
  const { me, viewedUntil } = useSession();
  const outbox = outboxOf(me.id);
  const client = useQueryClient();
  const { data, isRefetchError } = useSuspenseQuery(meQuery);
  const isAnswered = useSyncExternalStore(onReach, isReached);
  // Begun from what the device keeps, while what stands before the server answers in its place.
  const isHere = isAnswered && !isRefetchError;
  const kept = useSyncExternalStore(outbox.onChange, () => outbox.kept);
  const [isOpen, setOpen] = useState(false);
  useEffect(() => keepMe(data), [data]);
  useReturn(isAnswered, client);
  const isAuthor = isAnswered && !viewedUntil;
  useSending(isAuthor, outbox, client);
  useAgain(isAuthor && (isRefetchError || kept.some(({ refused }) => !refused)), outbox, client);

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

/** Looks, less and less often, whether the server is back; then everything is read anew. */
function useReturn(isAnswered: boolean, client: QueryClient): void {
  useEffect(() => {
    if (isAnswered) return;
    const stop = lookOut();
    return () => {
      stop();
      void client.invalidateQueries();
    };
  }, [isAnswered, client]);
  useEffect(() => {
    const gone = (): void => noteReach(false);
    addEventListener("offline", gone);
    return () => removeEventListener("offline", gone);
  }, []);
}

/** As soon as the server answers, the author sends what waits; until then it is at least seen. */
function useSending(isAuthor: boolean, outbox: Outbox, client: QueryClient): void {
  useEffect(() => {
    // A browser that keeps nothing has nothing that waits.
    (isAuthor ? sendWaiting(outbox, client) : outbox.read()).catch(() => undefined);
  }, [isAuthor, outbox, client]);
}

const FIRST_WAIT = 5_000;
const LONGEST_WAIT = 120_000;

/** While something could not go although the server answers, as where it was busy: once more, less and less often. */
function useAgain(isStuck: boolean, outbox: Outbox, client: QueryClient): void {
  useEffect(() => {
    if (!isStuck) return;
    let wait = FIRST_WAIT;
    let timer = setTimeout(again, wait);
    function again(): void {
      wait = Math.min(LONGEST_WAIT, wait * 2);
      timer = setTimeout(again, wait);
      const me = client.getQueryState(meQuery.queryKey);
      if (me?.status === "error") void client.invalidateQueries({ queryKey: meQuery.queryKey });
      sendWaiting(outbox, client).catch(() => undefined);
    }
    return () => clearTimeout(timer);
  }, [isStuck, outbox, client]);
}

/** What was sent shows on the page that is open, as the to-do that is done. */
async function sendWaiting(outbox: Outbox, client: QueryClient): Promise<void> {
  if (await outbox.flush()) await client.invalidateQueries();
}
