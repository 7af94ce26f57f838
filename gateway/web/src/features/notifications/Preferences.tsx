import { useTranslation } from "react-i18next";
import { $api, api, ifMatch, reply } from "../../api/client";
import { useCommand } from "../../api/command";
import type { components } from "../../api/generated/openapi";
import { useSession } from "../../app/session";
import { Select, Switch } from "../../ui/choices";
import { Failure } from "../../ui/Failure";
import { Panel } from "../../ui/Panel";
import { Skeleton } from "../../ui/shown";
import { TimeField } from "../../ui/TimeField";
import { Ways } from "./Ways";

type Preference = components["schemas"]["notifier.NotificationPreference"];
export type Change = components["schemas"]["notifier.NotificationPreferencePatch"];

const EVENING = "21:00";
const MORNING = "08:00";
const OWN = "own";

/** How one wants to be told. What is chosen holds at once. */
export function Preferences() {
  const { t } = useTranslation("notifications");
  const { me } = useSession();
  const params = { path: { notification_preference_id: me.id } };
  const query = $api.useQuery("get", "/v1/notificationPreferences/{notification_preference_id}", { params });
  const { run, isPending } = useCommand();
  if (query.isError) return <Failure of={query.error} retry={() => void query.refetch()} />;
  if (!query.data) {
    return (
      <Panel>
        <Skeleton lines={5} />
      </Panel>
    );
  }
  const { etag } = query.data;
  const change = (body: Change): void =>
    void run(
      () =>
        reply(
          api.PATCH("/v1/notificationPreferences/{notification_preference_id}", {
            params,
            body,
            ...(etag && { headers: ifMatch({ etag }) }),
          }),
        ),
      { done: t("preferences.saved") },
    );
  return (
    <div className="preferences">
      <When of={query.data} isPending={isPending} onChange={change} />
      <Ways of={query.data.choices} onChange={(choices) => change({ choices })} />
    </div>
  );
}

interface WhenProps {
  of: Preference;
  isPending: boolean;
  onChange: (change: Change) => void;
}

function When({ of: { language, quietHoursStart, quietHoursEnd, dailyDigest }, isPending, onChange }: WhenProps) {
  const { t } = useTranslation("notifications");
  const isQuiet = quietHoursStart !== "";
  return (
    <Panel title={t("preferences.when")}>
      <div className="preference-list">
        <Switch isSelected={dailyDigest} isDisabled={isPending} onChange={(is) => onChange({ dailyDigest: is })}>
          <span className="preference-words">
            {t("preferences.digest")}
            <small>{t("preferences.digestNote")}</small>
          </span>
        </Switch>
        <Switch
          isSelected={isQuiet}
          isDisabled={isPending}
          onChange={(is) => onChange({ quietHoursStart: is ? EVENING : "", quietHoursEnd: is ? MORNING : "" })}
        >
          <span className="preference-words">
            {t("preferences.quiet")}
            <small>{t("preferences.quietNote")}</small>
          </span>
        </Switch>
        {isQuiet && (
          <div className="preference-times">
            <TimeField
              label={t("preferences.from")}
              value={quietHoursStart}
              onChange={(time) => time && time !== quietHoursStart && onChange({ quietHoursStart: time })}
            />
            <TimeField
              label={t("preferences.to")}
              value={quietHoursEnd}
              onChange={(time) => time && time !== quietHoursEnd && onChange({ quietHoursEnd: time })}
            />
          </div>
        )}
        <Select
          label={t("preferences.language")}
          options={[
            { id: OWN, name: t("preferences.languages.own") },
            { id: "zh-CN", name: t("preferences.languages.zh-CN") },
            { id: "en-US", name: t("preferences.languages.en-US") },
          ]}
          selectedKey={language || OWN}
          isDisabled={isPending}
          onSelectionChange={(key) => onChange({ language: key === OWN ? "" : String(key) })}
        />
      </div>
    </Panel>
  );
}
