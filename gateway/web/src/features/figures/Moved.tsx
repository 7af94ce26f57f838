import { useTranslation } from "react-i18next";
import { Panel } from "../../ui/Panel";
import { Money } from "../../ui/shown";
import type { Row } from "./queries";

const PARTS = ["opening", "arisen", "collected", "closing"] as const;
const SIGNS = { opening: "", arisen: "+", collected: "−", closing: "=" } as const;

/** From what was owed to what is: one line that adds up. */
export function Moved({ of: row }: { of: Row }) {
  const { t } = useTranslation("figures");
  return (
    <Panel title={t("moved")}>
      <dl className="key-figures-moved">
        {PARTS.map((part) => {
          const amount = row[part];
          return (
            <div key={part}>
              <dt>
                <span aria-hidden="true">{SIGNS[part]}</span> {t(`part.${part}`)}
              </dt>
              <dd>{amount && <Money of={amount} />}</dd>
            </div>
          );
        })}
      </dl>
    </Panel>
  );
}
