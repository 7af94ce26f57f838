import { useTranslation } from "react-i18next";
import { $api, api, reply } from "../../api/client";
import { useCommand } from "../../api/command";
import type { components } from "../../api/generated/openapi";
import { useSession } from "../../app/session";
import { Button } from "../../ui/Button";
import { Failure } from "../../ui/Failure";
import { Icon } from "../../ui/Icon";
import { Panel } from "../../ui/Panel";
import { Badge, DateText, Skeleton } from "../../ui/shown";

type Stay = components["schemas"]["identity.Session"];

const MOST = 50;
const SHOWN = 8;

async function end(id: string): Promise<true> {
  await reply(api.DELETE("/v1/sessions/{session_id}", { params: { path: { session_id: id } } }));
  return true;
}

/** From where one is signed in. What one does not know is ended here. */
export function Sessions() {
  const { t } = useTranslation("me");
  const { run, isPending } = useCommand();
  const found = $api.useQuery("get", "/v1/sessions", { params: { query: { pageSize: MOST } } });
  const stays = found.data?.sessions ?? [];
  const [here, others] = [stays.filter(({ current }) => current), stays.filter(({ current }) => !current)];

  const endAll = async (): Promise<void> => {
    const all = async (): Promise<true> => {
      for (const { id } of others) await end(id);
      return true;
    };
    await run(all, { done: t("sessions.allEnded", { count: others.length }) });
    await found.refetch();
  };
  return (
    <Panel
      title={t("sessions.title")}
      note={found.data && t("sessions.count", { count: stays.length })}
      actions={
        others.length > 0 && (
          <Button kind="plain" isPending={isPending} onPress={() => void endAll()}>
            {t("sessions.endOthers")}
          </Button>
        )
      }
      isFlush
    >
      {found.isError && <Failure of={found.error} retry={() => void found.refetch()} />}
      {found.isPending && (
        <div className="me-waiting">
          <Skeleton lines={3} />
        </div>
      )}
      <ul className="me-rows">
        {[...here, ...others.slice(0, SHOWN)].map((stay) => (
          <Row key={stay.id} of={stay} />
        ))}
        {others.length > SHOWN && (
          <li className="me-row me-quiet">{t("sessions.more", { count: others.length - SHOWN })}</li>
        )}
      </ul>
    </Panel>
  );
}

function Row({ of: stay }: { of: Stay }) {
  const { t } = useTranslation("me");
  const { zone } = useSession();
  const { run, isPending } = useCommand();
  const device = stay.device || t("sessions.unknown");
  return (
    <li className="me-row">
      <Icon name="system" size={18} />
      <span className="me-words">
        <span className="me-name">
          {device} {stay.current && <Badge tone="good">{t("sessions.here")}</Badge>}
        </span>
        <span className="me-quiet">
          {stay.lastUseTime && (
            <>
              {t("sessions.used")} <DateText of={stay.lastUseTime} zone={zone} />
            </>
          )}
        </span>
      </span>
      {!stay.current && (
        <Button
          kind="plain"
          isPending={isPending}
          aria-label={t("sessions.endOf", { device })}
          onPress={() => void run(() => end(stay.id), { done: t("sessions.ended") })}
        >
          {t("sessions.end")}
        </Button>
      )}
    </li>
  );
}
