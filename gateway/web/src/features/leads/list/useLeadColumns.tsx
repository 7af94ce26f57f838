import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import { useSources } from "../../../parts/sources";
import type { Column } from "../../../ui/grid/types";
import { Person } from "../../../ui/Person";
import { usePeople } from "../../../ui/people";
import { DateText, Money } from "../../../ui/shown";
import { useOptions } from "../../../ui/useOptions";
import type { Doing } from "../acts/doing";
import { isFollowed } from "../allowed";
import { Due } from "../Due";
import { ScoreChip } from "../ScoreChip";
import { StateBadge } from "../StateBadge";
import type { Lead } from "../types";
import { RowActs } from "./RowActs";

export interface ColumnsOf {
  onDo: (doing: Doing) => void;
  /** Where all rows are one person's, or nobody's, nothing is said about it. */
  hasOwner: boolean;
}

/** The columns of the inbox. */
export function useLeadColumns({ onDo, hasOwner }: ColumnsOf): Column<Lead>[] {
  const { t } = useTranslation("leads");
  const word = useWords();
  const { zone, may } = useSession();
  const { nameOf } = usePeople();
  const { nameOf: sourceOf } = useSources();
  const states = useOptions("LeadState");
  const heats = useOptions("Heat");
  const horizons = useOptions("PurchaseHorizon");
  return useMemo(() => {
    const mayEdit = (lead: Lead): boolean => may("lead.update") && isFollowed(lead);
    const time = (value: string | undefined) => value && <DateText of={value} zone={zone} />;
    return [
      {
        id: "companyName",
        name: t("field.company"),
        render: ({ companyName, name }) => companyName || name,
        sort: "company_name",
        width: 210,
        isFixed: true,
        phone: "title",
      },
      {
        id: "name",
        name: t("field.name"),
        render: ({ name, title, companyName }) => (
          <span className="lead-who">
            {companyName !== "" && <span>{name}</span>}
            {title && <span className="lead-quiet">{title}</span>}
          </span>
        ),
        sort: "sort_key",
        width: 124,
        phone: "sub",
      },
      {
        id: "nextActionTime",
        name: t("field.next"),
        render: (lead) => <Due of={lead} />,
        sort: "next_action_time",
        width: 224,
        phone: "sub",
      },
      {
        id: "score",
        name: t("field.score"),
        render: (lead) => <ScoreChip of={lead} />,
        sort: "score",
        width: 76,
        phone: "end",
      },
      {
        id: "need",
        name: t("field.need"),
        render: ({ need }) => need,
        width: 124,
        edit: { kind: "text", value: ({ need }) => need, patch: (need) => ({ need }), may: mayEdit },
      },
      {
        id: "estimatedAmount",
        name: t("field.amount"),
        render: ({ estimatedAmount }) => (estimatedAmount ? <Money of={estimatedAmount} precision="short" /> : "—"),
        sort: "estimated_amount",
        width: 104,
        align: "end",
      },
      {
        id: "sourceId",
        name: t("field.source"),
        render: ({ sourceId, channel }) => sourceOf(sourceId) || channel,
        width: 96,
        phone: "sub",
      },
      {
        id: "ownerId",
        name: t("field.owner"),
        render: ({ ownerId }) => <Person name={nameOf(ownerId)} isPlain />,
        width: 90,
        isHidden: !hasOwner,
      },
      {
        id: "state",
        name: t("field.state"),
        render: ({ state }) => <StateBadge of={state} />,
        width: 112,
        phone: "sub",
        exported: states,
      },
      {
        id: "heat",
        name: t("field.heat"),
        render: ({ heat }) => (heat === "HEAT_UNSPECIFIED" ? "—" : word("Heat", heat)),
        width: 80,
        isHidden: true,
        exported: heats,
      },
      {
        id: "purchaseHorizon",
        name: t("field.horizon"),
        render: ({ purchaseHorizon }) => horizons.find(({ id }) => id === purchaseHorizon)?.name ?? "—",
        width: 110,
        isHidden: true,
        exported: horizons,
        edit: {
          kind: "choice",
          options: horizons,
          value: ({ purchaseHorizon }) => purchaseHorizon,
          patch: (to) => ({ purchaseHorizon: to as Lead["purchaseHorizon"] }),
          may: mayEdit,
        },
      },
      {
        id: "region",
        name: t("field.region"),
        render: ({ region }) => region,
        sort: "region",
        width: 90,
        isHidden: true,
        edit: { kind: "text", value: ({ region }) => region, patch: (region) => ({ region }), may: mayEdit },
      },
      {
        id: "industry",
        name: t("field.industry"),
        render: ({ industry }) => industry,
        sort: "industry",
        width: 110,
        isHidden: true,
        edit: { kind: "text", value: ({ industry }) => industry, patch: (industry) => ({ industry }), may: mayEdit },
      },
      {
        id: "number",
        name: t("field.number"),
        render: ({ number }) => number,
        sort: "number",
        width: 110,
        isHidden: true,
      },
      { id: "phone", name: t("field.phone"), render: ({ phone }) => phone, width: 130, isHidden: true },
      {
        id: "firstTouchTime",
        name: t("field.came"),
        render: ({ firstTouchTime }) => time(firstTouchTime),
        sort: "first_touch_time",
        width: 140,
        isHidden: true,
      },
      {
        id: "lastFollowUpTime",
        name: t("field.lastTalk"),
        render: ({ lastFollowUpTime }) => time(lastFollowUpTime),
        sort: "last_follow_up_time",
        width: 140,
        isHidden: true,
      },
      {
        id: "touchCount",
        name: t("field.touches"),
        render: ({ touchCount }) => touchCount,
        sort: "touch_count",
        width: 80,
        align: "end",
        isHidden: true,
      },
      {
        id: "acts",
        name: t("field.acts"),
        render: (lead) => <RowActs lead={lead} onDo={onDo} />,
        width: 72,
        exported: false,
      },
    ];
  }, [t, word, zone, may, nameOf, sourceOf, states, heats, horizons, onDo, hasOwner]);
}
