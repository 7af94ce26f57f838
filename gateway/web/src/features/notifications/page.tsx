import { useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api, reply } from "../../api/client";
import { Button } from "../../ui/Button";
import { Failure } from "../../ui/Failure";
import { GoLink } from "../../ui/Go";
import { Page } from "../../ui/Page";
import { Panel } from "../../ui/Panel";
import { EmptyState } from "../../ui/shown";
import { Messages } from "./Messages";
import { Preferences } from "./Preferences";
import { useMessages } from "./queries";
import type { NotificationsSearch } from "./routes";
import { useOpening } from "./useOpening";
import "./notifications.css";

/** What one was told, the unread first; and how one wants to be told. */
export function NotificationsPage() {
  const { t } = useTranslation("notifications");
  const search: NotificationsSearch = useSearch({ strict: false });
  const tab = search.tab ?? "messages";
  const [unread, read] = [useMessages(true), useMessages(false)];
  const { run, isPending } = useOpening();
  const count = unread.unread?.count;
  const failed = [unread, read].find(({ isError }) => isError);
  const isEmpty = unread.messages?.length === 0 && read.messages?.length === 0;

  // What comes in the meantime stays unread.
  const newest = unread.messages?.[0]?.sentTime;
  const readAll = (): Promise<unknown> =>
    run(() => reply(api.POST("/v1/notifications:markAllRead", { body: newest ? { untilTime: newest } : {} })), {
      done: ({ marked }) => t("marked", { count: marked ?? 0 }),
    });
  return (
    <Page
      title={t("title")}
      finding={
        count === undefined ? (failed ? t("title") : null) : t(count ? "finding.unread" : "finding.none", { count })
      }
      actions={
        tab === "messages" &&
        Boolean(count) && (
          <Button isPending={isPending} onPress={() => void readAll()}>
            {t("markAll")}
          </Button>
        )
      }
      tabs={[
        { id: "messages", name: t("tabs.messages"), go: { to: "/notifications" } },
        {
          id: "preferences",
          name: t("tabs.preferences"),
          go: { to: "/notifications", search: { tab: "preferences" } },
        },
      ]}
      tab={tab}
    >
      {tab === "preferences" ? (
        <Preferences />
      ) : (
        <>
          {failed && (
            <Panel>
              <Failure of={failed.error} retry={() => void failed.refetch()} />
            </Panel>
          )}
          {!failed && <Messages title={t("unread")} of={unread} />}
          {!failed && <Messages title={t("read")} of={read} />}
          {isEmpty && (
            <Panel>
              <EmptyState
                title={t("empty.title")}
                action={
                  <GoLink go={{ to: "/notifications", search: { tab: "preferences" } }} className="button">
                    {t("tabs.preferences")}
                  </GoLink>
                }
              >
                {t("empty.text")}
              </EmptyState>
            </Panel>
          )}
        </>
      )}
    </Page>
  );
}
