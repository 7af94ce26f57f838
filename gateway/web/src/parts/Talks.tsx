import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "../api/client";
import type { components } from "../api/generated/openapi";
import { useSession } from "../app/session";
import { useWords } from "../i18n/words";
import { Button } from "../ui/Button";
import { Failure } from "../ui/Failure";
import type { IconName } from "../ui/Icon";
import { Icon } from "../ui/Icon";
import { Panel } from "../ui/Panel";
import { usePeople } from "../ui/people";
import { type Happening, Timeline } from "../ui/Timeline";
import "./talks.css";
import { LogSheet, type LogSubject, prepareLogSheet } from "./LogSheet";

type Interaction = components["schemas"]["accounts.Interaction"];

const ICONS: Readonly<Record<string, IconName>> = {
  INTERACTION_TYPE_CALL: "phone",
  INTERACTION_TYPE_VISIT: "visit",
  INTERACTION_TYPE_MEETING: "meeting",
  INTERACTION_TYPE_MAIL: "mail",
};

interface TalksProps {
  of: LogSubject;
  /** By which field of an interaction it is found. */
  field: "opportunity_id" | "contract_id";
  /** What else happened to it, in the same line of days. */
  also?: readonly Happening[];
}

/** What was said about something and what happened to it, day by day; and writing down more. */
export function Talks({ of, field, also = [] }: TalksProps) {
  const { t } = useTranslation("parts");
  const { may, zone } = useSession();
  const lineOf = useTalkLine();
  const [isLogging, setLogging] = useState(false);
  const query = { filter: `${field} = "${of.id}"`, orderBy: "interaction_time desc", pageSize: 20 };
  const talks = $api.useInfiniteQuery(
    "get",
    "/v1/interactions",
    { params: { query } },
    {
      pageParamName: "pageToken",
      initialPageParam: "",
      getNextPageParam: ({ nextPageToken }) => nextPageToken || undefined,
      enabled: may("interaction.read"),
    },
  );
  const read = talks.data?.pages.flatMap(({ interactions }) => interactions.map(lineOf));
  const isRead = read !== undefined || !may("interaction.read");
  // What happened before the oldest talk that was read comes with the next ones.
  const oldest = talks.hasNextPage ? (read?.at(-1)?.time ?? "") : "";
  const lines = [...(read ?? []), ...also.filter(({ time }) => time >= oldest.slice(0, time.length))];
  const log = may("interaction.create") && (
    <Button kind="plain" onPress={() => setLogging(true)} onHoverStart={prepareLogSheet}>
      <Icon name="edit" />
      {t("talks.log")}
    </Button>
  );
  return (
    <Panel title={t("talks.title")} actions={log}>
      {talks.error ? (
        <Failure of={talks.error} retry={() => void talks.refetch()} isSmall />
      ) : (
        <Timeline
          zone={zone}
          of={isRead ? lines.sort((one, other) => other.time.localeCompare(one.time)) : undefined}
          empty={{ title: t("talks.none"), text: t("talks.why") }}
          more={talks.hasNextPage ? () => void talks.fetchNextPage() : undefined}
          isReading={talks.isFetchingNextPage}
        />
      )}
      <LogSheet of={of} isOpen={isLogging} onOpenChange={setLogging} />
    </Panel>
  );
}

function useTalkLine(): (talk: Interaction) => Happening {
  const { t } = useTranslation("parts");
  const word = useWords();
  const { nameOf } = usePeople();
  return (talk) => {
    const next = talk.nextStep && t("talks.next", { what: talk.nextStep, date: talk.nextStepDate });
    return {
      id: talk.id,
      time: talk.interactionTime ?? talk.createTime ?? "",
      icon: ICONS[talk.type] ?? "chat",
      title: [word("InteractionType", talk.type), nameOf(talk.personId)].filter(Boolean).join(" · "),
      text: (
        <>
          {talk.text}
          {next && <p className="talks-next">{next}</p>}
        </>
      ),
    };
  };
}
