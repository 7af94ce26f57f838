import { keepPreviousData } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useDeferredValue } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "../../api/client";
import type { operations } from "../../api/generated/openapi";
import type { IconName } from "../../ui/Icon";
import { useRested } from "../../ui/useRested";
import { ACTIONS } from "../actions";
import { useExists } from "../frame/NavLink";
import { allowed, DESK, type Entry, FOOT } from "../navigation";
import { placeOf, typesWithPlace } from "../places";
import { useSession } from "../session";
import { type Choice, type Group, grouped, isMeant, type Result } from "./finding";

type SearchType = NonNullable<NonNullable<operations["searchAll"]["parameters"]["query"]>["types"]>[number];

const PAUSE = 120;
const ICONS: Readonly<Record<string, IconName>> = {
  account: "building",
  contact: "person",
  contract: "contract",
  instalment: "money",
  interaction: "chat",
  lead: "flag",
  opportunity: "board",
  payment_plan: "contract",
  product: "tag",
  receipt: "money",
  team: "people",
  user: "person",
};

/** What the palette offers for what was typed: pages and acts by their names, records by whatever the server finds. */
export function useChoices(typed: string, close: () => void) {
  const { t } = useTranslation();
  const router = useRouter();
  const session = useSession();
  const exists = useExists();
  const query = useDeferredValue(useRested(typed.trim(), PAUSE));
  const types = typesWithPlace(exists) as SearchType[];
  const { data, isFetching } = $api.useQuery(
    "get",
    "/v1/search",
    { params: { query: { q: query, types } } },
    { enabled: query !== "" && types.length > 0, placeholderData: keepPreviousData, staleTime: 5000 },
  );

  const entryOf = (entry: Entry): Choice => ({
    id: entry.to,
    title: t(entry.text),
    icon: entry.icon,
    key: entry.key && `G ${entry.key.toUpperCase()}`,
    open: async () => entry.to,
  });
  const named = (entries: readonly Entry[]): Choice[] =>
    allowed(entries, session, (to) => exists(to.replace(/\?.*/, "")))
      .filter(({ text }) => isMeant(typed, `${t(text)} ${t(`palette.words.${text.replace(".", "_")}`)}`))
      .map(entryOf);

  const found = typed.trim() ? grouped(data?.results ?? []) : new Map<string, Result[]>();
  const groups: Group[] = [
    ...[...found].map(([type, results]) => ({
      name: t(`palette.types.${type}`),
      choices: results.map(({ id, title, subtitle, number }) => ({
        id,
        title: title || number,
        note: [number, subtitle].filter((text) => text && text !== title).join(" · "),
        icon: ICONS[type] ?? "file",
        open: () => placeOf(type, id),
      })),
    })),
    { name: t("palette.acts"), choices: named(ACTIONS) },
    { name: t("palette.pages"), choices: named([...DESK, ...FOOT]) },
  ];
  const go = async (choice: Choice): Promise<void> => {
    close();
    const href = await choice.open();
    if (href) await router.navigate({ href });
  };
  const isSearching = typed.trim() !== "" && (isFetching || query !== typed.trim());
  return { groups: groups.filter(({ choices }) => choices.length > 0), isSearching, go };
}
