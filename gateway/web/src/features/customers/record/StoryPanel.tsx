import { useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { Button } from "../../../ui/Button";
import { Failure } from "../../../ui/Failure";
import { GoLink } from "../../../ui/Go";
import { Icon } from "../../../ui/Icon";
import { Panel } from "../../../ui/Panel";
import { Timeline } from "../../../ui/Timeline";
import { useStory } from "../queries";
import { customerSearch } from "../search";
import { GROUPS, groupOf, lookOf, storyFilter } from "../story";
import type { PartProps } from "./sections";
import { useStoryLine } from "./useStoryLine";

/** Everything that happened with the customer, whoever did it: talks, deals, contracts, money. */
export function StoryPanel({ account, onLog }: PartProps) {
  const { t } = useTranslation("customers");
  const { zone, may } = useSession();
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const { section, story } = customerSearch(search);
  const group = groupOf(story);
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useStory(
    account.id,
    storyFilter(group),
  );
  const line = useStoryLine(account);
  const entries = data?.pages.flatMap((page) => page.entries);
  const go = (to: string | undefined) => ({
    to: `/customers/${account.id}`,
    search: { ...(section && { section }), ...(to && { story: to }) },
  });
  const log = may("interaction.create") && !account.archiveTime && (
    <Button kind="plain" onPress={onLog}>
      <Icon name="plus" />
      {t("act.log")}
    </Button>
  );
  return (
    <Panel title={t("story.title")} actions={log}>
      <nav className="customer-groups" aria-label={t("story.filter")}>
        {[undefined, ...GROUPS].map((each) => (
          <GoLink
            key={each ?? "all"}
            go={go(each)}
            className="customer-group"
            {...(each === group && { "aria-current": "page" as const })}
          >
            {t(`story.group.${each ?? "all"}`)}
          </GoLink>
        ))}
      </nav>
      {error ? (
        <Failure of={error} retry={() => void refetch()} isSmall />
      ) : (
        <Timeline
          of={entries?.map((entry) => {
            const { icon, tone } = lookOf(entry.kind, entry.parameters.type);
            return { id: entry.id, time: entry.createTime ?? "", icon, tone, ...line(entry) };
          })}
          zone={zone}
          more={hasNextPage ? () => void fetchNextPage() : undefined}
          isReading={isFetchingNextPage}
          empty={{ title: t("story.none"), text: group ? t("story.noneOf") : t("story.noneText") }}
        />
      )}
    </Panel>
  );
}
