import { useTranslation } from "react-i18next";
import type { components } from "../../api/generated/openapi";
import { useWords } from "../../i18n/words";
import { Choices } from "../../parts/log/Choices";
import "../../parts/log/sheet.css";
import { Button, IconButton } from "../../ui/Button";
import { Icon } from "../../ui/Icon";
import { type Act, Menu } from "../../ui/Menu";
import { Panel } from "../../ui/Panel";
import { EVENTS } from "./events";

type Choice = components["schemas"]["notifier.ChannelChoice"];
type Kind = Choice["channels"][number];

const KINDS: readonly Kind[] = [
  "CHANNEL_KIND_IN_APP",
  "CHANNEL_KIND_MAIL",
  "CHANNEL_KIND_WECOM",
  "CHANNEL_KIND_DINGTALK",
  "CHANNEL_KIND_FEISHU",
];
/** What is not named. */
const ALL = "";

interface WaysProps {
  of: readonly Choice[];
  onChange: (choices: Choice[]) => void;
}

/** By which ways one hears of what; without a choice, as the company's rules say. */
export function Ways({ of, onChange }: WaysProps) {
  const { t } = useTranslation("notifications");
  const word = useWords();
  const set = (event: string, channels: readonly Kind[]): void => {
    const others = of.filter((choice) => choice.event !== event);
    onChange([...others, { event, channels: [...channels] }]);
  };
  const nameOf = (event: string): string => (event ? t(`event.${event}`, { defaultValue: event }) : t("ways.all"));
  const named = [...of].sort((one, other) => Number(one.event !== ALL) - Number(other.event !== ALL));
  const free = [ALL, ...Object.values(EVENTS).flat()].filter((event) => !of.some((choice) => choice.event === event));
  const acts: Act[] = free.map((event) => ({
    id: event || "all",
    name: nameOf(event),
    act: () => set(event, ["CHANNEL_KIND_IN_APP"]),
  }));
  return (
    <Panel
      title={t("ways.title")}
      actions={
        <Menu
          aria-label={t("ways.add")}
          acts={acts}
          trigger={
            <Button kind="plain">
              <Icon name="plus" />
              {t("ways.add")}
            </Button>
          }
        />
      }
    >
      {named.length === 0 && <p className="ways-none">{t("ways.none")}</p>}
      <ul className="ways">
        {named.map(({ event, channels }) => (
          <li key={event} className="way">
            <div className="way-name">
              <b>{nameOf(event)}</b>
              {channels.length === 0 && <small>{t("ways.muted")}</small>}
            </div>
            <Choices
              label={nameOf(event)}
              mode="multiple"
              options={KINDS.map((value) => ({ value, text: word("ChannelKind", value) }))}
              chosen={channels}
              onChange={(to) => set(event, to)}
            />
            <IconButton
              aria-label={t("ways.remove", { name: nameOf(event) })}
              onPress={() => onChange(of.filter((choice) => choice.event !== event))}
            >
              <Icon name="close" />
            </IconButton>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
