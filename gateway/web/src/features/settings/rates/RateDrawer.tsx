import { useTranslation } from "react-i18next";
import { api, ifMatch, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import { useSession } from "../../../app/session";
import { Button } from "../../../ui/Button";
import { Facts } from "../../../ui/Facts";
import { usePeople } from "../../../ui/people";
import { DateText } from "../../../ui/shown";
import { RecordDrawer } from "../frame/RecordDrawer";
import { type ExchangeRate, useRate } from "./queries";
import { RateForm } from "./RateForm";

/** A rate beside the list, or a new one. */
export function RateDrawer({ id, close }: { id: string | undefined; close: () => void }) {
  const { t } = useTranslation("settings");
  return (
    <RecordDrawer id={id} read={useRate} titles={{ new: t("rates.new"), one: t("rates.one") }} close={close}>
      {(of, leave) => (of ? <Known of={of} close={close} /> : <RateForm close={leave} />)}
    </RecordDrawer>
  );
}

/** It never changes; who finds it wrong enters another one of that day, or takes it back. */
function Known({ of: rate, close }: { of: ExchangeRate; close: () => void }) {
  const { t } = useTranslation("settings");
  const { may, zone } = useSession();
  const { nameOf } = usePeople();
  const command = useCommand();
  const withdraw = async (): Promise<void> => {
    const params = { path: { exchange_rate_id: rate.id }, header: ifMatch(rate) };
    const done = await command.run(
      () => reply(api.POST("/v1/exchangeRates/{exchange_rate_id}:withdraw", { params, body: {} })),
      { done: t("rates.done") },
    );
    if (done) close();
  };
  return (
    <>
      <Facts
        of={[
          { name: t("rates.date"), value: rate.rateDate && <DateText of={rate.rateDate} zone={zone} /> },
          { name: t("rates.source"), value: rate.source },
          { name: t("rates.enteredBy"), value: nameOf(rate.enteredBy) },
          { name: t("rates.entered"), value: rate.createTime && <DateText of={rate.createTime} zone={zone} /> },
          ...(rate.withdrawTime
            ? [
                { name: t("rates.withdrawnBy"), value: nameOf(rate.withdrawnBy) },
                { name: t("rates.withdrawn"), value: <DateText of={rate.withdrawTime} zone={zone} /> },
              ]
            : []),
        ]}
      />
      {!rate.withdrawTime && may("exchange_rate.withdraw") && (
        <Button kind="plain" isPending={command.isPending} onPress={() => void withdraw()}>
          {t("rates.withdraw")}
        </Button>
      )}
    </>
  );
}
