declare global {
  interface Window {
    /** By address, what `first-paint.js` asked for while the code of the app was on its way. */
    early?: Map<string, Promise<Response>>;
  }
}

/** The answer that is on its way already, where there is one; each is taken once. */
export function takeEarly({ method, url }: Request): Promise<Response> | undefined {
  const early = globalThis.window?.early;
  if (method !== "GET") return undefined;
  const answer = early?.get(url);
  early?.delete(url);
  return answer;
}
