export type Theme = "light" | "dark" | "system";
const KEPT = "theme";
const system = matchMedia("(prefers-color-scheme: dark)");

export function theme(): Theme {
  const kept = localStorage.getItem(KEPT);
  return kept === "light" || kept === "dark" ? kept : "system";
}

export function changeTheme(to: Theme): void {
  if (to === "system") localStorage.removeItem(KEPT);
  else localStorage.setItem(KEPT, to);
  show();
}

function show(): void {
  const chosen = theme();
  const dark = chosen === "dark" || (chosen === "system" && system.matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
}

system.addEventListener("change", show);
