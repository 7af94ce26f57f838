import { useTranslation } from "react-i18next";
import { $api } from "../../../api/client";
import type { components } from "../../../api/generated/openapi";
import { useSession } from "../../../app/session";
import { Button } from "../../../ui/Button";
import { Facts } from "../../../ui/Facts";
import { Failure } from "../../../ui/Failure";
import { Dialog } from "../../../ui/overlays";
import { Panel } from "../../../ui/Panel";
import { Skeleton } from "../../../ui/shown";
import { TimingForm } from "./TimingForm";
import { useWeekday } from "./useWeekday";

export type Timing = components["schemas"]["notifier.NotificationSettings"];

/** When messages go that are not urgent, and how many of them on a day. */
export function TimingPanel() {
  const { t } = useTranslation("settings");
  const { may } = useSession();
  const { data, error, refetch } = $api.useQuery("get", "/v1/notificationSettings");
  return (
    <Panel
      title={t("reminders.timing")}
      actions={
        data &&
        may("notification_settings.update") && (
          <Dialog title={t("reminders.timing")} trigger={<Button kind="plain">{t("edit")}</Button>}>
            {(close) => <TimingForm of={data} close={close} />}
          </Dialog>
        )
      }
    >
      {error ? (
        <Failure of={error} retry={() => void refetch()} isSmall />
      ) : data ? (
        <Known of={data} />
      ) : (
        <Skeleton lines={2} />
      )}
    </Panel>
  );
}

function Known({ of: timing }: { of: Timing }) {
  const { t } = useTranslation("settings");
  const weekday = useWeekday();
  const { workingHoursStart: start, workingHoursEnd: end, workingDaysOnly } = timing;
  return (
    <Facts
      columns={3}
      of={[
        {
          name: t("reminders.hours"),
          value: t(workingDaysOnly ? "reminders.workingDays" : "reminders.everyDay", { start, end }),
        },
        { name: t("reminders.most"), value: t("reminders.mostADay", { count: timing.messagesPerDay }) },
        { name: t("reminders.weekly"), value: weekday(timing.digestWeekday) },
      ]}
    />
  );
}
