import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api, api, reply } from "../../api/client";
import { useCommand } from "../../api/command";
import { Problem } from "../../api/problem";
import { useProblemText } from "../../api/problemText";
import { Button } from "../../ui/Button";
import { Failure } from "../../ui/Failure";
import { Form } from "../../ui/Form";
import type { Values } from "../../ui/formValues";
import { Icon } from "../../ui/Icon";
import { Skeleton } from "../../ui/shown";
import { HandOver } from "./HandOver";
import { type Invited, invitedOf, sorted } from "./inviting";
import { Line } from "./Line";

const FIRST = [0, 1, 2];
const MOST = 200;
const USUAL = "sales";

/** Accounts for the colleagues; their passwords are made here, and shown once. */
export function People({ done }: { done: () => void }) {
  const { t } = useTranslation("setup");
  const roles = $api.useQuery("get", "/v1/roles", { params: { query: { pageSize: 100 } } });
  const textOf = useProblemText();
  const { run, isPending, problem } = useCommand();
  const [lines, setLines] = useState(FIRST);
  const [created, setCreated] = useState<Invited[]>([]);
  const [errors, setErrors] = useState<ReadonlyMap<number, string>>(new Map());

  const create = async (values: Values): Promise<void> => {
    const invited = invitedOf(values, lines);
    if (invited.length === 0) return done();
    const requests = invited.map(({ name, email, roleId, password }) => ({
      user: { name, email, password, roleIds: [roleId] },
    }));
    const replied = await run(() => reply(api.POST("/v1/users:batchCreate", { body: { requests } })), { quiet: true });
    if (!replied) return;
    const fate = sorted(invited, replied.verdicts);
    setCreated((before) => [...before, ...fate.created]);
    setErrors(
      new Map([...fate.refused].map(([line, { reason, detail }]) => [line, textOf(new Problem(0, reason, detail))])),
    );
    setLines((before) => before.filter((line) => fate.refused.has(line)));
  };

  const mend = (line: number): void => {
    if (errors.has(line)) setErrors(new Map([...errors].filter(([each]) => each !== line)));
  };

  if (roles.isError) return <Failure of={roles.error} retry={() => void roles.refetch()} />;
  if (!roles.data) return <Skeleton lines={4} />;
  if (created.length > 0 && lines.length === 0) return <HandOver invited={created} done={done} />;
  const options = roles.data.roles.map(({ id, name }) => ({ id, name }));
  const usual = roles.data.roles.find(({ key }) => key === USUAL)?.id ?? options[0]?.id ?? "";
  return (
    <Form
      onSubmit={(values) => void create(values)}
      problem={problem}
      isPending={isPending}
      submit={t("people.submit")}
      aside={
        <Button kind="plain" onPress={() => (created.length > 0 ? setLines([]) : done())}>
          {t("people.skip")}
        </Button>
      }
    >
      {errors.size > 0 && <p role="alert">{t("people.refused", { count: errors.size })}</p>}
      {lines.map((line) => (
        <Line key={line} line={line} roles={options} usual={usual} error={errors.get(line)} mend={() => mend(line)} />
      ))}
      {lines.length < MOST && (
        <Button kind="plain" onPress={() => setLines((before) => [...before, Math.max(-1, ...before) + 1])}>
          <Icon name="plus" />
          {t("people.add")}
        </Button>
      )}
    </Form>
  );
}
