import { useTranslation } from "react-i18next";
import { type Money as Amount, isZero, moneyText, toMinor } from "../../../api/money";
import { useSession } from "../../../app/session";
import { Button } from "../../../ui/Button";
import { Icon } from "../../../ui/Icon";
import { blank, type Draft, leftOver } from "./drafts";
import { TermRow } from "./TermRow";
import "./terms.css";

interface TermsEditorProps {
  drafts: readonly Draft[];
  /** What they make up together; nothing while it is not known. */
  total: Amount | undefined;
  currencyCode: string;
  onChange: (drafts: Draft[]) => void;
}

/** How a contract is paid, instalment by instalment; what is still left over stands below. */
export function TermsEditor({ drafts, total, currencyCode, onChange }: TermsEditorProps) {
  const { t } = useTranslation("contracts");
  const set = (key: number, to: Partial<Draft>): void =>
    onChange(drafts.map((draft) => (draft.key === key ? { ...draft, ...to } : draft)));
  return (
    <fieldset className="terms-editor" aria-label={t("terms.title")}>
      {drafts.map((draft, at) => (
        <TermRow
          key={draft.key}
          draft={draft}
          position={at + 1}
          currencyCode={currencyCode}
          onChange={(to) => set(draft.key, to)}
          onRemove={draft.isSettled ? undefined : () => onChange(drafts.filter(({ key }) => key !== draft.key))}
        />
      ))}
      <div className="terms-foot">
        <Button kind="plain" onPress={() => onChange([...drafts, blank()])}>
          <Icon name="plus" />
          {t("terms.add")}
        </Button>
        {total && <Left drafts={drafts} total={total} />}
      </div>
    </fieldset>
  );
}

function Left({ drafts, total }: { drafts: readonly Draft[]; total: Amount }) {
  const { t } = useTranslation("contracts");
  const { language } = useSession();
  const left = leftOver(drafts, total);
  if (!left) return null;
  if (isZero(left))
    return <span className="terms-left good">{t("terms.whole", { total: moneyText(total, language) })}</span>;
  const minor = toMinor(left);
  const amount = moneyText({ ...left, amount: left.amount.replace("-", "") }, language);
  return <span className="terms-left">{t(minor > 0n ? "terms.less" : "terms.more", { amount })}</span>;
}
