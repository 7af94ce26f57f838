import { useTranslation } from "react-i18next";
import type { components } from "../../../api/generated/openapi";
import { useWords } from "../../../i18n/words";
import { useSources } from "../../../parts/sources";
import type { IconName } from "../../../ui/Icon";
import { usePeople } from "../../../ui/people";
import type { Happening } from "../../../ui/Timeline";
import { useTalks, useTouches } from "../queries";
import type { Lead, Touch } from "../types";
import { merged } from "./merged";

type Talk = components["schemas"]["accounts.Interaction"];

const TALK_ICONS: Readonly<Partial<Record<Talk["type"], IconName>>> = {
  INTERACTION_TYPE_CALL: "phone",
  INTERACTION_TYPE_VISIT: "visit",
  INTERACTION_TYPE_MEETING: "meeting",
  INTERACTION_TYPE_MAIL: "mail",
  INTERACTION_TYPE_WECHAT: "chat",
  INTERACTION_TYPE_MESSAGE: "chat",
};
const TOUCH_ICONS: Readonly<Partial<Record<Touch["type"], IconName>>> = {
  TOUCH_TYPE_MAIL_OPENED: "mail",
  TOUCH_TYPE_LINK_CLICKED: "link",
  TOUCH_TYPE_PAGE_VIEWED: "eye",
  TOUCH_TYPE_DUPLICATE_ENQUIRY: "flag",
  TOUCH_TYPE_FORM_SUBMITTED: "file",
};

/** Talks and touches on one line of time, as far as they were read. */
export function useHistory(lead: Lead) {
  const { t } = useTranslation("leads");
  const word = useWords();
  const { nameOf } = usePeople();
  const { nameOf: sourceOf } = useSources();
  const [talks, touches] = [useTalks(lead.id), useTouches(lead.id)];
  const lines = (parts: readonly (string | false | undefined)[]): string => parts.filter(Boolean).join(" · ");

  const talk = (of: Talk): Happening => ({
    id: of.id,
    time: of.interactionTime ?? "",
    icon: TALK_ICONS[of.type] ?? "chat",
    tone: of.outcome === "OUTCOME_UNSPECIFIED" ? undefined : "on",
    title: lines([
      word("InteractionType", of.type),
      of.outcome !== "OUTCOME_UNSPECIFIED" && word("Outcome", of.outcome),
      nameOf(of.personId),
    ]),
    text: [of.text, of.nextStep && t("history.next", { step: lines([of.nextStep, of.nextStepDate]) })]
      .filter(Boolean)
      .join("\n"),
  });
  const touch = (of: Touch): Happening => ({
    id: of.id,
    time: of.touchTime ?? "",
    icon: TOUCH_ICONS[of.type] ?? "star",
    title: lines([word("TouchType", of.type), sourceOf(of.sourceId), of.channel]),
    text: lines([of.detail, of.personName, of.phone, of.email]),
  });
  // What cannot be read, or may not be, is left out: the other half still says something.
  const talked = talks.data?.pages.flatMap((page) => page.interactions.map(talk)) ?? [];
  const seen = touches.data?.pages.flatMap((page) => page.touches.map(touch)) ?? [];
  const isWaiting = talks.isLoading || touches.isLoading;
  const ways = [talks, touches].filter((each) => each.hasNextPage);
  return {
    happenings: isWaiting
      ? undefined
      : merged(lead.firstTouchTime && { ...came(lead, t("history.came")), text: sourceOf(lead.sourceId) }, [
          { items: talked, hasMore: talks.hasNextPage },
          { items: seen, hasMore: touches.hasNextPage },
        ]),
    more: ways.length > 0 ? () => void Promise.all(ways.map((each) => each.fetchNextPage())) : undefined,
    isReading: talks.isFetchingNextPage || touches.isFetchingNextPage,
  };
}

function came({ id, firstTouchTime = "" }: Lead, title: string): Happening {
  return { id, time: firstTouchTime, icon: "flag", title };
}
