import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const WORKER = fileURLToPath(new URL("./worker.js", import.meta.url));
/** What a page may need that is opened without a network: code, styles, drawings. What is beside the assets the worker names itself. */
const KEPT = /^assets\/.*\.(js|css|svg|woff2)$/;

/** Lays `worker.js` at the root of the build, with the names of the files that it keeps: another build is another worker. */
export function offline(): Plugin {
  return {
    name: "offline",
    apply: "build",
    enforce: "post",
    generateBundle: {
      // Before the last of the others some files are named that hold nothing but a style, and are not written.
      order: "post",
      handler: async function (_, bundle) {
        const files = Object.keys(bundle).filter((name) => KEPT.test(name));
        const names = files.map((name) => `/${name}`).sort();
        const build = createHash("sha256").update(names.join("\n")).digest("hex").slice(0, 12);
        const text = await readFile(WORKER, "utf8");
        const source = text.replace('"BUILD"', JSON.stringify(build)).replace('["FILES"]', JSON.stringify(names));
        this.emitFile({ type: "asset", fileName: "worker.js", source });
      },
    },
  };
}
