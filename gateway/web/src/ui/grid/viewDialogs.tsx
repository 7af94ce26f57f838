import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "../../api/command";
import { useSession } from "../../app/session";
import { Select } from "../choices";
import { Form } from "../Form";
import { TextField } from "../fields";
import { Dialog } from "../overlays";
import { type SavedView, share } from "./useViews";

interface NameViewProps {
  title: string;
  name?: string;
  save: (name: string) => Promise<SavedView>;
  saved: (view: SavedView) => void;
  close: () => void;
}

export function NameView({ title, name = "", save, saved, close }: NameViewProps) {
  const { t } = useTranslation();
  const { run, isPending, problem } = useCommand();
  const send = async (to: string): Promise<void> => {
    const view = await run(() => save(to), { done: t("view.saved", { name: to }), quiet: true });
    if (!view) return;
    saved(view);
    close();
  };
  return (
    <Dialog title={title} isOpen onOpenChange={close}>
      <Form
        onSubmit={(values) => void send(values.name ?? "")}
        problem={problem}
        isPending={isPending}
        onCancel={close}
      >
        <TextField name="name" label={t("view.name")} defaultValue={name} isRequired maxLength={100} autoFocus />
      </Form>
    </Dialog>
  );
}

const AUDIENCES = ["SAVED_VIEW_AUDIENCE_PRIVATE", "SAVED_VIEW_AUDIENCE_TEAM", "SAVED_VIEW_AUDIENCE_COMPANY"] as const;
type Audience = (typeof AUDIENCES)[number];

export function ShareView({ view, close }: { view: SavedView; close: () => void }) {
  const { t } = useTranslation();
  const { teams } = useSession();
  const { run, isPending, problem } = useCommand();
  const [audience, setAudience] = useState<Audience>(AUDIENCES.find((each) => each === view.audience) ?? AUDIENCES[0]);
  const isTeam = audience === "SAVED_VIEW_AUDIENCE_TEAM";
  const send = async (teamId: string): Promise<void> => {
    const done = t(`view.audience.${audience}`);
    if (await run(() => share(view, audience, isTeam ? teamId : ""), { done, quiet: true })) close();
  };
  return (
    <Dialog title={t("view.share")} isOpen onOpenChange={close}>
      <Form
        onSubmit={(values) => void send(values.teamId ?? "")}
        submit={t("view.share")}
        problem={problem}
        isPending={isPending}
        onCancel={close}
      >
        <Select
          label={t("view.for")}
          options={AUDIENCES.map((id) => ({ id, name: t(`view.audience.${id}`) }))}
          value={audience}
          onChange={(key) => setAudience(AUDIENCES.find((each) => each === key) ?? audience)}
        />
        {isTeam && (
          <Select
            name="teamId"
            label={t("view.team")}
            options={teams.map(({ id, name }) => ({ id, name }))}
            defaultValue={view.teamId || (teams[0]?.id ?? null)}
            isRequired
          />
        )}
      </Form>
    </Dialog>
  );
}
