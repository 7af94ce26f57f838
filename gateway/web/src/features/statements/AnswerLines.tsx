import { Radio, RadioGroup } from "react-aria-components/RadioGroup";
import { useTranslation } from "react-i18next";
import { useWords } from "../../i18n/words";
import { TextField } from "../../ui/fields";
import { MoneyField } from "../../ui/MoneyField";
import { Badge, Money } from "../../ui/shown";
import { NOTHING, type Said, type Saying } from "./answering";
import type { Item } from "./types";
import "./statements.css";

/** The lines to answer: each is confirmed, or disputed with a reason and, where it is not all of it, an amount. */
export function AnswerLines(props: {
  items: readonly Item[];
  saying: Saying;
  onChange: (position: number, said: Said) => void;
  missing: number | undefined;
}) {
  const { items, saying, onChange, missing } = props;
  return (
    <ol className="answer-lines">
      {items.map((item) => (
        <AnswerLine
          key={item.position}
          item={item}
          said={saying[item.position] ?? NOTHING}
          onChange={(said) => onChange(item.position, said)}
          isMissing={missing === item.position}
        />
      ))}
    </ol>
  );
}

function AnswerLine(props: { item: Item; said: Said; onChange: (said: Said) => void; isMissing: boolean }) {
  const { item, said, onChange, isMissing } = props;
  const { t } = useTranslation("statements");
  return (
    <li className="answer-line">
      <ItemHead of={item} />
      <RadioGroup
        className="answer-choice"
        aria-label={t("answer.of", { position: item.position })}
        value={said.verdict ?? ""}
        onChange={(verdict) => onChange({ ...said, verdict: verdict === "disputed" ? "disputed" : "confirmed" })}
      >
        <Radio value="confirmed" className="answer-radio">
          {t("answer.confirm")}
        </Radio>
        <Radio value="disputed" className="answer-radio">
          {t("answer.dispute")}
        </Radio>
      </RadioGroup>
      {said.verdict === "disputed" && (
        <div className="answer-why">
          <TextField
            label={t("answer.why")}
            lines={2}
            maxLength={1000}
            value={said.text}
            onChange={(text) => onChange({ ...said, text })}
            isRequired
            autoFocus
          />
          {item.amount && (
            <MoneyField
              label={t("answer.howMuch")}
              hint={t("answer.howMuchHint")}
              currencyCode={item.amount.currencyCode}
              onChange={(amount) => onChange({ ...said, amount })}
            />
          )}
        </div>
      )}
      {isMissing && (
        <p className="field-error" role="alert">
          {t("answer.missing")}
        </p>
      )}
    </li>
  );
}

/** What is open: of which contract and instalment, due when, how much. */
export function ItemHead({ of }: { of: Item }) {
  const { t } = useTranslation("statements");
  const word = useWords();
  return (
    <div className="answer-head">
      <div>
        <strong>
          {of.contractNumber} {of.instalmentName}
        </strong>
        <span className="answer-note">
          {word("StatementSection", of.section)}
          {of.dueDate && ` · ${t("due", { day: of.dueDate })}`} {of.overdue && <Badge tone="late">{t("late")}</Badge>}
        </span>
      </div>
      {of.amount && <Money of={of.amount} />}
    </div>
  );
}
