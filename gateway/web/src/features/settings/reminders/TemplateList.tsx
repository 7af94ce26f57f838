import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { said } from "../../../parts/said";
import { Button } from "../../../ui/Button";
import { Failure } from "../../../ui/Failure";
import { TextField } from "../../../ui/fields";
import { Panel } from "../../../ui/Panel";
import { Badge, EmptyState, Skeleton } from "../../../ui/shown";
import { NEW } from "../frame/catalogue";
import { byArea } from "./events";
import { type Template, useTemplates } from "./queries";
import { readable } from "./texts";
import { useNames } from "./useNames";
import { useEventText } from "./useRuleText";

/** The words of messages by what they are about. */
export function TemplateList({ open }: { open: (id: string) => void }) {
  const { t } = useTranslation("settings");
  const { language, may } = useSession();
  const { templates, error, refetch } = useTemplates();
  const eventText = useEventText();
  const { shownOf } = useNames();
  const [typed, setTyped] = useState("");
  const wanted = useDeferredValue(typed.trim().toLowerCase());
  if (error) return <Failure of={error} retry={() => void refetch()} />;
  if (!templates) {
    return (
      <Panel>
        <Skeleton lines={12} />
      </Panel>
    );
  }
  if (templates.length === 0) {
    return (
      <EmptyState
        title={t("reminders.noTemplates")}
        action={may("template.manage") && <Button onPress={() => open(NEW)}>{t("reminders.newTemplate")}</Button>}
      >
        {t("reminders.noTemplatesText")}
      </EmptyState>
    );
  }
  const shown = templates
    .map((template) => ({
      template,
      event: template.event,
      name: template.shipped ? eventText(template.event) : template.name,
      title: readable(said({ text: template.title, textEn: template.titleEn }, language), shownOf),
    }))
    .filter(
      ({ name, event, title }) => !wanted || `${name} ${eventText(event)} ${title}`.toLowerCase().includes(wanted),
    );
  return (
    <>
      <div className="settings-find">
        <TextField label={t("reminders.find")} value={typed} onChange={setTyped} type="search" />
      </div>
      {shown.length === 0 && <p className="settings-note">{t("reminders.noMatch")}</p>}
      {byArea(shown).map(({ area, of }) => (
        <Panel
          key={area}
          title={t(`reminders.areas.${area}`)}
          note={t("reminders.texts", { count: of.length })}
          isFlush
        >
          <ul className="reminders">
            {of.map(({ template, name, title }) => (
              <Row key={template.id} of={template} name={name} title={title} open={() => open(template.id)} />
            ))}
          </ul>
        </Panel>
      ))}
    </>
  );
}

function Row({ of: template, name, title, open }: { of: Template; name: string; title: string; open: () => void }) {
  const { t } = useTranslation("settings");
  const eventText = useEventText();
  return (
    <li className="reminder text">
      <span className="reminder-words">
        <span className="reminder-name">
          <Button kind="plain" onPress={open}>
            {name}
          </Button>
          {!template.shipped && <Badge>{t("roles.own")}</Badge>}
        </span>
        {!template.shipped && <span className="settings-note">{eventText(template.event)}</span>}
      </span>
      <span className="reminder-title">{title}</span>
    </li>
  );
}
