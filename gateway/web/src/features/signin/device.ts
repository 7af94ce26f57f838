const BROWSERS = [
  ["WeChat", /MicroMessenger/],
  ["Edge", /Edg/],
  ["Firefox", /Firefox/],
  ["Chrome", /Chrome|CriOS/],
  ["Safari", /Safari/],
] as const;
const SYSTEMS = [
  ["Android", /Android/],
  ["iPhone", /iPhone/],
  ["iPad", /iPad/],
  ["Windows", /Windows/],
  ["Mac", /Mac OS X/],
  ["Linux", /Linux/],
] as const;

/** What the list of one's sessions calls this device: "Chrome, Windows". */
export function deviceName(agent: string): string {
  const first = (known: readonly (readonly [string, RegExp])[]) => known.find(([, sign]) => sign.test(agent))?.[0];
  return [first(BROWSERS), first(SYSTEMS)].filter(Boolean).join(", ");
}
