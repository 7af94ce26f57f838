import { useTranslation } from "react-i18next";
import { api, ifMatch, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import { useSession } from "../../../app/session";
import { Button, IconButton } from "../../../ui/Button";
import { Icon } from "../../../ui/Icon";
import { Dialog } from "../../../ui/overlays";
import { Panel } from "../../../ui/Panel";
import { DateText, Skeleton } from "../../../ui/shown";
import { useContacts, useQuiet } from "../queries";
import type { DoNotDisturb } from "../types";
import { QuietForm } from "./QuietForm";
import { addQuiet } from "./quiet";
import type { PartProps } from "./sections";

/** When it, or somebody there, must not get marketing. */
export function QuietPanel({ account }: PartProps) {
  const { t } = useTranslation("customers");
  const { may } = useSession();
  const { data } = useQuiet(account.id);
  if (!may("do_not_disturb.read")) return null;
  const add = may("do_not_disturb.create") && !account.archiveTime && (
    <Dialog
      title={t("quiet.add")}
      trigger={
        <Button kind="plain">
          <Icon name="plus" />
          {t("quiet.add")}
        </Button>
      }
    >
      {(close) => <QuietForm accountId={account.id} close={close} />}
    </Dialog>
  );
  return (
    <Panel title={t("quiet.title")} actions={add}>
      {!data ? (
        <Skeleton />
      ) : data.doNotDisturbs.length === 0 ? (
        <p className="customer-none">{t("quiet.none")}</p>
      ) : (
        <ul className="customer-list">
          {data.doNotDisturbs.map((each) => (
            <Line key={each.id} of={each} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Line({ of }: { of: DoNotDisturb }) {
  const { t } = useTranslation("customers");
  const { may, zone } = useSession();
  const contacts = useContacts(of.accountId, false).data?.contacts;
  const { run, isPending } = useCommand();
  const who = contacts?.find(({ id }) => id === of.contactId)?.name ?? t("quiet.company");
  const { accountId, contactId, fromDate, untilDate, reason } = of;
  const end = () => {
    const params = { path: { do_not_disturb_id: of.id } };
    return run(
      () => reply(api.POST("/v1/doNotDisturbs/{do_not_disturb_id}:archive", { params, headers: ifMatch(of) })),
      { done: t("quiet.ended"), undo: () => addQuiet({ accountId, contactId, fromDate, untilDate, reason }) },
    );
  };
  return (
    <li className="customer-line">
      <span className="customer-line-name">
        {who} <span className="customer-quiet">{reason}</span>
      </span>
      <span className="customer-day">
        <DateText of={fromDate} zone={zone} />
        {" – "}
        {untilDate ? <DateText of={untilDate} zone={zone} /> : t("quiet.open")}
      </span>
      {may("do_not_disturb.archive") && (
        <IconButton aria-label={t("quiet.end", { name: who })} isPending={isPending} onPress={() => void end()}>
          <Icon name="close" />
        </IconButton>
      )}
    </li>
  );
}
