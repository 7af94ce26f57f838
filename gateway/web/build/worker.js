// Keeps the files of the app, so that it opens without a network. Never the API: what it answers is always the server's.
const BUILD = "BUILD";
const FILES = ["FILES"];
const PAGE = "/index.html";
const NAME = `app-${BUILD}`;
const BESIDE = ["/first-paint.js", "/icon.svg", "/manifest.webmanifest"];
// Their names stay while their content changes.
const NEW = [PAGE, ...BESIDE];

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(NAME)
      .then((cache) => cache.addAll([...NEW.map((path) => new Request(path, { cache: "no-cache" })), ...FILES]))
      .then(() => self.skipWaiting()),
  );
});

// The build before stays while pages of it may be open; older ones go.
self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => names.filter((name) => name.startsWith("app-") && name !== NAME).slice(0, -1))
      .then((old) => Promise.all(old.map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (/^\/(v1|docs)(\/|$)/.test(pathname)) return;
  if (request.mode === "navigate") event.respondWith(pageOf(request));
  else if (pathname.startsWith("/assets/")) event.respondWith(kept(request));
  else if (BESIDE.includes(pathname)) event.respondWith(fresh(request));
});

/** The newest page where there is a network, the kept one where there is none. */
async function pageOf(request) {
  try {
    return await fetch(request);
  } catch {
    return (await caches.match(PAGE)) ?? Response.error();
  }
}

/** The name of such a file says what is in it. */
async function kept(request) {
  return (await caches.match(request)) ?? fetch(request);
}

async function fresh(request) {
  try {
    return await fetch(request);
  } catch {
    return (await caches.match(request)) ?? Response.error();
  }
}
