import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const DESCRIPTION = fileURLToPath(new URL("../src/api/generated/openapi.json", import.meta.url));
const MODULE = "virtual:shown";

/** What of the description of the API is read here. */
interface Description {
  paths: Record<string, { get?: { responses: Record<string, unknown> } }>;
  components: { schemas: Record<string, unknown> };
}

/** A record and where it is read: schema "leads.Lead", path "/v1/leads/{lead_id}", collection "leads". */
interface Kept {
  schema: string;
  path: string;
  collection: string;
}

/**
 * `import { shown, kept } from "virtual:shown"`: which paths show records of which types, out of the description of the API, so that what
 * changed is read anew and nothing else. The description itself, a megabyte, stays out of the app.
 */
export function shown(): Plugin {
  return {
    name: "shown",
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : null),
    load: async function (id) {
      if (id !== `\0${MODULE}`) return null;
      this.addWatchFile(DESCRIPTION);
      const description = JSON.parse(await readFile(DESCRIPTION, "utf8")) as Description;
      return `export const { kept, shown } = ${JSON.stringify(look(description))};`;
    },
  };
}

function look({ paths, components }: Description): { kept: Record<string, string>; shown: Record<string, string[]> } {
  const read = Object.entries(paths).flatMap(([path, { get }]) => (get ? [{ path, reply: get.responses["200"] }] : []));
  const records = read.flatMap(({ path, reply }) => recordOf(path, named(reply)));
  const schemas = new Set(records.map(({ schema }) => schema));
  const found: Record<string, string[]> = {};
  for (const { path, reply } of read) {
    const above = records.filter(({ collection }) => path.split("/").includes(collection)).map(({ schema }) => schema);
    const inside = [...within(reply, components.schemas)].filter((schema) => schemas.has(schema));
    for (const type of new Set([...above, ...inside].map(typeOf))) found[type] = [...(found[type] ?? []), path];
  }
  return { kept: Object.fromEntries(records.map(({ path, schema }) => [path, typeOf(schema)])), shown: found };
}

/** What live updates call it: "receivables.PaymentPlan" is "payment_plan". */
function typeOf(schema: string): string {
  const name = schema.slice(schema.lastIndexOf(".") + 1);
  return name.replace(/(?<=[a-z])(?=[A-Z])/g, "_").toLowerCase();
}

/** A path that ends with an id reads one record, of the type that it replies. */
function recordOf(path: string, [schema]: string[]): Kept[] {
  const [collection, id] = path.split("/").slice(-2);
  return collection && schema && id?.startsWith("{") ? [{ schema, path, collection }] : [];
}

/** The schemas that are named right here. */
function named(part: unknown): string[] {
  const found = JSON.stringify(part ?? "").matchAll(/"\$ref":"#\/components\/schemas\/([\w.]+)"/g);
  return [...found].flatMap((hit) => hit[1] ?? []);
}

/** The schemas that are named here, or in one of those. */
function within(part: unknown, schemas: Record<string, unknown>): Set<string> {
  const found = new Set<string>();
  const waiting = named(part);
  for (let name = waiting.pop(); name; name = waiting.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    waiting.push(...named(schemas[name]));
  }
  return found;
}
