/** The page that everybody's day begins on. */
export const DAY = "/src/features/today/page.tsx";

interface Graph {
  getModuleInfo: (id: string) => { importedIds: string[] } | null;
}

let needed: Set<string> | undefined;

/**
 * Whether the day needs this module before it shows anything, and another page may, too: headlines, panels, names of people. A chunk of
 * its own for each would be twenty requests, of which a browser sends six at a time.
 */
export function isCommon(id: string, graph: Graph, day: string): boolean {
  needed ??= reachedFrom(day, graph);
  return needed.has(id) && !id.includes("/src/features/") && !id.includes("/src/i18n/");
}

function reachedFrom(entry: string, graph: Graph): Set<string> {
  const found = new Set<string>();
  const waiting = [entry];
  for (let id = waiting.pop(); id; id = waiting.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    waiting.push(...(graph.getModuleInfo(id)?.importedIds ?? []));
  }
  return found;
}
