import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import { Facts } from "../../../ui/Facts";
import { Panel } from "../../../ui/Panel";
import { DateText } from "../../../ui/shown";
import type { Statement } from "../types";

/** Who answered, how well that is shown, and what the link was used for. */
export function AnswerPanel({ of }: { of: Statement }) {
  const { t } = useTranslation("statements");
  const word = useWords();
  const { zone } = useSession();
  const at = (time: string | undefined) => time && <DateText of={time} zone={zone} />;
  const evidence = of.evidence === "ANSWER_EVIDENCE_UNSPECIFIED" ? "" : word("AnswerEvidence", of.evidence);
  return (
    <Panel title={t("evidence")}>
      <Facts
        of={[
          { name: t("field.evidence"), value: evidence },
          {
            name: t("field.answeredBy"),
            value: [of.answeredByName, of.answeredByPosition].filter(Boolean).join("，"),
          },
          { name: t("field.answerTime"), value: at(of.answerTime) },
          { name: t("field.answerAddress"), value: of.answerAddress },
          { name: t("field.sentTo"), value: of.sentTo },
          { name: t("field.sendTime"), value: at(of.sendTime) },
          { name: t("field.linkExpireTime"), value: of.linkActive && at(of.linkExpireTime) },
          { name: t("field.unansweredTime"), value: at(of.unansweredTime) },
        ]}
      />
      {of.views.length > 0 && (
        <ul className="statement-list" aria-label={t("views")}>
          {of.views.toReversed().map((view) => (
            <li key={view.time}>
              <span>
                {t("viewed")} {at(view.time)}
              </span>
              <span className="statement-note">{view.address}</span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
