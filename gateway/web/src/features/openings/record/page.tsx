import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useLegalEntities } from "../../../parts/legalEntities";
import { Facts } from "../../../ui/Facts";
import { Failure } from "../../../ui/Failure";
import { Page } from "../../../ui/Page";
import { Panel } from "../../../ui/Panel";
import { usePeople } from "../../../ui/people";
import { DateText, Skeleton } from "../../../ui/shown";
import { useOpening } from "../queries";
import { Sums } from "../Sums";
import type { OpeningBalance } from "../types";
import { Acts } from "./Acts";
import { Lines } from "./Lines";

const route = getRouteApi("/shell/receivables/openings/$openingId");

/** One load of opening balances: what it comes to, its lines, and what is to be done with it. */
export function OpeningPage() {
  const { t } = useTranslation("openings");
  const { openingId } = route.useParams();
  const { data, error, refetch } = useOpening(openingId);
  const crumbs = [
    { name: t("receivables"), go: { to: "/receivables" } },
    { name: t("title"), go: { to: "/receivables/openings" } },
  ];
  if (data) return <Shown key={data.id} of={data} crumbs={crumbs} />;
  return (
    <Page title={t("title")} crumbs={crumbs} {...(!error && { finding: null })}>
      {error ? <Failure of={error} retry={() => void refetch()} /> : <Skeleton lines={8} />}
    </Page>
  );
}

function Shown({ of, crumbs }: { of: OpeningBalance; crumbs: { name: string; go: { to: string } }[] }) {
  const { t } = useTranslation("openings");
  const { zone } = useSession();
  const { nameOf } = usePeople();
  const { nameOf: entityOf } = useLegalEntities();
  const done = (name: string, by: string, time: string | undefined) => ({
    name,
    value: by && (
      <>
        {nameOf(by)} {time && <DateText of={time} zone={zone} />}
      </>
    ),
  });
  return (
    <Page
      title={t("named", { entity: entityOf(of.legalEntityId), day: of.cutOverDate })}
      finding={t(`one.${of.state}`, { entity: entityOf(of.legalEntityId), day: of.cutOverDate })}
      crumbs={crumbs}
      actions={<Acts of={of} />}
    >
      <Sums of={of} />
      <Panel title={t("who")}>
        <Facts
          columns={2}
          of={[
            done(t("field.askedBy"), of.askedBy, of.askTime),
            done(t("field.decidedBy"), of.decidedBy, of.decideTime),
            { name: t("field.reason"), value: of.reason },
            { name: t("field.file"), value: of.fileName },
          ].filter(({ value }) => Boolean(value))}
        />
      </Panel>
      <Lines of={of} />
    </Page>
  );
}
