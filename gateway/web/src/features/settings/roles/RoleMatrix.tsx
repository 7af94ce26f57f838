import { useDeferredValue, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ifMatch, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import { useSession } from "../../../app/session";
import { usePermissionText, useWords } from "../../../i18n/words";
import type { Role } from "../../../parts/roles";
import { Button } from "../../../ui/Button";
import { TextField } from "../../../ui/fields";
import { Panel } from "../../../ui/Panel";
import { REACHES } from "../people/reaches";
import { CopyRole } from "./CopyRole";
import { givenOf, grantsOf, groupsOf, same, withReach } from "./matrix";
import { ReachRow } from "./ReachRow";

export interface RoleMatrixProps {
  of: Role;
  all: readonly Role[];
  name: string;
  open: (id: string) => void;
}

/** Permissions down, reaches across. */
export function RoleMatrix({ of: role, all, name, open }: RoleMatrixProps) {
  const { t } = useTranslation("settings");
  const { may } = useSession();
  const word = useWords();
  const permissionText = usePermissionText();
  const { run, isPending } = useCommand();
  const before = useMemo(() => givenOf(role.grants), [role.grants]);
  const [chosen, setChosen] = useState(before);
  const [typed, setTyped] = useState("");
  const wanted = useDeferredValue(typed.trim());
  const mayChange = may("role.update") && !role.shipped;
  const groups = groupsOf(all)
    .map(({ type, permissions }) => ({
      type,
      rows: permissions
        .filter((permission) => mayChange || chosen.has(permission))
        .map((permission) => ({ permission, text: permissionText(permission) }))
        .filter(({ text }) => !wanted || text.toLowerCase().includes(wanted.toLowerCase())),
    }))
    .filter(({ rows }) => rows.length > 0);

  const save = async (): Promise<void> => {
    const params = { path: { role_id: role.id }, header: ifMatch(role) };
    const body = { grants: grantsOf(chosen, role.grants) };
    await run(() => reply(api.PATCH("/v1/roles/{role_id}", { params, body })), { done: t("saved") });
  };
  return (
    <Panel
      title={name}
      note={role.shipped ? t("roles.shipped") : t("roles.count", { count: chosen.size })}
      actions={
        <>
          {may("role.create") && <CopyRole of={role} name={name} open={open} />}
          {mayChange && !same(before, chosen) && (
            <Button kind="main" isPending={isPending} onPress={() => void save()}>
              {t("roles.save")}
            </Button>
          )}
        </>
      }
      isFlush
    >
      <div className="roles-find">
        <TextField aria-label={t("roles.find")} label={t("roles.find")} value={typed} onChange={setTyped} />
      </div>
      <div className="roles-scroll">
        <div className="roles-matrix">
          <div className="roles-row head" aria-hidden="true">
            <span />
            <span>{t("roles.none")}</span>
            {REACHES.map((reach) => (
              <span key={reach}>{word("Reach", reach)}</span>
            ))}
          </div>
          {groups.map(({ type, rows }) => (
            <section key={type} aria-label={word("type", type)}>
              <h3>{word("type", type)}</h3>
              {rows.map(({ permission, text }) => (
                <ReachRow
                  key={permission}
                  text={text}
                  reach={chosen.get(permission)}
                  isReadOnly={!mayChange}
                  change={(reach) => setChosen(withReach(chosen, permission, reach))}
                />
              ))}
            </section>
          ))}
        </div>
      </div>
    </Panel>
  );
}
