import { useQuery } from "@tanstack/react-query";
import { api, reply } from "../api/client";
import { writeFilter } from "../ui/grid/filter";

const MINUTE = 60_000;
/** A filter may be 4000 characters long. */
const AT_ONCE = 50;

type Told = (name: string | null) => void;

let waiting = new Map<string, Told[]>();

/** Names asked for in one turn of the page, as by the rows of a list, are read in one go. */
function nameOf(id: string): Promise<string | null> {
  return new Promise((tell) => {
    if (waiting.size === 0) setTimeout(readWaiting);
    waiting.set(id, [...(waiting.get(id) ?? []), tell]);
  });
}

function readWaiting(): void {
  const asked = waiting;
  waiting = new Map();
  const ids = [...asked.keys()];
  for (let start = 0; start < ids.length; start += AT_ONCE) void readNames(ids.slice(start, start + AT_ONCE), asked);
}

async function readNames(ids: readonly string[], asked: ReadonlyMap<string, Told[]>): Promise<void> {
  const found = new Map<string, string>();
  try {
    const filter = writeFilter([{ field: "id", operator: "is", values: ids }]);
    const query = { filter, pageSize: AT_ONCE, showArchived: true };
    const { accounts } = await reply(api.GET("/v1/accounts", { params: { query } }));
    for (const { id, name } of accounts) found.set(id, name);
  } catch {
    // A name that cannot be read is one that is not known; the page around it says what failed.
  }
  for (const id of ids) for (const tell of asked.get(id) ?? []) tell(found.get(id) ?? null);
}

/** What a customer is called: undefined while that is on its way, null for one that the caller may not see. */
export function useAccountName(id: string | undefined): string | null | undefined {
  const { data } = useQuery({
    queryKey: ["get", "/v1/accounts", "name", id],
    queryFn: () => nameOf(id ?? ""),
    enabled: Boolean(id),
    staleTime: 10 * MINUTE,
  });
  return id ? data : null;
}
