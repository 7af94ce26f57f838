import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ifMatch, reply } from "../../../api/client";
import { Checkbox, Select } from "../../../ui/choices";
import { NumberField } from "../../../ui/fields";
import { TimeField } from "../../../ui/TimeField";
import { SaveForm } from "../frame/SaveForm";
import type { Timing } from "./Timing";
import { useWeekday, WEEKDAYS } from "./useWeekday";

export function TimingForm({ of: timing, close }: { of: Timing; close: () => void }) {
  const { t } = useTranslation("settings");
  const weekday = useWeekday();
  const [start, setStart] = useState(timing.workingHoursStart);
  const [end, setEnd] = useState(timing.workingHoursEnd);
  const [most, setMost] = useState(timing.messagesPerDay);
  return (
    <SaveForm
      columns="two"
      close={close}
      save={(values) => {
        const body = {
          workingHoursStart: start,
          workingHoursEnd: end,
          workingDaysOnly: "workingDaysOnly" in values,
          messagesPerDay: most,
          digestWeekday: Number(values.digestWeekday),
        };
        const { etag } = timing;
        return reply(api.PATCH("/v1/notificationSettings", { body, ...(etag && { headers: ifMatch({ etag }) }) }));
      }}
    >
      <TimeField label={t("reminders.from")} value={start} onChange={(time) => setStart(time || start)} />
      <TimeField label={t("reminders.to")} value={end} onChange={(time) => setEnd(time || end)} />
      <div className="whole">
        <Checkbox name="workingDaysOnly" defaultSelected={timing.workingDaysOnly}>
          {t("reminders.onlyWorkingDays")}
        </Checkbox>
      </div>
      <NumberField
        name="messagesPerDay"
        label={t("reminders.most")}
        hint={t("reminders.mostHint")}
        value={most}
        minValue={1}
        onChange={(count) => setMost(Number.isNaN(count) ? most : count)}
      />
      <Select
        name="digestWeekday"
        label={t("reminders.weekly")}
        options={WEEKDAYS.map((day) => ({ id: String(day), name: weekday(day) }))}
        defaultSelectedKey={String(timing.digestWeekday)}
      />
    </SaveForm>
  );
}
