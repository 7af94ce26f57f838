import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { compressed } from "./build/compress.ts";
import { DAY, isCommon } from "./build/day.ts";
import { firstPaint } from "./build/firstPaint.ts";
import { languages } from "./build/languages.ts";
import { offline } from "./build/offline.ts";
import { shown } from "./build/shown.ts";

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
/** Stays a chunk of its own, so that the manifest says where to begin. */
const ENTRY = /src\/main\.tsx$|index\.html/;

export default defineConfig({
  plugins: [react(), languages(), shown(), firstPaint(), offline(), compressed()],
  build: {
    // Where edge serves it from.
    outDir: path("../edge/edge/static/app"),
    emptyOutDir: true,
    target: "es2023",
    // The policy of the page allows no data: scripts or styles, and a hashed file is kept for ever anyway.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Which chunk needs which, for the budgets of tools/web_budget.py. Edge serves no name that begins with a dot.
    manifest: ".manifest.json",
    // What every page needs comes in two pieces, which are smaller together than their many parts: libraries, which stay the same from one
    // version of the app to the next, and the frame. What the day shares with other pages is a third.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: "libraries", test: /node_modules/, tags: ["$initial"], priority: 2 },
            { name: "frame", test: (id) => !ENTRY.test(id), tags: ["$initial"], priority: 1 },
            { name: (id, graph) => (isCommon(id, graph, path(`.${DAY}`)) ? "common" : null), debugName: "common" },
          ],
        },
      },
    },
  },
  server: {
    // `npm run dev` in front of a running product: DAOZHANG_URL says where it answers.
    proxy: { "/v1": { target: process.env.DAOZHANG_URL ?? "http://127.0.0.1:8080", changeOrigin: true } },
  },
  test: { environment: "node", include: ["src/**/*.test.{ts,tsx}"], globals: false, testTimeout: 30_000 },
});
