import { useState } from "react";
import { Problem } from "../api/problem";
import { Button } from "../ui/Button";
import { Confirm } from "../ui/Confirm";
import { Select } from "../ui/choices";
import { DateField, DatePicker, DateRangePicker } from "../ui/dates";
import { Form } from "../ui/Form";
import { TextField } from "../ui/fields";
import { MoneyField } from "../ui/MoneyField";
import { Drawer } from "../ui/overlays";
import { tell } from "../ui/toasts";
import { Part, useSamples } from "./Part";

/** What is filled in. `?open=drawer` and `?open=confirm` open theirs. */
export function Forms({ open }: { open: string | null }) {
  const say = useSamples();
  const [isRefused, setRefused] = useState(false);
  const refusal = new Problem(400, "INVALID", "", {}, [{ pointer: "/name", detail: say.error }]);
  const fields = (
    <>
      <TextField name="name" label={say.name} isRequired />
      <Select name="stage" label={say.stage} options={say.stages} />
      <MoneyField name="amount.amount" label={say.money} currencyCode="CNY" />
      <DatePicker name="day" label={say.day} />
      <TextField name="note" label={say.note} lines={3} />
    </>
  );
  return (
    <>
      <Part name="DateField, DatePicker, DateRangePicker, MoneyField" isGrid>
        <DateField label={say.day} defaultValue="2026-11-23" />
        <DatePicker label={say.day} />
        <DatePicker label={say.day} defaultValue="2026-11-23" hint={say.hint} from="2026-11-10" to="2026-12-20" />
        <DatePicker label={say.day} defaultValue="2026-11-23" error={say.error} />
        <DatePicker label={say.day} defaultValue="2026-11-23" isDisabled />
        <DateRangePicker label={say.days} defaultValue={{ start: "2026-11-01", end: "2026-11-23" }} />
        <MoneyField label={say.money} currencyCode="CNY" />
        <MoneyField label={say.money} currencyCode="CNY" defaultValue="1433333.33" hint={say.hint} />
        <MoneyField label={say.money} currencyCode="JPY" defaultValue="1433333.33" />
        <MoneyField label={say.money} currencyCode="USD" defaultValue="99.90" isDisabled />
      </Part>
      <Part name="Form, refused" isGrid>
        <Form submit={say.save} columns="two" onSubmit={(values) => tell(JSON.stringify(values))} onCancel={() => {}}>
          {fields}
        </Form>
        <Form submit={say.save} problem={refusal} onSubmit={() => {}} aside={say.hint}>
          {fields}
        </Form>
        <Form submit={say.save} problem={new Problem(409, "CONFLICT", "")} isPending onSubmit={() => {}}>
          <TextField name="name" label={say.name} />
        </Form>
      </Part>
      <Part name="Drawer, Confirm">
        <Drawer title={say.log} trigger={<Button>{say.log}</Button>} defaultOpen={open === "drawer"}>
          {(close) => (
            <Form
              submit={say.save}
              {...(isRefused && { problem: refusal })}
              onSubmit={() => setRefused(!isRefused)}
              onCancel={close}
            >
              {fields}
            </Form>
          )}
        </Drawer>
        <Confirm
          title={say.confirmTitle}
          confirm={say.archive}
          reason="required"
          trigger={<Button>{say.archive}</Button>}
          defaultOpen={open === "confirm"}
          onConfirm={(why) => tell(why)}
        >
          {say.confirmText}
        </Confirm>
      </Part>
    </>
  );
}
