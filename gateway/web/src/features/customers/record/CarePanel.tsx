import { useTranslation } from "react-i18next";
import { api, ifMatch, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import { useSession } from "../../../app/session";
import { Button, IconButton } from "../../../ui/Button";
import { Icon } from "../../../ui/Icon";
import { Dialog } from "../../../ui/overlays";
import { Panel } from "../../../ui/Panel";
import { DateText, Skeleton } from "../../../ui/shown";
import { useCareDates, useContacts } from "../queries";
import type { CareDate } from "../types";
import { CareForm } from "./CareForm";
import { addCareDate, againOf } from "./care";
import type { PartProps } from "./sections";

/** The days on which one greets it: birthdays, festivals, the day of its first order. */
export function CarePanel({ account }: PartProps) {
  const { t } = useTranslation("customers");
  const { may } = useSession();
  const { data } = useCareDates(account.id);
  if (!may("care_date.read")) return null;
  const add = may("care_date.create") && !account.archiveTime && (
    <Dialog
      title={t("care.add")}
      trigger={
        <Button kind="plain">
          <Icon name="plus" />
          {t("care.add")}
        </Button>
      }
    >
      {(close) => <CareForm accountId={account.id} close={close} />}
    </Dialog>
  );
  return (
    <Panel title={t("care.title")} actions={add}>
      {!data ? (
        <Skeleton lines={2} />
      ) : data.careDates.length === 0 ? (
        <p className="customer-none">{t("care.none")}</p>
      ) : (
        <ul className="customer-list">
          {data.careDates.map((each) => (
            <Line key={each.id} of={each} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Line({ of }: { of: CareDate }) {
  const { t } = useTranslation("customers");
  const { may, zone } = useSession();
  const contacts = useContacts(of.accountId, false).data?.contacts;
  const { run, isPending } = useCommand();
  const whose = contacts?.find(({ id }) => id === of.contactId)?.name;
  const end = () => {
    const params = { path: { care_date_id: of.id } };
    return run(() => reply(api.POST("/v1/careDates/{care_date_id}:archive", { params, headers: ifMatch(of) })), {
      done: t("care.ended"),
      undo: () => addCareDate(againOf(of)),
    });
  };
  return (
    <li className="customer-line">
      <span className="customer-line-name">
        {of.title}
        {whose && ` · ${whose}`}
      </span>
      <span className="customer-day">
        {of.nextDate ? <DateText of={of.nextDate} zone={zone} /> : t("care.unknown")}
      </span>
      {may("care_date.archive") && (
        <IconButton aria-label={t("care.end", { name: of.title })} isPending={isPending} onPress={() => void end()}>
          <Icon name="close" />
        </IconButton>
      )}
    </li>
  );
}
