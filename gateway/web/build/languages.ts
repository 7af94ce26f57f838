import type { Plugin } from "vite";

/** Those of src/i18n. */
export const LANGUAGES = ["zh-CN", "en-US"];
const WORDS = /\/react-(aria|aria-components|stately)\/.*\/intl\/.*\.m?js$/;

/** The components have words of their own in thirty languages; of those only the app's are shipped. */
export function languages(): Plugin {
  return {
    name: "languages",
    enforce: "pre",
    load: {
      filter: { id: WORDS },
      handler: (id) => (LANGUAGES.some((language) => id.includes(`/${language}.`)) ? null : "export default {};"),
    },
  };
}
