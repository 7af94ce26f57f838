import { useTranslation } from "react-i18next";
import { $api } from "../../../api/client";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import { useRoles } from "../../../parts/roles";
import { useTeams } from "../../../parts/teams";
import { Facts } from "../../../ui/Facts";
import { Failure } from "../../../ui/Failure";
import { Drawer } from "../../../ui/overlays";
import { usePeople } from "../../../ui/people";
import { DateText, Skeleton } from "../../../ui/shown";
import { Reaches } from "./Reaches";
import { UserActs } from "./UserActs";
import type { User } from "./usePeopleColumns";

/** One colleague: who they are, what they may do, and what can be done about it. */
export function UserDrawer({ id, close }: { id: string | undefined; close: () => void }) {
  const { t } = useTranslation("settings");
  const params = { path: { user_id: id ?? "" } };
  const { data, error, refetch } = $api.useQuery("get", "/v1/users/{user_id}", { params }, { enabled: Boolean(id) });
  return (
    <Drawer
      title={data?.name ?? t("people.person")}
      isOpen={Boolean(id)}
      onOpenChange={(isOpen) => {
        if (!isOpen) close();
      }}
    >
      {error ? (
        <Failure of={error} retry={() => void refetch()} />
      ) : data ? (
        <Known of={data} />
      ) : (
        <Skeleton lines={8} />
      )}
    </Drawer>
  );
}

function Known({ of: user }: { of: User }) {
  const { t } = useTranslation("settings");
  const { zone } = useSession();
  const word = useWords();
  const { teams } = useTeams();
  const { roles, nameOf: roleName } = useRoles();
  const { nameOf } = usePeople();
  const held = roles?.filter(({ id }) => user.roleIds.includes(id)) ?? [];
  return (
    <>
      <UserActs of={user} />
      <Facts
        of={[
          { name: t("people.state"), value: word("UserState", user.state) },
          { name: t("people.email"), value: user.email },
          { name: t("people.phone"), value: user.phone },
          { name: t("people.team"), value: teams?.find(({ id }) => id === user.teamId)?.name ?? t("people.company") },
          { name: t("people.manager"), value: nameOf(user.managerId) },
          { name: t("people.roles"), value: held.map(roleName).join(t("people.and")) },
          { name: t("people.since"), value: user.createTime && <DateText of={user.createTime} zone={zone} /> },
        ]}
      />
      <Reaches of={held} />
    </>
  );
}
