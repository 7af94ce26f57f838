import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, reply } from "../../api/client";
import { useCommand } from "../../api/command";
import { meQuery, useSession } from "../../app/session";
import { InPlace } from "../../parts/InPlace";
import { useRoles } from "../../parts/roles";
import { Facts } from "../../ui/Facts";
import { TextField } from "../../ui/fields";
import { Panel } from "../../ui/Panel";
import { usePeople } from "../../ui/people";

type Own = "name" | "phone";

/** What the company knows of oneself; name and telephone are one's own to change. */
export function Profile() {
  const { t } = useTranslation("me");
  const { me, teams, zone, company } = useSession();
  const { nameOf } = usePeople();
  const { roles, nameOf: roleName } = useRoles();
  const team = teams.find(({ id }) => id === me.teamId);
  const held = roles?.filter(({ id }) => me.roleIds.includes(id)).map(roleName);
  return (
    <Panel title={t("profile.title")}>
      <Facts
        of={[
          { name: t("profile.name"), value: <Change field="name" /> },
          { name: t("profile.email"), value: me.email },
          { name: t("profile.phone"), value: <Change field="phone" /> },
          { name: t("profile.team"), value: team?.name ?? (me.teamId ? "" : company.name) },
          { name: t("profile.manager"), value: nameOf(me.managerId) },
          { name: t("profile.roles"), value: held?.join(t("profile.and")) },
          { name: t("profile.zone"), value: zone },
        ]}
      />
    </Panel>
  );
}

function Change({ field }: { field: Own }) {
  const { t } = useTranslation("me");
  const { me } = useSession();
  const client = useQueryClient();
  const { run, isPending, problem } = useCommand();
  const value = me[field];
  return (
    <InPlace
      label={t(`profile.${field}`)}
      isPending={isPending}
      problem={problem}
      field={
        <TextField
          name={field}
          label={t(`profile.${field}`)}
          defaultValue={value}
          type={field === "phone" ? "tel" : "text"}
          autoComplete={field === "phone" ? "tel" : "name"}
          maxLength={field === "phone" ? 40 : 200}
          isRequired={field === "name"}
          autoFocus
        />
      }
      onSave={async (values) => {
        const body = { [field]: values[field]?.trim() ?? "" };
        const done = await run(() => reply(api.PATCH("/v1/me", { body })), { done: t("profile.saved"), quiet: true });
        if (done) await client.invalidateQueries({ queryKey: meQuery.queryKey });
        return done;
      }}
    >
      {value}
    </InPlace>
  );
}
