import { useTranslation } from "react-i18next";
import { api, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import { useSession } from "../../../app/session";
import { todayIn } from "../../../parts/days";
import { Button } from "../../../ui/Button";
import { Form } from "../../../ui/Form";
import { TextField } from "../../../ui/fields";
import { Dialog } from "../../../ui/overlays";
import type { Period } from "../queries";

/** Makes the twelve months of a year; that after the last one that there is. */
export function NewYear({ entityId, periods }: { entityId: string; periods: readonly Period[] }) {
  const { t } = useTranslation("periods");
  const { zone } = useSession();
  const { run, isPending, problem } = useCommand();
  const years = periods.map(({ startDate }) => Number(startDate.slice(0, 4)));
  const year = years.length > 0 ? Math.max(...years) + 1 : Number(todayIn(zone).slice(0, 4));
  return (
    <Dialog title={t("newYear.title")} trigger={<Button>{t("newYear.do")}</Button>}>
      {(close) => (
        <Form
          submit={t("newYear.do")}
          isPending={isPending}
          problem={problem}
          onCancel={close}
          onSubmit={async (values) => {
            const path = { legal_entity_id: entityId };
            const body = { year: Number(values.year), firstMonth: Number(values.firstMonth) };
            const call = () =>
              reply(
                api.POST("/v1/legalEntities/{legal_entity_id}/fiscalPeriods:createYear", { params: { path }, body }),
              );
            if (await run(call, { done: t("newYear.done", { year: body.year }), quiet: true })) close();
          }}
        >
          <TextField
            name="year"
            label={t("newYear.year")}
            defaultValue={String(year)}
            inputMode="numeric"
            isRequired
            autoFocus
          />
          <TextField
            name="firstMonth"
            label={t("newYear.firstMonth")}
            hint={t("newYear.firstMonthHint")}
            defaultValue="1"
            inputMode="numeric"
            isRequired
          />
        </Form>
      )}
    </Dialog>
  );
}
