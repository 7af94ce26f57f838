import { useTranslation } from "react-i18next";
import { useFieldTexts } from "../../../api/problemText";
import type { EnumValue } from "../../../i18n/words";
import { Checkbox, Select } from "../../../ui/choices";
import { NumberField } from "../../../ui/fields";
import { useOptions } from "../../../ui/useOptions";
import { Ticks } from "../frame/Ticks";
import { UNITS, type Unit } from "./delay";
import type { DraftProps } from "./draft";

type Kind = EnumValue<"ChannelKind">;

/** By which ways, how soon, and what may wait. */
export function RuleHow({ draft, change, problem }: DraftProps) {
  const { t } = useTranslation("settings");
  const channels = useOptions("ChannelKind") as { id: Kind; name: string }[];
  const faults = useFieldTexts()(problem);
  return (
    <>
      <div className="whole">
        <Ticks
          name="channels"
          label={t("reminders.channels")}
          options={channels}
          chosen={draft.channels}
          onChange={(chosen) => change({ channels: chosen })}
          error={faults.channels && t("reminders.noWay")}
        />
      </div>
      <div className="whole reminder-delay">
        <NumberField
          name="delayMinutes"
          label={t("reminders.delay")}
          hint={t("reminders.delayHint")}
          value={draft.delay.count}
          minValue={0}
          onChange={(count) => change({ delay: { ...draft.delay, count: Number.isNaN(count) ? 0 : count } })}
        />
        <Select
          name="delayUnit"
          label={t("reminders.unit")}
          options={UNITS.map((unit) => ({ id: unit, name: t(`reminders.units.${unit}`) }))}
          selectedKey={draft.delay.unit}
          onSelectionChange={(key) => change({ delay: { ...draft.delay, unit: key as Unit } })}
        />
        <Select
          name="digest"
          label={t("reminders.digest")}
          options={useOptions("Digest")}
          selectedKey={draft.digest}
          onSelectionChange={(key) => change({ digest: key as EnumValue<"Digest"> })}
        />
      </div>
      <div className="whole reminder-flags">
        <Checkbox name="urgent" isSelected={draft.urgent} onChange={(urgent) => change({ urgent })}>
          <Flag name={t("reminders.urgent")} note={t("reminders.urgentNote")} />
        </Checkbox>
        <Checkbox name="escalation" isSelected={draft.escalation} onChange={(escalation) => change({ escalation })}>
          <Flag name={t("reminders.escalation")} note={t("reminders.escalationNote")} />
        </Checkbox>
        <Checkbox
          name="customerFacing"
          isSelected={draft.customerFacing}
          onChange={(customerFacing) => change({ customerFacing })}
        >
          <Flag name={t("reminders.facing")} note={t("reminders.facingNote")} />
        </Checkbox>
      </div>
    </>
  );
}

function Flag({ name, note }: { name: string; note: string }) {
  return (
    <span className="reminder-flag">
      {name}
      <small>{note}</small>
    </span>
  );
}
