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
import { usePhone } from "../../../ui/usePhone";
import { REACHES } from "../people/reaches";
import { LimitsDialog } from "./LimitsDialog";
import { commonOf, isLimited, limitedOf, ofRecords, withLimits } from "./limits";
import { givenOf, grantsOf, groupsOf, same, withReach } from "./matrix";
import { ReachRow } from "./ReachRow";
import { RoleActs } from "./RoleActs";
import { useLimitsText } from "./useLimitsText";

export interface RoleMatrixProps {
  of: Role;
  all: readonly Role[];
  name: string;
  open: (id: string) => void;
}

/** Permissions down, reaches across; below a permission, to which part of the company it is limited. */
export function RoleMatrix({ of: role, all, name, open }: RoleMatrixProps) {
  const { t } = useTranslation("settings");
  const { may } = useSession();
  const word = useWords();
  const permissionText = usePermissionText();
  const limitsText = useLimitsText();
  const isPhone = usePhone();
  const { run, isPending } = useCommand();
  const before = useMemo(() => givenOf(role.grants), [role.grants]);
  const [chosen, setChosen] = useState(before);
  const [limited, setLimited] = useState(() => limitedOf(role.grants));
  const [asked, setAsked] = useState<readonly string[]>();
  const [typed, setTyped] = useState("");
  const wanted = useDeferredValue(typed.trim());
  const mayChange = may("role.update") && !role.shipped && !role.archiveTime;
  const grants = grantsOf(chosen, limited);
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
    await run(() => reply(api.PATCH("/v1/roles/{role_id}", { params, body: { grants } })), { done: t("saved") });
  };
  const common = commonOf(limited, ofRecords(chosen.keys()));
  const [only] = asked?.length === 1 ? asked : [];
  return (
    <Panel
      title={name}
      note={role.shipped ? t("roles.shipped") : t("roles.count", { count: chosen.size })}
      actions={
        <>
          <RoleActs of={role} name={name} open={open} />
          {mayChange && (
            <Button kind="plain" onPress={() => setAsked(ofRecords(chosen.keys()))}>
              {t("roles.limits.all")}
            </Button>
          )}
          {mayChange && !same(role.grants, grants) && (
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
        {common && isLimited(common) && (
          <p className="settings-note">{t("roles.limits.only", { limits: limitsText(common) })}</p>
        )}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keys, too */}
      <section className="roles-scroll" aria-label={name} tabIndex={0}>
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
              {rows.map(({ permission, text }) => {
                const limits = limited.get(permission);
                return (
                  <ReachRow
                    key={permission}
                    text={text}
                    limits={limits && limitsText(limits)}
                    reach={chosen.get(permission)}
                    isReadOnly={!mayChange}
                    isNarrow={isPhone}
                    change={(reach) => setChosen(withReach(chosen, permission, reach))}
                    limit={() => setAsked([permission])}
                  />
                );
              })}
            </section>
          ))}
        </div>
      </section>
      <LimitsDialog
        title={only ? t("roles.limits.titleOf", { name: permissionText(only) }) : t("roles.limits.title", { name })}
        of={asked && commonOf(limited, asked)}
        isOpen={asked !== undefined}
        close={() => setAsked(undefined)}
        take={(limits) => asked && setLimited(withLimits(limited, asked, limits))}
      />
    </Panel>
  );
}
