import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import { daysBetween, todayIn } from "../../../parts/days";
import { dayOf } from "../../../parts/moments";
import type { Column } from "../../../ui/grid/types";
import { Person } from "../../../ui/Person";
import { usePeople } from "../../../ui/people";
import { Badge, DateText, Money } from "../../../ui/shown";
import { useOptions } from "../../../ui/useOptions";
import type { Account, AccountPatch } from "../types";
import { OpenDeals, Owed } from "./MoneyCells";

/** The columns of the list of customers. */
export function useCustomerColumns(): Column<Account>[] {
  const { t } = useTranslation("customers");
  const word = useWords();
  const { zone, may } = useSession();
  const { nameOf } = usePeople();
  const tiers = useOptions("Tier");
  const segments = useOptions("RfmSegment");
  return useMemo(() => {
    const today = todayIn(zone);
    const mayEdit = (): boolean => may("account.update");
    const text = (id: "name" | "industry" | "region" | "creditCode" | "address"): Column<Account> => ({
      id,
      name: t(`field.${id}`),
      render: (account) => account[id],
      edit: {
        kind: "text",
        value: (account) => account[id],
        patch: (value) => ({ [id]: value.trim() }),
        may: mayEdit,
      },
    });
    return [
      { ...text("name"), sort: "sort_key", width: 250, isFixed: true, phone: "title" },
      {
        id: "tier",
        name: t("field.tier"),
        render: ({ tier }) =>
          tier && tier !== "TIER_UNSPECIFIED" ? (
            <Badge {...(tier === "TIER_A" && { tone: "on" })}>{word("Tier", tier)}</Badge>
          ) : (
            "—"
          ),
        sort: "tier",
        width: 76,
        phone: "sub",
        edit: {
          kind: "choice",
          value: ({ tier }) => tier,
          patch: (tier) => ({ tier: tier as NonNullable<AccountPatch["tier"]> }),
          options: tiers,
          may: mayEdit,
        },
        exported: tiers,
      },
      {
        id: "owed",
        name: t("field.owed"),
        render: ({ id }) => <Owed id={id} />,
        width: 116,
        align: "end",
        phone: "end",
        exported: false,
      },
      {
        id: "openDeals",
        name: t("field.openDeals"),
        render: ({ id }) => <OpenDeals id={id} />,
        width: 130,
        align: "end",
        exported: false,
      },
      {
        id: "nextContactDueDate",
        name: t("field.nextContact"),
        render: ({ nextContactDueDate: day }) => {
          if (!day) return "—";
          const isPast = (daysBetween(day, today) ?? 0) > 0;
          return (
            <span className={isPast ? "customers-due" : ""}>
              <DateText of={day} zone={zone} />
            </span>
          );
        },
        sort: "next_contact_due_date",
        width: 112,
        phone: "sub",
      },
      {
        id: "lastContactTime",
        name: t("field.lastContact"),
        render: ({ lastContactTime }) =>
          lastContactTime ? <DateText of={dayOf(lastContactTime, zone)} zone={zone} /> : "—",
        sort: "last_contact_time",
        width: 104,
      },
      { id: "score", name: t("field.score"), render: ({ score }) => score, sort: "score", width: 80, align: "end" },
      {
        id: "rfmSegment",
        name: t("field.segment"),
        render: ({ rfmSegment }) =>
          rfmSegment && rfmSegment !== "RFM_SEGMENT_UNSPECIFIED" ? word("RfmSegment", rfmSegment) : "—",
        width: 96,
        exported: segments,
      },
      { ...text("industry"), sort: "industry", width: 110 },
      { ...text("region"), sort: "region", width: 90, phone: "sub" },
      {
        id: "ownerId",
        name: t("field.owner"),
        render: ({ ownerId }) => <Person name={nameOf(ownerId)} />,
        width: 112,
      },
      {
        id: "tags",
        name: t("field.tags"),
        render: ({ tags }) => (
          <span className="customers-tags">
            {tags.map((tag) => (
              <Badge key={tag}>{tag}</Badge>
            ))}
          </span>
        ),
        width: 180,
        isHidden: true,
      },
      { ...text("creditCode"), width: 180, isHidden: true },
      { ...text("address"), width: 220, isHidden: true },
      {
        id: "employees",
        name: t("field.employees"),
        render: ({ employees }) => employees || "—",
        sort: "employees",
        width: 80,
        align: "end",
        isHidden: true,
        edit: {
          kind: "number",
          value: ({ employees }) => String(employees || ""),
          patch: (employees) => ({ employees: Number(employees) || 0 }),
          may: mayEdit,
        },
      },
      {
        id: "annualRevenue",
        name: t("field.revenue"),
        render: ({ annualRevenue }) => annualRevenue && <Money of={annualRevenue} precision="short" />,
        sort: "annual_revenue",
        width: 120,
        align: "end",
        isHidden: true,
      },
      {
        id: "number",
        name: t("field.number"),
        render: ({ number }) => number,
        sort: "number",
        width: 110,
        isHidden: true,
      },
      {
        id: "createTime",
        name: t("field.created"),
        render: ({ createTime }) => createTime && <DateText of={createTime} zone={zone} />,
        sort: "create_time",
        width: 150,
        isHidden: true,
      },
    ];
  }, [t, word, zone, may, nameOf, tiers, segments]);
}
