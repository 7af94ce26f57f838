import type { QueryClient } from "@tanstack/react-query";
import type { Update } from "./live";

// Which pages show what is a map of the whole API: it comes after the first page does. Without it everything is read anew.
const changes = () => import("./changes");

/** What shows these records is read anew. */
export async function readAnew(client: QueryClient, updates: readonly Pick<Update, "type" | "id">[]): Promise<void> {
  const known = await changes().catch(() => null);
  await (known ? known.readAnew(client, updates) : client.invalidateQueries());
}

/** After a write: what shows something of the collections that it touched is read anew. */
export async function readTouched(client: QueryClient, collections: Iterable<string>): Promise<void> {
  const known = await changes().catch(() => null);
  await (known ? known.readTouched(client, collections) : client.invalidateQueries());
}
