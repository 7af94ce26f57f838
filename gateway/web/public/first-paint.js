// Before the first paint, so that nobody who chose dark sees a white flash: the theme and the language as they were kept.
(() => {
  const kept = (name) => {
    try {
      return localStorage.getItem(name);
    } catch {
      return null; // A browser that keeps nothing gets the system's.
    }
  };
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = kept("theme") ?? (dark ? "dark" : "light");
  document.documentElement.lang = kept("language") ?? (navigator.language.startsWith("zh") ? "zh-CN" : "en-US");
})();
