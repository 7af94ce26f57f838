import type { ReactNode } from "react";
import "./wide.css";

/** A table that may be wider than the screen. */
export function Wide({ children }: { children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keys, too
    <div className="wide" tabIndex={0}>
      {children}
    </div>
  );
}
