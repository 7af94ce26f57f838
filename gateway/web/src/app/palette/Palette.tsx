import { lazy, Suspense, useEffect, useState } from "react";
import { onHotkey } from "../keys";
import { onOpenPalette } from "./opening";

const load = () => import("./PaletteDialog").then((module) => ({ default: module.PaletteDialog }));
const PaletteDialog = lazy(load);
/** Milliseconds: after the page that is looked at has come. */
const EARLY = 4000;

/** Go, find, do, from anywhere: Ctrl K. Its code comes when it is opened first. */
export function Palette() {
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const open = (): void => setOpen(true);
    const ends = [onOpenPalette(open), onHotkey("mod+k", open), onHotkey("/", open)];
    // There before it is asked for: what is typed right after the keys that open it must not be lost.
    const early = setTimeout(() => void load(), EARLY);
    return () => {
      clearTimeout(early);
      for (const end of ends) end();
    };
  }, []);
  if (!isOpen) return null;
  return (
    <Suspense>
      <PaletteDialog close={() => setOpen(false)} />
    </Suspense>
  );
}
