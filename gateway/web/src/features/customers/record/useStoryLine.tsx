import { useTranslation } from "react-i18next";
import { moneyText } from "../../../api/money";
import { useSession } from "../../../app/session";
import { type EnumName, type EnumValue, useWords } from "../../../i18n/words";
import { daysBetween } from "../../../parts/days";
import { dayOf, dayText } from "../../../parts/moments";
import { useStageName } from "../../../parts/processes";
import { GoLink } from "../../../ui/Go";
import { usePeople } from "../../../ui/people";
import type { Happening } from "../../../ui/Timeline";
import { amountIn, isTold, placeOfEntry } from "../story";
import type { Account, TimelineEntry } from "../types";

type Line = Pick<Happening, "title" | "text">;

/** One fact in words: what happened, who did it, and what it says besides. */
export function useStoryLine(account: Account): (entry: TimelineEntry) => Line {
  const { t } = useTranslation("customers");
  const word = useWords();
  const stageName = useStageName();
  const { language, zone } = useSession();
  const { nameOf } = usePeople();

  const day = (of: string): string => dayText(of, language, { year: "numeric", month: "2-digit", day: "2-digit" });
  const byOf = ({ actor, parameters }: TimelineEntry): string =>
    nameOf(parameters.person_id || actor.replace(/^user:/, "")) ?? "";

  const talk = (entry: TimelineEntry): Line => {
    const { type, outcome, text, next_step, next_step_date, quality, subject_name } = entry.parameters;
    const about = subject_name && subject_name !== account.name ? t("story.about", { name: subject_name }) : "";
    const notes = [
      next_step && t("story.next", { step: next_step, day: next_step_date ? day(next_step_date) : "" }).trim(),
      quality && t("story.quality", { quality }),
      about,
    ].filter(Boolean);
    return {
      title: (
        <>
          <b>{word("InteractionType", enumValue<"InteractionType">("INTERACTION_TYPE", type))}</b> {byOf(entry)}
          {outcome && (
            <span className="customer-quiet"> {word("Outcome", enumValue<"Outcome">("OUTCOME", outcome))}</span>
          )}
        </>
      ),
      text: (
        <>
          {text && <p className="customer-said">{text}</p>}
          {notes.length > 0 && <p className="customer-quiet">{notes.join(" · ")}</p>}
        </>
      ),
    };
  };

  return (entry) => {
    const { kind, parameters, subjectType, subjectId, createTime } = entry;
    if (kind === "InteractionLogged") return talk(entry);
    const money = amountIn(parameters.amount);
    const values = {
      ...parameters,
      amount: money ? moneyText(money, language) : "",
      owner: nameOf(parameters.owner_id) ?? "",
      stage: parameters.stage ? stageName(undefined, parameters.stage) : "",
      reason: (language === "en-US" && parameters.reason_en) || parameters.reason || "",
      channel: parameters.channel ?? "",
      name: parameters.name ?? "",
      number: parameters.number ?? "",
    };
    const title = isTold(kind) ? t(`story.kind.${kind}`, values).trim() : t("story.other");
    const to = placeOfEntry(subjectType, subjectId);
    // The day of the fact itself, where it is not the one on which it was written down.
    const own = parameters.date && createTime && daysBetween(parameters.date, dayOf(createTime, zone)) !== 0;
    const notes = [values.reason, own && day(parameters.date ?? ""), byOf(entry)].filter(Boolean);
    return {
      title: to ? <GoLink go={{ to }}>{title}</GoLink> : title,
      text: notes.length > 0 && <span className="customer-quiet">{notes.join(" · ")}</span>,
    };
  };
}

/** Facts carry the values of enums as plain words: "wechat". */
function enumValue<Name extends EnumName>(prefix: string, value = ""): EnumValue<Name> {
  return `${prefix}_${value.toUpperCase()}` as EnumValue<Name>;
}
