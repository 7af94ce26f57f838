/** A filter may be 4000 characters long. */
const AT_ONCE = 50;

/**
 * Asks for many of one kind in one go: what is asked for in one turn of the page, as by the rows of a list, is read together. What `read` does
 * not find, or fails to read, is null: the page around it says what failed.
 */
export function batched<T>(
  read: (ids: readonly string[]) => Promise<ReadonlyMap<string, T>>,
): (id: string) => Promise<T | null> {
  let waiting = new Map<string, ((found: T | null) => void)[]>();
  const tell = async (ids: readonly string[], asked: typeof waiting): Promise<void> => {
    const found = await read(ids).catch(() => new Map<string, T>());
    for (const id of ids) for (const told of asked.get(id) ?? []) told(found.get(id) ?? null);
  };
  const readWaiting = (): void => {
    const asked = waiting;
    waiting = new Map();
    const ids = [...asked.keys()];
    for (let start = 0; start < ids.length; start += AT_ONCE) void tell(ids.slice(start, start + AT_ONCE), asked);
  };
  return (id) =>
    new Promise((told) => {
      if (waiting.size === 0) setTimeout(readWaiting);
      waiting.set(id, [...(waiting.get(id) ?? []), told]);
    });
}

const MINUTE = 60_000;

/** A query for what a record is called, of what reads the names of many; null for one that the caller may not see. */
export function nameQuery(path: string, nameOf: (id: string) => Promise<string | null>) {
  return (id: string) => ({
    queryKey: ["get", path, "name", id],
    queryFn: () => nameOf(id),
    staleTime: 10 * MINUTE,
  });
}
