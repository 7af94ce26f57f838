import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { api, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import { useSession } from "../../../app/session";
import { Confirm } from "../../../ui/Confirm";
import type { User } from "./usePeopleColumns";

export interface ViewAsProps {
  of: Pick<User, "id" | "name" | "state">;
  trigger: ReactElement;
}

/** Looks at the product with a colleague's eyes, once it is said why. Nothing where one may not. */
export function ViewAs({ of: { id, name, state }, trigger }: ViewAsProps) {
  const { t } = useTranslation("settings");
  const { me, may } = useSession();
  const { run, isPending, problem } = useCommand();
  if (!may("user.view_as") || id === me.id || state !== "USER_STATE_ACTIVE") return null;
  return (
    <Confirm
      title={t("people.viewAsOf", { name })}
      confirm={t("people.viewAs")}
      reason="required"
      isPending={isPending}
      problem={problem}
      trigger={trigger}
      onConfirm={async (reason) => {
        const params = { path: { user_id: id } };
        const begun = await run(() => reply(api.POST("/v1/users/{user_id}:viewAs", { params, body: { reason } })), {
          quiet: true,
        });
        // What was read as oneself is not what they see: the page begins anew.
        if (begun) location.assign("/today");
        return Boolean(begun);
      }}
    >
      {t("people.viewAsText", { name })}
    </Confirm>
  );
}
