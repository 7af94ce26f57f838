// Before the first paint, so that nobody who chose dark sees a white flash: the theme and the language as they were kept. And what the
// first page needs is asked for at once, while the code that will ask for it is on its way.
(() => {
  const NEEDED = "NEEDED";
  const page = document.documentElement;
  const kept = (name) => {
    try {
      return localStorage.getItem(name);
    } catch {
      return null; // A browser that keeps nothing gets the system's.
    }
  };
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  page.dataset.theme = kept("theme") ?? (dark ? "dark" : "light");
  page.lang = kept("language") ?? (navigator.language.startsWith("zh") ? "zh-CN" : "en-US");

  const fetchEarly = (href) => {
    const isStyle = href.endsWith(".css");
    const link = Object.assign(document.createElement("link"), { rel: isStyle ? "preload" : "modulepreload", href });
    if (isStyle) link.as = "style";
    link.crossOrigin = "";
    document.head.append(link);
  };
  const { texts, day, dayTexts } = NEEDED;
  texts[page.lang]?.forEach(fetchEarly);

  const isDay = location.pathname === "/" || (location.pathname === "/today" && !location.search);
  if (isDay) [...day, ...(dayTexts[page.lang] ?? [])].forEach(fetchEarly);

  // src/api/early.ts gives them to whoever asks for the same.
  const early = new Map();
  window.early = early;
  const ask = (path) => {
    const answer = fetch(path);
    answer.catch(() => {}); // Whoever takes it hears of that.
    early.set(location.origin + path, answer);
    return answer;
  };
  if (/^\/(signin|setup)$/.test(location.pathname)) return;
  ask("/v1/me").then(
    async (answer) => {
      if (!isDay || !answer.ok) return;
      const { user } = await answer.clone().json();
      const filter = encodeURIComponent(`owner_id = "${user.id}" AND state = OPEN`);
      ask(`/v1/todos?pageSize=50&filter=${filter}`);
    },
    () => {},
  );
})();
