import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { samples } from "./samples";

export const LONG = "苏州工业园区青禾示例精密机械自动化装备制造股份有限公司";

/** One component, in its states. */
export function Part({ name, isGrid = false, children }: { name: string; isGrid?: boolean; children: ReactNode }) {
  return (
    <section className="part" id={name.split(/[ ,]/)[0]}>
      <h3>{name}</h3>
      <div className={isGrid ? "states" : "row"}>{children}</div>
    </section>
  );
}

export function useSamples() {
  const { i18n } = useTranslation();
  return samples(i18n.language);
}
