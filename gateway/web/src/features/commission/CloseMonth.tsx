import { useTranslation } from "react-i18next";
import { api, reply } from "../../api/client";
import { useCommand } from "../../api/command";
import { Button } from "../../ui/Button";
import { Form } from "../../ui/Form";
import { Dialog } from "../../ui/overlays";

/** Nothing is added to the month any more. */
export function CloseMonth({ of: month }: { of: string }) {
  const { t } = useTranslation("commission");
  const { run, isPending, problem } = useCommand();
  const close = () => reply(api.POST("/v1/commissionMonths:close", { body: { month } }));
  return (
    <Dialog title={t("close.do")} trigger={<Button>{t("close.do")}</Button>}>
      {(done) => (
        <Form
          submit={t("close.do")}
          isPending={isPending}
          problem={problem}
          onCancel={done}
          onSubmit={async () => {
            if (await run(close, { done: t("close.done", { month }), quiet: true })) done();
          }}
        >
          <p>{t("close.text", { month })}</p>
        </Form>
      )}
    </Dialog>
  );
}
