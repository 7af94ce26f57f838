import { useTranslation } from "react-i18next";
import { api, ifMatch, reply } from "../../api/client";
import { useCommand } from "../../api/command";
import { useSession } from "../../app/session";
import { todayIn } from "../../parts/days";
import { useLegalEntities } from "../../parts/legalEntities";
import { Button } from "../../ui/Button";
import { Select } from "../../ui/choices";
import { DatePicker } from "../../ui/dates";
import { Failure } from "../../ui/Failure";
import { Form } from "../../ui/Form";
import { TextField } from "../../ui/fields";
import { Dialog } from "../../ui/overlays";
import { Panel } from "../../ui/Panel";
import { DateText, Skeleton } from "../../ui/shown";
import { Wide } from "../../ui/Wide";
import { type Plan, usePlans } from "./queries";

/** At which rates money is paid for, since when and for what. */
export function Plans() {
  const { t } = useTranslation("commission");
  const { may } = useSession();
  const { data, error, refetch } = usePlans();
  const plans = data?.commissionPlans;
  const mayManage = may("commission_plan.manage");
  return (
    <Panel title={t("plans.title")} isFlush={Boolean(plans?.length)} actions={mayManage && <AddPlan />}>
      {error ? (
        <Failure of={error} retry={() => void refetch()} isSmall />
      ) : !plans ? (
        <Skeleton lines={2} />
      ) : plans.length === 0 ? (
        <p>{t("plans.none")}</p>
      ) : (
        <Wide>
          <table className="commission-rows">
            <thead>
              <tr>
                {(["name", "rate", "entity", "line", "from", "to"] as const).map((name) => (
                  <th key={name} scope="col" className={name === "entity" || name === "line" ? "rare" : ""}>
                    {t(`field.${name}`)}
                  </th>
                ))}
                {mayManage && (
                  <th scope="col" className="end">
                    {t("plans.act")}
                  </th>
                )}
              </tr>
            </thead>
            <tbody>
              {plans.map((plan) => (
                <PlanRow key={plan.id} of={plan} />
              ))}
            </tbody>
          </table>
        </Wide>
      )}
    </Panel>
  );
}

function PlanRow({ of: plan }: { of: Plan }) {
  const { t } = useTranslation("commission");
  const { zone, may } = useSession();
  const { nameOf } = useLegalEntities();
  return (
    <tr>
      <th scope="row">{plan.name}</th>
      <td>{t("percent", { value: plan.rate })}</td>
      <td className="rare">{plan.legalEntityId ? nameOf(plan.legalEntityId) : t("plans.everything")}</td>
      <td className="rare">{plan.productLine || t("plans.everything")}</td>
      <td>
        <DateText of={plan.fromDate} zone={zone} />
      </td>
      <td>{plan.toDate ? <DateText of={plan.toDate} zone={zone} /> : t("plans.openEnd")}</td>
      {may("commission_plan.manage") && <td className="end">{!plan.toDate && <EndPlan of={plan} />}</td>}
    </tr>
  );
}

function EndPlan({ of: plan }: { of: Plan }) {
  const { t } = useTranslation("commission");
  const { zone } = useSession();
  const { run, isPending, problem } = useCommand();
  const init = { params: { path: { commission_plan_id: plan.id } }, headers: ifMatch(plan) };
  const end = (toDate: string) =>
    reply(api.POST("/v1/commissionPlans/{commission_plan_id}:end", { ...init, body: { toDate } }));
  return (
    <Dialog title={`${t("plans.end")} ${plan.name}`} trigger={<Button kind="plain">{t("plans.end")}</Button>}>
      {(close) => (
        <Form
          submit={t("plans.end")}
          isPending={isPending}
          problem={problem}
          onCancel={close}
          onSubmit={async ({ toDate = "" }) => {
            if (await run(() => end(toDate), { done: t("plans.ended"), quiet: true })) close();
          }}
        >
          <p>{t("plans.endText")}</p>
          <DatePicker
            name="toDate"
            label={t("field.to")}
            defaultValue={todayIn(zone)}
            from={plan.fromDate}
            isRequired
          />
        </Form>
      )}
    </Dialog>
  );
}

function AddPlan() {
  const { t } = useTranslation("commission");
  const { zone } = useSession();
  const { options } = useLegalEntities();
  const { run, isPending, problem } = useCommand();
  return (
    <Dialog title={t("plans.add")} trigger={<Button>{t("plans.add")}</Button>}>
      {(close) => (
        <Form
          submit={t("plans.add")}
          isPending={isPending}
          problem={problem}
          onCancel={close}
          onSubmit={async (values) => {
            const text = (name: string): string => values[name]?.trim() ?? "";
            const body = {
              name: text("name"),
              rate: text("rate"),
              legalEntityId: text("legalEntityId"),
              productLine: text("productLine"),
              fromDate: text("fromDate"),
            };
            const made = await run(() => reply(api.POST("/v1/commissionPlans", { body })), {
              done: t("plans.added"),
              quiet: true,
            });
            if (made) close();
          }}
        >
          <TextField name="name" label={t("field.name")} isRequired autoFocus />
          <TextField name="rate" label={t("field.rate")} hint={t("plans.rateHint")} isRequired />
          <DatePicker name="fromDate" label={t("field.from")} defaultValue={todayIn(zone)} isRequired />
          {options.length > 1 && <Select name="legalEntityId" label={t("field.entity")} options={options} />}
          <TextField name="productLine" label={t("field.line")} />
        </Form>
      )}
    </Dialog>
  );
}
