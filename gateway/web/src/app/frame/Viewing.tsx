import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { api, reply } from "../../api/client";
import { useCommand } from "../../api/command";
import { Button } from "../../ui/Button";
import { clockOf } from "../../ui/days";
import { Icon } from "../../ui/Icon";
import { useSession } from "../session";
import "./viewing.css";

/** The gateway remembers for two seconds who somebody is. */
const REMEMBERED = 3000;

/** With whose eyes one looks at every page, until when, and the way back. */
export function Viewing({ until }: { until: string }) {
  const { t } = useTranslation("me");
  const { me, sessionId, zone, language } = useSession();
  const { run, isPending } = useCommand();
  useOwnEyesAgain(until);

  const end = async (): Promise<void> => {
    const params = { path: { session_id: sessionId } };
    await reply(api.POST("/v1/sessions/{session_id}:endViewAs", { params, body: {} }));
    // Nothing that was read as somebody else stays in memory: the page begins anew.
    location.assign(`/settings/people?user=${me.id}`);
  };
  return (
    <div className="viewing" role="status">
      <Icon name="eye" />
      <p>
        {t("viewing.as", { name: me.name })} <span>{t("viewing.until", { time: clockOf(until, zone, language) })}</span>
      </p>
      <Button kind="plain" isPending={isPending} onPress={() => void run(end)}>
        {t("viewing.end")}
      </Button>
    </div>
  );
}

/** It ends by itself: everything is read anew then, and first of all who one is. */
function useOwnEyesAgain(until: string): void {
  const client = useQueryClient();
  const { company } = useSession();
  useEffect(() => {
    const left = Date.parse(until) - Date.now() - company.clockOffsetSeconds * 1000;
    const timer = setTimeout(() => void client.invalidateQueries(), Math.max(left, 0) + REMEMBERED);
    return () => clearTimeout(timer);
  }, [until, client, company.clockOffsetSeconds]);
}
