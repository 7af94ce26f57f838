import { useRouter } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import { onHotkey, onSequence } from "../keys";
import { allowed, DESK, FOOT, LOG } from "../navigation";
import { useSession } from "../session";
import { useExists } from "./NavLink";

const KeysDialog = lazy(() => import("./KeysDialog").then((module) => ({ default: module.KeysDialog })));

export const GO = "g";

/** g and a letter goes to a page, l writes down, ? lists them all. */
export function Hotkeys() {
  const router = useRouter();
  const session = useSession();
  const exists = useExists();
  const [isOpen, setOpen] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the pages that there are do not change
  useEffect(() => {
    const go = (href: string) => () => void router.navigate({ href });
    const pages = allowed([...DESK, ...FOOT], session, exists);
    const letters = pages.flatMap(({ key, to }) => (key ? [[key, go(to)] as const] : []));
    const [log] = allowed([LOG], session, exists);
    const ends = [onSequence(GO, new Map(letters)), onHotkey("?", () => setOpen(true))];
    if (log) ends.push(onHotkey("l", go(log.to)));
    return () => {
      for (const end of ends) end();
    };
  }, [router, session]);
  if (!isOpen) return null;
  return (
    <Suspense>
      <KeysDialog close={() => setOpen(false)} />
    </Suspense>
  );
}
