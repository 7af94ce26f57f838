import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Plugin, Rolldown } from "vite";
import { DAY } from "./day.ts";
import { LANGUAGES } from "./languages.ts";

const NAME = "first-paint.js";
const SCRIPT = fileURLToPath(new URL(`./${NAME}`, import.meta.url));
/** Catalogues: of every page, and of the day. */
const TEXTS = ["ui"];
const DAY_TEXTS = ["today", "todos"];

/** The files that `first-paint.js` sends for: of every page, and of the day; texts by language. */
interface Needed {
  texts: Record<string, string[]>;
  day: string[];
  dayTexts: Record<string, string[]>;
}

/** Lays `first-paint.js` at the root of the build, with the names of the files that the first page needs. */
export function firstPaint(): Plugin {
  const script = async (needed: Needed): Promise<string> =>
    (await readFile(SCRIPT, "utf8")).replace('"NEEDED"', JSON.stringify(needed));
  return {
    name: "first-paint",
    configureServer: ({ middlewares }) => {
      middlewares.use(`/${NAME}`, async (_, response) => {
        response.setHeader("content-type", "text/javascript");
        response.end(await script({ texts: {}, day: [], dayTexts: {} }));
      });
    },
    generateBundle: async function (_, bundle) {
      const chunks = Object.values(bundle).filter((each) => each.type === "chunk");
      const source = await script({
        texts: catalogues(chunks, TEXTS),
        day: needed(chunks, DAY),
        dayTexts: catalogues(chunks, DAY_TEXTS),
      });
      this.emitFile({ type: "asset", fileName: NAME, source });
    },
  };
}

function catalogues(chunks: readonly Rolldown.OutputChunk[], areas: readonly string[]): Record<string, string[]> {
  const files = (language: string): string[] =>
    areas.flatMap((area) => needed(chunks, `/src/i18n/${language}/${area}.json`));
  return Object.fromEntries(LANGUAGES.map((language) => [language, files(language)]));
}

/** The chunk of this module, with what has to be there before it runs and is not asked for by the page itself. */
function needed(chunks: readonly Rolldown.OutputChunk[], module: string): string[] {
  const named = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const first = reached(
    chunks.filter(({ isEntry }) => isEntry),
    named,
  );
  const begin = chunks.filter(({ facadeModuleId }) => facadeModuleId?.endsWith(module));
  if (begin.length !== 1) throw new Error(`The build has ${begin.length} chunks of ${module}.`);
  const further = [...reached(begin, named)].filter((chunk) => !first.has(chunk));
  const styles = further.flatMap(({ viteMetadata }) => [...(viteMetadata?.importedCss ?? [])]);
  return [...styles, ...further.map(({ fileName }) => fileName)].map((name) => `/${name}`);
}

function reached(from: readonly Rolldown.OutputChunk[], named: ReadonlyMap<string, Rolldown.OutputChunk>) {
  const found = new Set<Rolldown.OutputChunk>();
  const waiting = [...from];
  for (let chunk = waiting.pop(); chunk; chunk = waiting.pop()) {
    if (found.has(chunk)) continue;
    found.add(chunk);
    waiting.push(...chunk.imports.flatMap((name) => named.get(name) ?? []));
  }
  return found;
}
