import { useTranslation } from "react-i18next";
import { useSession } from "../../app/session";
import { Icon, type IconName } from "../../ui/Icon";
import { usePeople } from "../../ui/people";
import { DateText, Skeleton } from "../../ui/shown";
import { todayIn } from "../days";
import { useDecisions, useDisputes, useIntents, useNotes, usePromises, useReceiptsOf } from "./queries";
import { StoryLine } from "./StoryLine";
import { type Happened, storyOf } from "./story";
import type { Act, Instalment } from "./types";
import "./story.css";

const ICONS: Readonly<Record<Happened["kind"], IconName>> = {
  claimed: "flag",
  due: "clock",
  paid: "money",
  held: "money",
  takenBack: "undo",
  promise: "chat",
  dispute: "warning",
  intent: "eye",
  note: "phone",
  reminder: "bell",
};

/** What happened about an instalment: claims, money, what the customer said, reminders. The latest first. */
export function Story({ of, onAct }: { of: Instalment; onAct: (act: Act) => void }) {
  const { t } = useTranslation("instalment");
  const { zone } = useSession();
  const { nameOf } = usePeople();
  const receipts = useReceiptsOf(of.customerId);
  const promises = usePromises(of.contractId);
  const disputes = useDisputes(of.id);
  const intents = useIntents(of.customerId, of.id);
  const notes = useNotes(of.contractId, of.id);
  const decisions = useDecisions(of.id);
  const reads = [receipts, promises, disputes, intents, notes, decisions];
  if (reads.some(({ isLoading }) => isLoading)) return <Skeleton lines={5} />;
  const story = storyOf(
    of,
    {
      receipts: receipts.data?.receipts,
      promises: promises.data?.promises,
      disputes: disputes.data?.disputes,
      intents: intents.data?.intents,
      notes: notes.data?.collectionNotes,
      decisions: decisions.data?.decisions,
    },
    todayIn(zone),
  );
  if (story.length === 0) return <p className="story-none">{t("story.none")}</p>;
  return (
    <ol className="story">
      {story.map((each) => (
        <li key={each.id} className="story-item">
          <span className={`story-mark ${each.kind}`}>
            <Icon name={ICONS[each.kind]} size={14} />
          </span>
          <div className="story-words">
            <StoryLine of={each} instalment={of} onAct={onAct} />
            <span className="story-when">
              <DateText of={each.at} zone={zone} />
              {each.by && nameOf(each.by) && ` · ${nameOf(each.by)}`}
            </span>
          </div>
        </li>
      ))}
    </ol>
  );
}
