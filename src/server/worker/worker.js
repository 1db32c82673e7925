// The service worker: keeps the app's files, and answers from what the browser holds while there is no connection.
// The server writes VERSION, FILES (paths to keep) and ALIASES (paths that mean one of them) before this; `wasm_bindgen`
// is the server in the browser (src/server/local).
const CACHE = `jejaring-${VERSION}`;
const PATIENCE = 6000;
const NETWORK = "/network.bin";

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(FILES)));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      const names = await caches.keys();
      await Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)));
      await self.clients.claim();
    })(),
  );
});

self.addEventListener("message", (event) => {
  const { type } = event.data ?? {};
  if (type === "update") self.skipWaiting();
  if (type === "news" || type === "online") event.waitUntil(exchange());
  if (type === "state") event.waitUntil(tell());
  if (type === "dismiss") event.waitUntil(dismiss(event.data.id));
});

self.addEventListener("sync", (event) => {
  if (event.tag === "outbox") event.waitUntil(exchange());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin) return;
  const file = ALIASES[pathname] ?? pathname;
  if (FILES.includes(file)) {
    event.respondWith(kept(file, request));
  } else if (request.mode === "navigate" || pathname.startsWith("/api/") || pathname === NETWORK) {
    event.respondWith(answered(request, pathname));
  }
});

async function kept(file, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(file)) ?? fetch(request);
}

// From the server where it answers in time, else from here.
async function answered(request, pathname) {
  const reads = request.method === "GET";
  const body = reads ? null : await request.clone().arrayBuffer();
  if (self.navigator.onLine !== false) {
    try {
      // Who reads can be answered from here; who writes waits for the server's word, however long it takes.
      const response = await fetch(request, reads ? { signal: AbortSignal.timeout(PATIENCE) } : undefined);
      if (![502, 503, 504].includes(response.status) || !reads) {
        if (response.ok) await noticed(request, response, pathname);
        return response;
      }
    } catch {
      // No connection.
    }
  }
  return (await answeredHere(request, body)) ?? Response.error();
}

// What the server's answers tell about what is held here.
async function noticed(request, response, pathname) {
  if (pathname === NETWORK) {
    const cache = await caches.open(CACHE);
    await cache.put(NETWORK, response.clone());
  } else if (pathname === "/sign-out" && request.method === "POST") {
    await forget();
  }
}

// The server in the browser -------------------------------------------------------------------------------------

let opening;
function open() {
  opening ??= (async () => {
    const cache = await caches.open(CACHE);
    const [program, network] = await Promise.all([cache.match(ALIASES["/offline.wasm"]), cache.match(NETWORK)]);
    await wasm_bindgen({ module_or_path: program.arrayBuffer() });
    await wasm_bindgen.open(new Uint8Array((await network?.arrayBuffer()) ?? 0));
  })();
  // A failure is not kept: the next request tries again.
  opening.catch(() => (opening = undefined));
  return opening;
}

async function answeredHere(request, body) {
  try {
    await open();
    const { pathname, search } = new URL(request.url);
    const headers = [...request.headers].filter(([name]) => name !== "cookie");
    headers.push(["accept-language", self.navigator.languages.join(",")], ["cookie", await cookies()], ["host", self.location.host]);
    const bytes = body ? new Uint8Array(body) : new Uint8Array();
    const [status, pairs, answer] = await wasm_bindgen.answer(request.method, pathname + search, headers, bytes);
    if (!(request.method === "GET")) await left();
    const redirect = pairs.find(([name]) => name === "location");
    if (status >= 300 && status < 400 && redirect && request.redirect === "follow") {
      return answeredHere(new Request(new URL(redirect[1], self.location), { headers: request.headers }), null);
    }
    return new Response([204, 304].includes(status) || status >= 300 && status < 400 ? null : answer, { status, headers: pairs });
  } catch (cause) {
    console.error("the server in the browser failed", cause);
  }
}

// The choices of language and theme; what says who one is cannot be read here, and need not be.
async function cookies() {
  const all = (await self.cookieStore?.getAll()) ?? [];
  return all.map(({ name, value }) => `${name}=${value}`).join("; ");
}

// Something may have been put into the outbox: it goes out as soon as there is a connection, also when no page is open.
async function left() {
  await self.registration.sync?.register("outbox").catch(() => {});
  await tell();
}

// The server's news and our edits -----------------------------------------------------------------------------

let exchanging;
function exchange() {
  exchanging ??= (async () => {
    try {
      await open();
      await send();
      await fetchNews();
    } catch {
      // No connection: what is unsent stays.
    } finally {
      exchanging = undefined;
      await tell();
    }
  })();
  return exchanging;
}

// One after the other, in the order in which they were made.
async function send() {
  for (;;) {
    const command = await wasm_bindgen.unsent();
    if (!command) return;
    const response = await fetch("/commands", { method: "POST", headers: { "content-type": "application/json" }, body: command });
    if (response.status === 401 || response.status === 429 || response.status >= 500) return;
    await wasm_bindgen.sent(response.status, await response.text());
  }
}

async function fetchNews() {
  const response = await fetch(`/sync?after=${await wasm_bindgen.position()}`);
  if (response.status === 200) await wasm_bindgen.news(new Uint8Array(await response.arrayBuffer()));
}

async function dismiss(id) {
  await open();
  await wasm_bindgen.dismiss(id);
  await tell();
}

async function forget() {
  await open();
  await wasm_bindgen.forget();
  await (await caches.open(CACHE)).delete(NETWORK);
  await tell();
}

// Tells every page how many edits are unsent, and what became of others.
async function tell() {
  await open();
  const state = JSON.parse(await wasm_bindgen.state());
  for (const client of await self.clients.matchAll()) client.postMessage({ type: "outbox", ...state });
}
