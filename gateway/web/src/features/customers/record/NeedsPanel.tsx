import { useTranslation } from "react-i18next";
import { TextField } from "../../../ui/fields";
import { Panel } from "../../../ui/Panel";
import { EditedFact, useFacts } from "./EditedFact";
import type { PartProps } from "./sections";

const TEXTS = ["keyNeeds", "concerns", "relationship"] as const;

/** What it really needs, what it watches, and how far we have come with it. */
export function NeedsPanel({ account }: PartProps) {
  const { t } = useTranslation("customers");
  const facts = useFacts(account);
  return (
    <Panel title={t("needs.title")}>
      <div className="customer-needs">
        {TEXTS.map((field) => (
          <section key={field}>
            <h3>{t(`needs.${field}`)}</h3>
            <EditedFact
              {...facts}
              label={t(`needs.${field}`)}
              patch={(values) => ({ [field]: values[field]?.trim() ?? "" })}
              field={
                <TextField
                  name={field}
                  label={t(`needs.${field}`)}
                  defaultValue={account[field]}
                  lines={4}
                  maxLength={5000}
                  autoFocus
                />
              }
            >
              {account[field] && <span className="customer-text">{account[field]}</span>}
            </EditedFact>
          </section>
        ))}
      </div>
    </Panel>
  );
}
