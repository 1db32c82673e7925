// The service worker: keeps the app and the pages that were read, so that they open without a connection, and keeps what
// is written meanwhile until the server has taken it. The server writes before this: VERSION (of the release), PROGRAM
// (the browser's program, which every page of the release names) and FILES (the app's files, by their paths).

const APP = `app-${VERSION}`;
const PAGES = `pages-${VERSION}`;
// What the pages of all records ask for, kept ahead of time.
const ANSWERS = `answers-${VERSION}`;
const OFFLINE = "/offline";
// How long one waits for the server where there is something to show instead, in milliseconds.
const PATIENCE = 5000;
const MOST_PAGES = 500;
const MOST_AHEAD = 60;
// When a page that is kept ahead is fetched again.
const STALE = 6 * 60 * 60 * 1000;
// So many answers are fetched at once, and with such a pause, so that nobody notices.
const AT_ONCE = 50;
const PAUSE = 200;
// How often it is asked what has changed, at most.
const RENEWED = 10 * 1000;
// How long the same form is the same submission.
const TWICE = 10 * 60 * 1000;
// How often an edit is tried that the server fails at while it answers otherwise; then those behind it have their turn.
const TRIES = 12;
// What stands between the browser and a server that is not there answers so.
const DOWN = [502, 503, 504];
// Addresses that hold a secret, and answers that are not for keeping.
const NEVER_KEPT = /^\/(reset|confirm|invitation|set-up|sign-in|sign-up|preferences|healthz|export|files|calendar|live|answers|embed)(\/|$)/;
// What is asked at each key press: it would push out what is wanted.
const PASSING = /^\/api\/(find|suggestions|similar-organisations)$/;

// ── A release ────────────────────────────────────────────────────────────────────────────────────────────────────────

self.addEventListener("install", (event) => {
  // The new release takes over at once; pages of the old one say that there is a newer one.
  self.skipWaiting();
  event.waitUntil(install());
});

async function install() {
  try {
    const app = await caches.open(APP);
    // Files with a hash in their names never change; others are asked for anew.
    await app.addAll(FILES.map((path) => new Request(path, { cache: path.startsWith("/pkg/") ? "default" : "no-cache" })));
    await keepOfflinePage();
  } catch (cause) {
    if (isFull(cause)) await tellFull();
    throw cause;
  }
}

self.addEventListener("activate", (event) => event.waitUntil(forgetOthers().then(() => self.clients.claim())));

// Deletes what other releases have kept; which pages that were is written down, to keep them again.
async function forgetOthers() {
  const old = (await caches.keys()).filter((name) => ![APP, PAGES, ANSWERS].includes(name));
  const paths = [];
  for (const name of old) {
    if (name.startsWith("pages-")) {
      for (const { url } of await (await caches.open(name)).keys()) {
        const { pathname, search } = new URL(url);
        if (!pathname.startsWith("/api/")) paths.push(pathname + search);
      }
    }
    await caches.delete(name);
  }
  if (paths.length > 0) await write("about", paths.slice(-MOST_AHEAD), "again").catch(() => {});
}

// For whoever has signed out without a connection: the page as a visitor sees it, in the reader's language.
async function keepOfflinePage(language) {
  const headers = { accept: "text/html", "accept-language": language ?? self.navigator.languages.join(",") };
  const response = await fetch(OFFLINE, { credentials: "omit", cache: "no-cache", headers });
  if (response.ok) await (await caches.open(APP)).put(OFFLINE, response);
}

// ── What pages say ───────────────────────────────────────────────────────────────────────────────────────────────────

self.addEventListener("message", (event) => {
  const { type, ...said } = event.data ?? {};
  if (type === "hello") event.waitUntil(greet(said));
  if (type === "visited") event.waitUntil(fetchPage(said.path).catch(() => {}));
  if (type === "send") event.waitUntil(send().then(tell));
  if (type === "changed") event.waitUntil(keepAnswers());
  if (type === "again") event.waitUntil(tryAgain(said.id));
  if (type === "dismiss") event.waitUntil(erase("edits", said.id).then(tell));
});

// The browser tries again by and by as long as this fails.
self.addEventListener("sync", (event) => {
  if (event.tag === "outbox") event.waitUntil(sendAll());
});

async function sendAll() {
  if (await send()) throw new Error("edits still wait");
}

// A page is there: whose it is, its language, and what may be wanted without a connection.
async function greet({ who, language, paths, all }) {
  // The release before may have been in the middle of keeping something.
  await forgetOthers();
  // A page that was kept does not know who has signed in since.
  if (reached) {
    const before = await read("about", "who");
    if (before !== undefined && before !== who) await forgetRead();
    await write("about", who, "who");
  }
  if ((await read("about", "language")) !== language && reached) {
    await keepOfflinePage(language).then(() => write("about", language, "language"), () => {});
  }
  await tell();
  await send();
  const wanted = [...paths, ...((await read("about", "again")) ?? [])];
  await write("about", wanted, "wanted").catch(() => {});
  await ahead(wanted);
  await erase("about", "again");
  if (all) await keepAnswers();
}

// What was read by somebody else.
async function forgetRead() {
  await Promise.all([caches.delete(PAGES), caches.delete(ANSWERS), erase("about", "answers")]);
}

// Keeps what the pages of all that one may see ask for, a few at a time; later only what has changed. It goes on where
// it was interrupted.
function keepAnswers() {
  return navigator.locks.request("answers", { ifAvailable: true }, async (free) => {
    if (!free || !reached || self.navigator.connection?.saveData) return;
    try {
      const known = (await read("about", "answers")) ?? { left: [] };
      if (Date.now() - known.at < RENEWED && known.left.length === 0) return;
      const query = known.seq === undefined ? "" : `?after=${known.seq}&day=${known.day}`;
      const response = await fetch(`/answers${query}`);
      if (!response.ok) return;
      const { seq, day, all, paths } = await response.json();
      if (all) await forgetAnswers(paths);
      let left = all ? paths : [...new Set([...paths, ...known.left])];
      for (;;) {
        await write("about", { seq, day, left, at: Date.now() }, "answers");
        if (left.length === 0 || !(await fetchAnswers(left.slice(0, AT_ONCE)))) return;
        left = left.slice(AT_ONCE);
        await new Promise((done) => setTimeout(done, PAUSE));
      }
    } catch (cause) {
      if (isFull(cause)) await tellFull();
    }
  });
}

async function fetchAnswers(paths) {
  const headers = { "content-type": "application/json" };
  const response = await fetch("/answers", { method: "POST", body: JSON.stringify(paths), headers, priority: "low" });
  if (!response.ok || !reached) return false;
  const answers = await caches.open(ANSWERS);
  for (const [path, answer] of await response.json()) {
    const headers = { "content-type": "application/json", date: response.headers.get("date") };
    await (answer === null ? answers.delete(path) : answers.put(path, new Response(answer, { headers })));
  }
  return true;
}

// Takes away what is not to be kept any more.
async function forgetAnswers(paths) {
  const wanted = new Set(paths);
  const answers = await caches.open(ANSWERS);
  for (const key of await answers.keys()) {
    const { pathname, search } = new URL(key.url);
    if (!wanted.has(pathname + search)) await answers.delete(key);
  }
}

// The answer that the page of a record cannot do without, by its path.
const ID = "([0-9A-Z]{26})";
const NEEDED = [
  ["/organisations/ID", "/api/organisation?id="],
  ["/organisations/ID/needs", "/api/needs?organisation="],
  ["/organisations/ID/needs/new", "/api/listing-form?organisation="],
  ["/organisations/ID/people", "/api/people?id="],
  ["/organisations/ID/contacts/new", "/api/contact-form?id="],
  ["/organisations/ID/edit", "/api/organisation-form?id="],
  ["/partnerships/ID", "/api/partnership?id="],
  ["/partnerships/ID/agreement", "/api/agreement?id="],
  ["/partnerships/ID/work", "/api/work?id="],
  ["/partnerships/ID/work/activity", "/api/activity-form?partnership="],
  ["/partnerships/ID/work/report", "/api/report-form?partnership="],
  ["/partnerships/ID/edit", "/api/partnership-form?id=", "&part=whole"],
].map(([page, ...answer]) => [new RegExp(`^${page.replace("ID", ID)}$`), answer]);

async function answerFor(pathname) {
  for (const [page, [before, after = ""]] of NEEDED) {
    const id = page.exec(pathname)?.[1];
    if (id) return (await caches.open(ANSWERS)).match(before + id + after);
  }
}

const age = (response) => (response ? Date.parse(response.headers.get("date")) : 0);

// Fetches pages that may be wanted, one after the other; those of one's own organisations lead to their partnerships.
async function ahead(paths) {
  const wanted = new Set(paths);
  const pages = await caches.open(PAGES);
  let at = 0;
  for (const path of wanted) {
    if ((at += 1) > MOST_AHEAD || !reached) break;
    const kept = await pages.match(path, { ignoreVary: true });
    try {
      const fresh = kept && Date.now() - Date.parse(kept.headers.get("date")) < STALE;
      const own = path.startsWith("/organisations/");
      const text = fresh ? own && (await kept.text()) : await fetchPage(path);
      if (own) text.match(/\/partnerships\/[0-9A-Z]{26}/g)?.forEach((path) => wanted.add(path));
    } catch {
      break;
    }
  }
  await write("about", [...wanted].slice(0, MOST_AHEAD), "wanted").catch(() => {});
}

// Keeps a page that the browser's program has shown without loading it; its text.
async function fetchPage(path) {
  const response = await fetch(path, { headers: { accept: "text/html" } });
  const text = await response.clone().text();
  await keep(path, response);
  return text;
}

// Tells every page how things stand.
let reached = true;
let full = false;

async function tell() {
  let who, all;
  try {
    [who, all] = await Promise.all([read("about", "who"), everyEdit()]);
  } catch (cause) {
    // Some browsers keep nothing in private windows.
    return console.warn("nothing can be kept", cause);
  }
  const edits = all.filter((edit) => edit.who === (who ?? null)).map(({ entries, who: _, kept: __, tries: ___, ...edit }) => ({
    ...edit,
    files: entries.flatMap(([, value]) => (typeof value === "string" ? [] : [value.name])),
    fields: entries.filter(([, value]) => typeof value === "string"),
  }));
  const others = all.filter((edit) => edit.who !== (who ?? null) && edit.outcome === "waiting").length;
  for (const client of await self.clients.matchAll({ includeUncontrolled: true })) {
    client.postMessage({ online: reached, full, edits, others });
  }
}

async function tellFull() {
  full = true;
  await tell();
}

async function found(now) {
  if (reached === now) return;
  reached = now;
  await tell();
}

// ── Reading ──────────────────────────────────────────────────────────────────────────────────────────────────────────

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin) return;
  const navigates = request.mode === "navigate";
  if (request.method === "POST" && pathname === "/sign-out") {
    event.respondWith(signOut(request));
  } else if (request.method === "POST" && pathname !== "/commands") {
    event.respondWith(written(event));
  } else if (request.method === "GET" && FILES.includes(pathname)) {
    event.respondWith(file(pathname, request));
  } else if (request.method === "GET" && (navigates || pathname.startsWith("/api/") || pathname === "/network.bin")) {
    event.respondWith(answered(event));
  }
});

async function file(pathname, request) {
  const kept = await (await caches.open(APP)).match(pathname, { ignoreVary: true });
  // The program's first files name its parts, which the build writes into them after it has named them: the server says
  // whether they are those of its release.
  if (!kept || !reached || !pathname.startsWith("/pkg/jejaring.")) return kept ?? fetch(request);
  const late = new Promise((done) => setTimeout(() => done(kept), PATIENCE));
  const fresh = fetch(request, { cache: "no-cache" }).then((answer) => (answer.ok ? answer : kept), () => kept);
  return Promise.race([fresh, late]);
}

// From the server where it answers in time, else from what is kept.
async function answered(event) {
  const { request } = event;
  const { pathname, search } = new URL(request.url);
  const navigates = request.mode === "navigate";
  if (navigates) await endSession().catch(() => {});
  const fresh = fetch(request).then(
    async (response) => {
      if (DOWN.includes(response.status)) return found(false);
      event.waitUntil(Promise.all([found(true), keep(pathname + search, response.clone())]));
      return response;
    },
    // Who goes away does not wait for the answer.
    (cause) => (cause?.name === "AbortError" ? undefined : found(false)),
  );
  event.waitUntil(fresh);
  const late = new Promise((done) => setTimeout(done, reached ? PATIENCE : PATIENCE / 5));
  const like = { ignoreVary: true, ignoreSearch: pathname === OFFLINE };
  const kept = async () => {
    const page = await (await caches.open(PAGES)).match(request, like);
    // The browser's program ends its queries with an ampersand.
    const asked = pathname + search.replace(/&$/, "");
    const answer = await (navigates ? answerFor(pathname) : (await caches.open(ANSWERS)).match(asked, like));
    if (!(answer && age(answer) > age(page))) return page;
    return navigates ? shell(pathname + search) : answer;
  };
  return (await Promise.race([fresh, late])) ?? (await kept()) ?? (await fresh) ?? instead(request, pathname, search);
}

// What is shown instead of an answer that is not kept.
async function instead(request, pathname, search) {
  if (request.mode !== "navigate") return failure("offline");
  if (pathname === OFFLINE) {
    const app = await caches.open(APP);
    return (await app.match(OFFLINE, { ignoreVary: true })) ?? Response.error();
  }
  // Views of the explorer differ in their address, but its page is one: it moves on to the view by itself.
  const explorer = await caches.match("/explore", { cacheName: PAGES, ignoreVary: true });
  if (explorer && search && pathname === "/explore") return Response.redirect(`/explore#${search}`, 302);
  // The server makes lists; the explorer's table has all that is in them.
  if (explorer && ["/organisations", "/partnerships"].includes(pathname)) return Response.redirect(`/explore#?${tableFor(search)}`, 302);
  return Response.redirect(`${OFFLINE}?page=${encodeURIComponent(pathname + search)}`, 302);
}

// The explorer's table that shows what a list was asked for.
function tableFor(search) {
  const asked = new URLSearchParams(search);
  const query = new URLSearchParams({ as: "table" });
  if (asked.get("text")) query.set("q", asked.get("text"));
  for (const key of ["kind", "status", "form", "scope", "finance", "step"]) {
    if (asked.get(key)) query.set(key, asked.get(key));
  }
  return query;
}

// The app's page without a connection, which moves on to a page whose answers are kept.
const shell = (page) => Response.redirect(`${OFFLINE}?open=${encodeURIComponent(page)}`, 302);

// Keeps a page of this release, or data for one.
async function keep(path, response) {
  const { pathname } = new URL(path, self.location);
  const kind = response.headers.get("content-type") ?? "";
  if (response.status !== 200 || response.redirected || NEVER_KEPT.test(pathname)) return;
  const page = kind.startsWith("text/html");
  if (!page && !pathname.startsWith("/api/") && pathname !== "/network.bin" || PASSING.test(pathname)) return;
  if (page && !(await response.clone().text()).includes(PROGRAM)) return;
  try {
    const pages = await caches.open(PAGES);
    // What was read last is kept longest.
    await pages.delete(path, { ignoreVary: true });
    await pages.put(path, response);
    await makeRoom(pages);
    full = false;
  } catch (cause) {
    if (isFull(cause)) await tellFull();
  }
}

// What was read longest ago goes first; what is wanted without a connection stays.
async function makeRoom(pages) {
  const keys = await pages.keys();
  if (keys.length <= MOST_PAGES) return;
  const wanted = new Set((await read("about", "wanted").catch(() => {})) ?? []);
  const others = keys.filter(({ url }) => !wanted.has(url.slice(self.location.origin.length)));
  for (const key of others.slice(0, keys.length - MOST_PAGES)) await pages.delete(key);
}

// ── Writing ──────────────────────────────────────────────────────────────────────────────────────────────────────────

// A form: to the server, or else into the outbox, if it names its submission. Its sender is led to where that is shown.
async function written({ request, clientId }) {
  let form;
  try {
    form = await formOf(request.clone());
  } catch {
    // Nothing that could be sent again.
  }
  const { pathname, search } = new URL(request.url);
  const navigates = request.mode === "navigate";
  const from = request.referrer ? new URL(request.referrer).pathname : pathname;
  try {
    const failed = form && (await taken(form, request));
    if (failed) {
      const response = await sendChosen(failed, request, form);
      if (response) return response;
    }
    const response = await fetch(form?.changed ? again(request, form) : request);
    if (!(DOWN.includes(response.status) && form)) {
      await found(true);
      return response;
    }
  } catch {
    // No connection.
  }
  await found(false);
  // It cannot be sent again later: who sent it has to know that it is not kept.
  if (!form) return navigates ? Response.redirect(`${OFFLINE}?unsent=${encodeURIComponent(from)}`, 303) : failure("unsent");
  try {
    const who = (await read("about", "who")) ?? null;
    const { id, entries, multipart } = form;
    await write("edits", { id, entries, multipart, who, from, path: pathname + search, at: Date.now(), outcome: "waiting" });
  } catch {
    await tellFull();
    return navigates ? Response.redirect(`${OFFLINE}?full`, 303) : failure("storage_full");
  }
  await self.registration.sync?.register("outbox").catch(() => {});
  await tell();
  if (navigates) return Response.redirect(OFFLINE, 303);
  // The page's program follows no address that comes with an error.
  await (await self.clients.get(clientId))?.navigate(OFFLINE).catch(() => {});
  return failure("outbox");
}

// The edit that was not done and whose form this is, opened again by its sender: from the outbox, or from the page that the
// server has then led to.
async function taken({ given }, { referrer }) {
  const from = referrer ? new URL(referrer) : undefined;
  const kept = from?.searchParams.get("kept");
  const failed = (await everyEdit().catch(() => [])).filter((edit) => edit.outcome === "failed");
  // A page that was kept gives the name of its form to each that is sent from it: only the outbox means the edit by it.
  return failed.find((edit) => (from?.pathname === OFFLINE && edit.id === given) || (kept && edit.kept === kept));
}

// Sends a form for an edit that was not done. The edit goes once the form is saved; else it is known under which name the
// server keeps the form now. Nothing where the server is not there.
async function sendChosen(edit, request, form) {
  const accept = request.headers.get("accept") ?? "*/*";
  const { url, referrer } = request;
  const response = await fetch(url, { method: "POST", headers: { accept }, body: body(form), referrer });
  if (DOWN.includes(response.status)) return undefined;
  await found(true);
  const { outcome, kept } = settled(response, null);
  if (outcome !== "failed") await erase("edits", edit.id);
  else if (kept) await write("edits", { ...edit, kept });
  await tell();
  return request.mode === "navigate" && response.redirected ? Response.redirect(response.url, 303) : response;
}

// What a form sends, and its name; none for one that has none. A button has an empty one and is named here. A form that was
// kept in this browser has the name that it had when it was read: where that was used before, it gets a new one, lest the
// server take it for done; unless it is the same once more, sent by a finger that pressed twice.
async function formOf(request) {
  const multipart = request.headers.get("content-type")?.startsWith("multipart/") ?? false;
  const entries = [...(await request.formData())];
  const name = entries.find(([key, value]) => key === "command" && typeof value === "string");
  if (!name) return undefined;
  const given = name[1];
  if (!given) {
    name[1] = ulid();
    return { id: name[1], given, entries, multipart, changed: true };
  }
  const content = await digest(entries.filter((entry) => entry !== name));
  const before = await read("spent", given);
  const again = before?.content === content && Date.now() - before.at < TWICE;
  if (before) name[1] = again ? before.id : ulid();
  // Where there is no room for that, there may be a connection.
  await write("spent", { content, id: name[1], at: Date.now() }, given).catch(() => {});
  return { id: name[1], given, entries, multipart, changed: name[1] !== given };
}

async function digest(entries) {
  const plain = entries.map(([key, value]) => [key, typeof value === "string" ? value : [value.name, value.size, value.lastModified]]);
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(JSON.stringify(plain)));
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function again(request, form) {
  const navigates = request.mode === "navigate";
  const headers = { accept: request.headers.get("accept") ?? "*/*" };
  const { url, referrer } = request;
  // The server leads who has to sign in back to the form's page.
  return new Request(url, { method: "POST", headers, referrer, body: body(form), redirect: navigates ? "manual" : "follow" });
}

function body({ entries, multipart }) {
  if (!multipart) return new URLSearchParams(entries);
  const form = new FormData();
  for (const [key, value] of entries) form.append(key, value);
  return form;
}

function failure(error) {
  return new Response(JSON.stringify(error), { status: 503, headers: { "content-type": "application/json" } });
}

// Sends what waits: in order, once each, by one of the browser's pages and workers at a time. Whether some of it still waits.
function send() {
  return navigator.locks.request("outbox", async () => {
    const waiting = (await everyEdit()).filter((edit) => edit.outcome === "waiting");
    const { known, who } = await whoIsIt();
    if (!known) return waiting.length > 0;
    for (const edit of waiting.filter((edit) => edit.who === who)) {
      let response, answer;
      try {
        response = await fetch(edit.path, { method: "POST", headers: { accept: "application/json" }, body: body(edit) });
        answer = await response.text();
      } catch {
        await found(false);
        return true;
      }
      // It is not known to be done or not: another time.
      if ([401, 429].includes(response.status) || hasToSignIn(response)) return true;
      const tries = (edit.tries ?? 0) + 1;
      if (response.status >= 500 && tries < TRIES) {
        await write("edits", { ...edit, tries });
        return true;
      }
      await write("edits", { ...edit, ...settled(response, answer) });
      await tell();
    }
    return false;
  });
}

// Lets an edit that the server has failed at wait once more.
async function tryAgain(id) {
  const edit = await read("edits", id);
  if (edit) await write("edits", { ...edit, outcome: "waiting", tries: 0, error: null });
  await tell();
  await send();
}

function settled(response, answer) {
  const merged = response.headers.has("jejaring-merged");
  // Forms without script lead to a page, also those that were not taken.
  const led = response.redirected ? new URL(response.url) : undefined;
  const asks = led && ["refused", "kept"].some((key) => led.searchParams.has(key));
  const refused = asks || led?.searchParams.has("__err") || hasToSignIn(response);
  if (response.ok && !refused) return { outcome: merged ? "merged" : "done" };
  const kept = led?.searchParams.get("kept");
  return { outcome: "failed", error: refused ? null : answer, back: asks ? led.pathname + led.search : null, kept };
}

// Whether the server has led to where one signs in, and has heard nothing else.
const hasToSignIn = (response) => response.redirected && new URL(response.url).pathname === "/sign-in";

// Who has signed in, as the server says; that it answers is what one learns by it too.
async function whoIsIt() {
  try {
    await endSession();
    const response = await fetch("/api/session", { headers: { accept: "application/json" } });
    if (!response.ok) throw response.status;
    const me = await response.json();
    await found(true);
    return { known: true, who: me?.person ?? null };
  } catch {
    await found(false);
    return { known: false };
  }
}

// ── Signing out ──────────────────────────────────────────────────────────────────────────────────────────────────────

// Whatever is private goes at once; the session ends as soon as there is a connection. What others have left to be sent stays
// until they come back.
async function signOut(request) {
  const response = await fetch(request).catch(() => undefined);
  const gone = response !== undefined && !DOWN.includes(response.status);
  await Promise.all([caches.delete(PAGES), caches.delete(ANSWERS)]);
  const who = (await read("about", "who")) ?? null;
  for (const { id } of (await everyEdit()).filter((edit) => edit.who === who)) await erase("edits", id);
  for (const store of ["spent", "about"]) await clear(store);
  if (!gone) await write("about", true, "signed-out");
  await tell();
  return gone ? response : Response.redirect(OFFLINE, 303);
}

async function endSession() {
  if (!(await read("about", "signed-out"))) return;
  const response = await fetch("/sign-out", { method: "POST", redirect: "manual" }).catch(() => undefined);
  if (response && !DOWN.includes(response.status)) await erase("about", "signed-out");
}

// ── The browser's database ───────────────────────────────────────────────────────────────────────────────────────────

let opened;
function database() {
  opened ??= new Promise((done, failed) => {
    const request = indexedDB.open("jejaring", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("edits", { keyPath: "id" });
      request.result.createObjectStore("spent");
      request.result.createObjectStore("about");
    };
    request.onsuccess = () => {
      // A browser that is told to forget closes it.
      request.result.onclose = () => (opened = undefined);
      done(request.result);
    };
    request.onerror = () => failed(request.error);
  });
  opened.catch(() => (opened = undefined));
  return opened;
}

async function within(store, mode, act) {
  const transaction = (await database()).transaction(store, mode);
  return new Promise((done, failed) => {
    const request = act(transaction.objectStore(store));
    transaction.oncomplete = () => done(request.result);
    transaction.onabort = () => failed(transaction.error ?? request.error);
  });
}

const read = (store, key) => within(store, "readonly", (of) => of.get(key));
const write = (store, value, key) => within(store, "readwrite", (of) => of.put(value, key));
const erase = (store, key) => within(store, "readwrite", (of) => of.delete(key));
const clear = (store) => within(store, "readwrite", (of) => of.clear());

// Names begin with the time at which their form was read, so it is the time of writing that orders them.
async function everyEdit() {
  return (await within("edits", "readonly", (of) => of.getAll())).sort((one, other) => one.at - other.at);
}

const isFull = (cause) => cause?.name === "QuotaExceededError";

function ulid() {
  const digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  let time = Date.now();
  let text = "";
  for (let place = 0; place < 10; place += 1, time = Math.floor(time / 32)) text = digits[time % 32] + text;
  for (const byte of crypto.getRandomValues(new Uint8Array(16))) text += digits[byte % 32];
  return text;
}
