import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api, api, ifMatch, reply } from "../../api/client";
import { useCommand } from "../../api/command";
import type { components } from "../../api/generated/openapi";
import { useSession } from "../../app/session";
import { Button } from "../../ui/Button";
import { Confirm } from "../../ui/Confirm";
import { Failure } from "../../ui/Failure";
import { Icon } from "../../ui/Icon";
import { Panel } from "../../ui/Panel";
import { usePeople } from "../../ui/people";
import { Badge, DateText, EmptyState, Skeleton } from "../../ui/shown";
import { NewKey } from "./NewKey";

type Key = components["schemas"]["identity.ApiKey"];

/** What programs act with, in the name of a person. */
export function ApiKeys() {
  const { t } = useTranslation("me");
  const { may } = useSession();
  const query = { pageSize: 100, orderBy: "create_time desc" };
  const found = $api.useQuery("get", "/v1/apiKeys", { params: { query } });
  const keys = found.data?.apiKeys ?? [];
  // The secret is shown once, in the dialog: it outlives the button that opened it.
  const [isNew, setNew] = useState(false);
  const mayCreate = may("api_key.create");
  return (
    <Panel
      title={t("keys.title")}
      actions={
        mayCreate && (
          <Button kind="plain" onPress={() => setNew(true)}>
            <Icon name="plus" />
            {t("keys.new")}
          </Button>
        )
      }
      isFlush
    >
      {found.isError && <Failure of={found.error} retry={() => void found.refetch()} />}
      {found.isPending && (
        <div className="me-waiting">
          <Skeleton lines={2} />
        </div>
      )}
      {found.data && keys.length === 0 && (
        <EmptyState
          title={t("keys.none")}
          action={mayCreate && <Button onPress={() => setNew(true)}>{t("keys.new")}</Button>}
        >
          {t("keys.noneText")}
        </EmptyState>
      )}
      <ul className="me-rows">
        {keys.map((key) => (
          <Row key={key.id} of={key} />
        ))}
      </ul>
      <NewKey isOpen={isNew} onOpenChange={setNew} />
    </Panel>
  );
}

function Row({ of: key }: { of: Key }) {
  const { t } = useTranslation("me");
  const { zone, may } = useSession();
  const { nameOf } = usePeople();
  return (
    <li className="me-row">
      <Icon name="lock" size={18} />
      <span className="me-words">
        <span className="me-name">
          {key.name} <code>…{key.hint}</code> {key.revokeTime && <Badge>{t("keys.revoked")}</Badge>}
        </span>
        <span className="me-quiet">
          {t("keys.for", { name: nameOf(key.personId) ?? "—" })}
          {" · "}
          {key.lastUseTime ? (
            <>
              {t("keys.used")} <DateText of={key.lastUseTime} zone={zone} />
            </>
          ) : (
            t("keys.unused")
          )}
          {key.expireTime && (
            <>
              {" · "}
              {t("keys.until")} <DateText of={key.expireTime} zone={zone} />
            </>
          )}
        </span>
      </span>
      {!key.revokeTime && may("api_key.revoke") && <Revoke of={key} />}
    </li>
  );
}

function Revoke({ of: key }: { of: Key }) {
  const { t } = useTranslation("me");
  const { run, isPending, problem } = useCommand();
  const params = { path: { api_key_id: key.id }, header: ifMatch(key) };
  return (
    <Confirm
      title={t("keys.revokeTitle", { name: key.name })}
      confirm={t("keys.revoke")}
      isPending={isPending}
      problem={problem}
      trigger={<Button kind="plain">{t("keys.revoke")}</Button>}
      onConfirm={async () =>
        Boolean(
          await run(() => reply(api.POST("/v1/apiKeys/{api_key_id}:revoke", { params, body: {} })), {
            done: t("keys.revokedDone"),
            quiet: true,
          }),
        )
      }
    >
      {t("keys.revokeText")}
    </Confirm>
  );
}
