import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "../../api/command";
import { useSession } from "../../app/session";
import { Button, IconButton } from "../Button";
import { Icon } from "../Icon";
import { type Act, Menu } from "../overlays";
import { archive, change, create, type SavedView, setDefault, unsetDefault } from "./useViews";
import { NameView, ShareView } from "./viewDialogs";

export interface ViewsMenuProps {
  resource: string;
  views: readonly SavedView[];
  current: SavedView | undefined;
  isOwn: (view: SavedView) => boolean;
  /** What is on the screen differs from the view. */
  isChanged: boolean;
  /** What is on the screen, as a view keeps it. */
  shown: Pick<SavedView, "columns" | "filter" | "orderBy">;
  choose: (view: SavedView | undefined) => void;
}

/** How this list is looked at, under names. */
export function ViewsMenu({ resource, views, current, isOwn, isChanged, shown, choose }: ViewsMenuProps) {
  const { t } = useTranslation();
  const { may } = useSession();
  const { run } = useCommand();
  const [asking, setAsking] = useState<"save" | "rename" | "share">();
  const mine = current && isOwn(current);
  const close = (): void => setAsking(undefined);

  const acts: (Act | false | undefined)[] = [
    mine &&
      isChanged &&
      may("saved_view.update") && {
        id: "update",
        name: t("view.update"),
        icon: "check",
        act: async () => {
          const saved = await run(() => change(current, shown), {
            done: t("view.saved", { name: current.name }),
            undo: (replied) =>
              change(replied, { columns: current.columns, filter: current.filter, orderBy: current.orderBy }),
          });
          if (saved) choose(saved);
        },
      },
    may("saved_view.create") && { id: "save", name: t("view.save"), icon: "plus", act: () => setAsking("save") },
    mine &&
      may("saved_view.update") && {
        id: "rename",
        name: t("view.rename"),
        icon: "edit",
        act: () => setAsking("rename"),
      },
    mine &&
      may("saved_view.share") && { id: "share", name: t("view.share"), icon: "share", act: () => setAsking("share") },
    current && {
      id: "default",
      name: current.isDefault ? t("view.unsetDefault") : t("view.setDefault"),
      icon: "star",
      act: () =>
        void run(() => (current.isDefault ? unsetDefault(current) : setDefault(current)), { done: t("view.kept") }),
    },
    mine &&
      may("saved_view.archive") && {
        id: "archive",
        name: t("view.archive"),
        icon: "archive",
        act: async () => {
          if (await run(() => archive(current), { done: t("view.archived", { name: current.name }) }))
            choose(undefined);
        },
      },
  ];

  return (
    <div className="grid-views">
      <Menu
        aria-label={t("view.all")}
        trigger={
          <Button kind="plain">
            <b>{current?.name ?? t("view.everything")}</b>
            {isChanged && <span className="view-changed">{t("view.changed")}</span>}
            <Icon name="down" />
          </Button>
        }
        acts={[
          { id: "all", name: t("view.everything"), act: () => choose(undefined) },
          ...views.map((view) => ({
            id: view.id,
            name: view.name,
            note: isOwn(view) ? undefined : t("view.shared"),
            ...(view.isDefault && { icon: "star" as const }),
            act: () => choose(view),
          })),
        ]}
      />
      <Menu
        aria-label={t("view.acts")}
        trigger={
          <IconButton aria-label={t("view.acts")}>
            <Icon name="more" />
          </IconButton>
        }
        acts={acts.filter((act): act is Act => Boolean(act))}
      />
      {asking === "save" && (
        <NameView
          title={t("view.save")}
          save={(name) => create({ ...shown, name, resource })}
          saved={choose}
          close={close}
        />
      )}
      {asking === "rename" && current && (
        <NameView
          title={t("view.rename")}
          name={current.name}
          save={(name) => change(current, { name })}
          saved={choose}
          close={close}
        />
      )}
      {asking === "share" && current && <ShareView view={current} close={close} />}
    </div>
  );
}
