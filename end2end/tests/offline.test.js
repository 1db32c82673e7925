// The app without a connection: it can be installed, opens, is read and edited; what was written goes out later.

import assert from "node:assert/strict";
import { appendFile, cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { answered, hydrated, openBrowser, openPage, overflow, signIn, visit, words } from "../support/browser.js";
import { openGate, site, startServer } from "../support/server.js";

// One red pixel.
const pixel = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg==",
  "base64",
);

describe("without a connection", () => {
  let server, browser;

  before(async () => {
    [server, browser] = await Promise.all([startServer({ demo: true }), openBrowser()]);
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  const bar = (page) => page.locator(".connection");
  const edits = (page) => page.locator(".edits .edit");
  const input = (page, field) => page.locator(`#field-${field}`);
  const save = (page) => page.getByRole("button", { name: words("form.save"), exact: true }).click();

  /** A page that may be cut off. */
  const open = async (options = {}) => {
    const gate = await openGate(server.url);
    const opened = await openPage(browser, gate.url, { worker: true, broken: true, statuses: [503], ...options });
    const done = async () => {
      await opened.done();
      gate.close();
    };
    return { ...opened, gate, done };
  };
  /** Waits until the browser has kept these pages. */
  const kept = (page, ...paths) =>
    page.evaluate(async (paths) => {
      await navigator.serviceWorker.ready;
      const missing = async () => {
        const found = await Promise.all(paths.map((path) => caches.match(path, { ignoreVary: true })));
        return paths.filter((_, at) => !found[at]);
      };
      const late = Date.now() + 30_000;
      for (let left = await missing(); left.length > 0; left = await missing()) {
        if (Date.now() > late) throw new Error(`not kept: ${left}`);
        await new Promise(requestAnimationFrame);
      }
    }, paths);
  /** Signs in as somebody of a school; the path of that school, which is kept. */
  const member = async (page, who, ...below) => {
    await signIn(page, who);
    await hydrated(page);
    const school = await page.locator('.account-menu a[href^="/organisations/"]').first().getAttribute("href");
    await kept(page, "/offline", ...below.map((below) => school + below));
    return school;
  };
  /** Waits until the browser has kept the answers of all that its reader may see. */
  const allKept = (page) =>
    page.evaluate(async () => {
      const stand = () =>
        new Promise((done, failed) => {
          const opened = indexedDB.open("jejaring");
          opened.onerror = failed;
          opened.onsuccess = () => {
            const about = opened.result.transaction("about").objectStore("about").get("answers");
            about.onsuccess = () => done(about.result);
            about.onerror = failed;
          };
        });
      const late = Date.now() + 120_000;
      for (let at = await stand(); !at || at.left.length > 0; at = await stand()) {
        if (Date.now() > late) throw new Error(`not kept: ${at?.left.length}`);
        await new Promise(requestAnimationFrame);
      }
    });
  /** Writes what a school says of itself. */
  const write = async (page, school, about) => {
    await visit(page, `${school}/edit`);
    await input(page, "about").fill(about);
    await save(page);
    await page.waitForURL("**/offline");
  };
  const outcome = (page, key) => edits(page).filter({ hasText: words(`offline.outcome.${key}`) });

  test("Chromium would install it, with all that a shop shows", async () => {
    const { page, context, done } = await open();
    await visit(page, "/");
    await page.evaluate(() => navigator.serviceWorker.ready);
    const client = await context.newCDPSession(page);
    const { url, errors, data } = await client.send("Page.getAppManifest");
    assert.ok(url.endsWith("/manifest.webmanifest"), url);
    assert.deepEqual(errors, []);
    const manifest = JSON.parse(data);
    const images = [...manifest.icons, ...manifest.screenshots, ...manifest.shortcuts.flatMap(({ icons }) => icons)];
    for (const { src, sizes, type = "image/png" } of images) {
      const answer = await fetch(server.url + src);
      assert.equal(answer.status, 200, src);
      assert.equal(answer.headers.get("content-type"), type, src);
      if (type !== "image/png") continue;
      const bytes = Buffer.from(await answer.arrayBuffer());
      assert.equal(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`, sizes, src);
    }
    // Some ask first who one is.
    for (const { url } of manifest.shortcuts) assert.ok([200, 401].includes((await fetch(server.url + url)).status), url);
    assert.ok(manifest.icons.some(({ purpose }) => purpose === "maskable"));
    const { installabilityErrors } = await client.send("Page.getInstallabilityErrors");
    // Each test has a profile of its own, which Chromium takes for a private window.
    const others = installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito");
    assert.deepEqual(others, []);
    await done();
  });

  test("it opens, lists and explores what it has, and says so where it has nothing", async () => {
    const { page, gate, done } = await open({ width: 390, height: 844 });
    await visit(page, "/");
    await kept(page, "/", "/explore", "/network.bin", "/organisations", "/offline");
    const unread = await page.evaluate(async () => {
      const list = await (await fetch("/partnerships?page=3")).text();
      return /\/partnerships\/[0-9A-Z]{26}/.exec(list)[0];
    });
    gate.cut();
    await visit(page, "/");
    await bar(page).getByText(words("offline.none")).waitFor();
    await page.locator("svg.network").waitFor();
    assert.equal(await overflow(page), 0);
    await page.locator('.nav a[href="/organisations"]').click();
    await page.waitForURL("**/organisations");
    await hydrated(page);
    assert.equal(await page.locator("table tbody tr").count(), 25);
    await visit(page, "/explore?kind=school");
    await page.locator('[data-progress="live"]').waitFor();
    await page.goto(unread);
    await page.getByText(words("offline.not_kept")).waitFor();
    assert.equal(await page.locator(".offline-page a.button").first().getAttribute("href"), unread);
    gate.restore();
    await page.locator(".offline-page a.button").first().click();
    await page.waitForURL(`**${unread}`);
    await page.locator(".connection[hidden]").waitFor({ state: "attached" });
    await done();
  });

  test("who has signed in finds all that they may see, and lists as the explorer's table", async () => {
    const { page, gate, done } = await open();
    const school = await member(page, "admin", "/edit", "");
    const ask = async (path) => (await page.request.get(path, { headers: { accept: "application/json" } })).json();
    const { partnerships } = await ask(`/api/organisation?id=${school.split("/").pop()}`);
    const [partner] = partnerships[0].partners;
    await allKept(page);
    gate.cut();
    // None of these was read before.
    await page.goto(`/organisations/${partner.id}`);
    await page.getByRole("heading", { level: 1, name: partner.name }).waitFor();
    assert.equal(new URL(page.url()).pathname, `/organisations/${partner.id}`);
    await page.locator(".tabs").getByRole("link", { name: words("ui.tabs.needs") }).click();
    await page.getByRole("heading", { level: 1, name: words("needs.heading") }).waitFor();
    await page.goto(`/partnerships/${partnerships[0].id}/agreement`);
    await page.getByRole("heading", { level: 1, name: words("agreement.title") }).waitFor();
    await page.goto(`/partnerships/${partnerships[0].id}/work`);
    await page.getByRole("heading", { level: 1, name: words("work.title") }).waitFor();

    await page.goto("/organisations?kind=company&sort=regency&page=2");
    await page.locator(".explorer-twin table tbody tr").first().waitFor();
    const { searchParams } = new URL(page.url());
    assert.deepEqual([searchParams.get("as"), searchParams.get("kind")], ["table", "company"]);
    gate.restore();
    await done();
  });

  test("what others change is kept anew", async () => {
    const { page, gate, done } = await open();
    const colleague = await openPage(browser, server.url);
    const school = await member(page, "admin", "/edit", "");
    await signIn(colleague.page, "pengelola");
    const ask = async (path) => (await page.request.get(path, { headers: { accept: "application/json" } })).json();
    const { partnerships } = await ask(`/api/organisation?id=${school.split("/").pop()}`);
    const partner = `/organisations/${partnerships[0].partners[0].id}`;
    await allKept(page);
    await visit(colleague.page, `${partner}/edit`);
    await input(colleague.page, "about").fill("Berubah setelah disimpan");
    await save(colleague.page);
    await colleague.page.getByText("Berubah setelah disimpan").first().waitFor();
    await answered(colleague.page);
    // By and by: changes are gathered for some seconds.
    await page.evaluate(async (path) => {
      const late = Date.now() + 60_000;
      const has = async () => (await (await caches.match(path)).text()).includes("Berubah setelah disimpan");
      while (!(await has())) {
        if (Date.now() > late) throw new Error("what is kept is not what is so");
        await new Promise(requestAnimationFrame);
      }
    }, `/api/organisation?id=${partner.split("/").pop()}`);
    gate.cut();
    await page.goto(partner);
    await page.getByText("Berubah setelah disimpan").first().waitFor();
    gate.restore();
    await colleague.done();
    await done();
  });

  test("a report with a photo waits too, and has its photo when it is sent", async () => {
    const { page, gate, done } = await open({ statuses: [409, 503] });
    const school = await member(page, "penyunting", "/edit", "");
    const ask = async (path) => (await page.request.get(path, { headers: { accept: "application/json" } })).json();
    const { partnerships } = await ask(`/api/organisation?id=${school.split("/").pop()}`);
    const running = partnerships.find(({ status, answer }) => status === "running" && answer === "accepted");
    const work = `/partnerships/${running.id}/work`;
    await allKept(page);
    gate.cut();
    await page.goto(`${work}/report`);
    await input(page, "title").fill("Laporan dari lapangan");
    await input(page, "report_text").fill("Ditulis di luar jangkauan.");
    await page.locator(".sending").waitFor({ state: "attached" });
    await input(page, "file").setInputFiles({ name: "Lapangan.PNG", mimeType: "image/png", buffer: pixel });
    await page.locator(".previews img").waitFor();
    await save(page);
    await page.waitForURL("**/offline");
    await edits(page).filter({ hasText: "Laporan dari lapangan" }).waitFor();
    gate.restore();
    await outcome(page, "done").waitFor();
    await visit(page, work);
    const photo = page.locator(".report", { hasText: "Laporan dari lapangan" }).locator("img");
    const sent = await page.request.get(await photo.getAttribute("src"));
    assert.deepEqual(await sent.body(), pixel);
    await done();
  });

  test("a file of an agreement waits too, to the last byte", async () => {
    const { page, gate, done } = await open({ statuses: [409, 503] });
    const school = await member(page, "admin", "/edit", "");
    const ask = async (path) => (await page.request.get(path, { headers: { accept: "application/json" } })).json();
    const { partnerships } = await ask(`/api/organisation?id=${school.split("/").pop()}`);
    const { id } = partnerships.find(({ status, answer }) => status === "running" && answer === "accepted");
    const agreement = `/partnerships/${id}/agreement`;
    const paper = Buffer.from("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n1 0 obj\n", "latin1");
    await allKept(page);
    gate.cut();
    await page.goto(agreement);
    const form = page.locator(".send-files");
    await form.locator("input[type=file]").setInputFiles({ name: "Naskah bertanda tangan.pdf", mimeType: "application/pdf", buffer: paper });
    await form.locator("button[type=submit]").click();
    await page.waitForURL("**/offline");
    await edits(page).filter({ hasText: "Naskah bertanda tangan.pdf" }).waitFor();
    gate.restore();
    await outcome(page, "done").waitFor();
    await visit(page, agreement);
    const link = page.locator(".file-list a", { hasText: "Naskah bertanda tangan.pdf" });
    const sent = await page.request.get(await link.getAttribute("href"));
    assert.deepEqual(await sent.body(), paper);
    await done();
  });

  test("what is written meanwhile goes out in order, once each, and says what became of it", async () => {
    const { page, context, gate, done } = await open({ statuses: [409, 503] });
    const school = await member(page, "admin", "/edit", "");
    gate.cut();
    await write(page, school, "Ditulis tanpa sambungan");
    await outcome(page, "waiting").waitFor();
    await bar(page).getByText(words("offline.waiting", "id", { count: 1 })).waitFor();
    // Another tab has the same outbox.
    const other = await context.newPage();
    await visit(other, "/offline");
    await outcome(other, "waiting").waitFor();
    gate.restore();
    await outcome(page, "done").waitFor();
    await outcome(other, "done").waitFor();
    assert.equal(await edits(page).count(), 1);
    await visit(page, school);
    await page.getByText("Ditulis tanpa sambungan").first().waitFor();
    await bar(page).getByText(words("offline.all_sent", "id", { count: 1 })).waitFor();
    await visit(page, "/offline");
    await page.getByRole("button", { name: words("offline.dismiss") }).click();
    await page.getByText(words("offline.no_edits")).waitFor();
    await done();
  });

  test("where others have changed the same, both values are shown; where they changed something else, it is joined", async () => {
    const { page, gate, done } = await open({ statuses: [409, 503] });
    const colleague = await openPage(browser, server.url);
    const school = await member(page, "admin", "/edit", "");
    await signIn(colleague.page, "penyunting");
    gate.cut();
    await write(page, school, "Menurut admin");
    const change = async (field, value) => {
      await visit(colleague.page, `${school}/edit`);
      await input(colleague.page, field).fill(value);
      await save(colleague.page);
      await colleague.page.waitForURL(`**${school}`);
    };
    await change("about", "Menurut penyunting");
    gate.restore();
    await outcome(page, "in_question").waitFor();
    await page.getByRole("button", { name: words("offline.choose") }).click();
    await page.waitForURL(/\/edit\?kept=/);
    await hydrated(page);
    await page.locator(".conflict").getByText("Menurut penyunting").waitFor();
    assert.equal(await input(page, "about").inputValue(), "Menurut admin");
    await page.locator(".conflict").getByRole("button", { name: words("form.save_mine") }).click();
    await page.waitForURL(`**${school}`);
    await page.getByText("Menurut admin").first().waitFor();
    await answered(page);
    await visit(page, "/offline");
    await page.getByText(words("offline.no_edits")).waitFor();

    await visit(page, `${school}/edit`);
    gate.cut();
    await write(page, school, "Lagi menurut admin");
    await change("website", "https://lain.example");
    gate.restore();
    await outcome(page, "merged").waitFor();
    await colleague.done();
    await done();
  });

  test("what one writes twice in one field asks nothing, and the form goes on with the first", async () => {
    const { page, gate, done } = await open({ statuses: [409, 503] });
    const school = await member(page, "admin", "/edit", "");
    gate.cut();
    await write(page, school, "Tulisan pertama");
    await outcome(page, "waiting").waitFor();
    await visit(page, `${school}/edit`);
    await page.waitForFunction(() => document.querySelector("#field-about").value === "Tulisan pertama");
    await input(page, "about").fill("Tulisan kedua");
    await save(page);
    await page.waitForURL("**/offline");
    await outcome(page, "waiting").nth(1).waitFor();
    gate.restore();
    await outcome(page, "done").nth(1).waitFor();
    await visit(page, school);
    await page.getByText("Tulisan kedua").first().waitFor();
    await done();
  });

  test("an edit that the server fails at does not hold up the next, and can be sent again", async () => {
    const { page, context, gate, done } = await open({ statuses: [409, 503] });
    const school = await member(page, "admin", "/edit", "");
    gate.cut();
    await write(page, school, "Selalu gagal");
    await write(page, school, "Di belakangnya");
    await outcome(page, "waiting").nth(1).waitFor();
    const worker = context.serviceWorkers()[0];
    await worker.evaluate(() => {
      self.real = self.fetch;
      self.fetch = (...asked) =>
        String(asked[1]?.body).includes("Selalu") ? Promise.resolve(new Response("kaput", { status: 500 })) : self.real(...asked);
    });
    gate.restore();
    const failed = edits(page).filter({ hasText: "Selalu gagal" });
    const later = edits(page).filter({ hasText: words("offline.outcome.done") });
    for (let tries = 0; tries < 100 && (await later.count()) === 0; tries += 1) {
      await page.evaluate(async () => (await navigator.serviceWorker.ready).active.postMessage({ type: "send" }));
      await page.evaluate(() => new Promise(requestAnimationFrame));
    }
    await later.waitFor();
    await outcome(page, "failed").waitFor();
    await worker.evaluate(() => (self.fetch = self.real));
    await page.getByRole("button", { name: words("offline.again") }).click();
    await outcome(page, "done").nth(1).waitFor();
    assert.equal(await outcome(page, "failed").count(), 0);
    await done();
  });

  test("a button that is pressed waits too, and what cannot wait says so", async () => {
    const { page, gate, done } = await open({ statuses: [409, 503] });
    const school = await member(page, "admin", "/edit", "/needs");
    await visit(page, `${school}/needs`);
    const row = page.locator(".listing").first();
    const id = await row.getAttribute("id");
    gate.cut();
    await row.locator("form button").click();
    await page.waitForURL("**/offline");
    await edits(page).filter({ hasText: words("offline.kind.listing") }).waitFor();
    await outcome(page, "waiting").waitFor();
    gate.restore();
    await outcome(page, "done").waitFor();
    await visit(page, `${school}/needs`);
    // What is closed lies folded below.
    await page.locator(`#${id}`).getByText(words("needs.is_closed")).waitFor({ state: "attached" });
    gate.cut();
    // As another app shares a file with this one.
    await page.evaluate(() => {
      const form = Object.assign(document.createElement("form"), { method: "post", action: "/import", enctype: "multipart/form-data" });
      document.body.append(form);
      form.submit();
    });
    await page.waitForURL(/\/offline\?unsent=/);
    await page.getByText(words("offline.unsent")).waitFor();
    await done();
  });

  test("edits wait until their writer signs in, whoever signs in and out before", async () => {
    const { page, context, gate, done } = await open({ statuses: [401, 409, 503] });
    const school = await member(page, "admin", "/edit", "");
    gate.cut();
    await write(page, school, "Sesi berakhir");
    await outcome(page, "waiting").waitFor();
    await context.clearCookies();
    gate.restore();
    const others = words("offline.others", "id", { count: 1 });
    await visit(page, "/offline");
    await page.locator(".edits ~ p").getByText(others).waitFor();
    await page.locator(".offline-page").getByRole("link", { name: words("offline.sign_in") }).waitFor();
    await signIn(page, "penyunting");
    await hydrated(page);
    await bar(page).getByText(others).waitFor();
    await page.locator(".account-menu > summary").click();
    await page.getByRole("button", { name: words("account.sign_out") }).click();
    await page.locator("a.sign-in").waitFor();
    await visit(page, "/offline");
    await page.locator(".edits ~ p").getByText(others).waitFor();
    await page.locator(".offline-page").getByRole("link", { name: words("offline.sign_in") }).click();
    await page.locator(".demo-account").filter({ hasText: "admin@demo.example" }).click();
    await page.waitForURL("**/offline");
    await outcome(page, "done").waitFor();
    await done();
  });

  test("what is wanted is kept however much is read, and what is asked at each key press is not", async () => {
    const { page, gate, done } = await open();
    await visit(page, "/");
    await kept(page, "/", "/explore", "/network.bin", "/organisations", "/offline");
    const found = await page.evaluate(async () => {
      const pages = await caches.open((await caches.keys()).find((name) => name.startsWith("pages-")));
      for (let n = 0; n < 520; n += 1) await pages.put(`/api/read?n=${n}`, new Response("{}"));
      await fetch("/api/find?text=smk", { headers: { accept: "application/json" } });
      await fetch("/api/home", { headers: { accept: "application/json" } });
      const late = Date.now() + 30_000;
      while ((await pages.keys()).length > 500) {
        if (Date.now() > late) throw new Error("nothing has made room");
        await new Promise(requestAnimationFrame);
      }
      return (await pages.keys()).map(({ url }) => new URL(url).pathname);
    });
    for (const path of ["/", "/explore", "/network.bin", "/organisations", "/offline"]) assert.ok(found.includes(path), path);
    assert.ok(!found.includes("/api/find"));
    gate.cut();
    await visit(page, "/explore");
    await page.locator('[data-progress="live"]').waitFor();
    await done();
  });

  test("two edits from one page that was kept are two, and the second does not pass for the first", async () => {
    const names = ["Paguyuban Melati Luring", "Sanggar Kayu Sidomulyo Luring"];
    const { page, gate, done } = await open({ statuses: [409, 503] });
    await signIn(page, "pengelola");
    await hydrated(page);
    await kept(page, "/desk");
    await visit(page, "/organisations/new");
    await kept(page, "/organisations/new");
    gate.cut();
    for (const name of names) {
      await visit(page, "/organisations/new");
      await input(page, "name").fill(name);
      await input(page, "kind").selectOption("community");
      await save(page);
      await page.waitForURL("**/offline");
      await edits(page).filter({ hasText: name }).waitFor();
    }
    gate.restore();
    await outcome(page, "done").nth(1).waitFor();
    const list = await (await fetch(`${server.url}/organisations?text=Luring`)).text();
    for (const name of names) assert.ok(list.includes(name), name);
    await done();
  });

  test("signing out takes what is private away, also without a connection", async () => {
    const { page, gate, done } = await open();
    const school = await member(page, "admin", "/edit", "");
    await visit(page, "/desk");
    await kept(page, "/desk");
    await allKept(page);
    gate.cut();
    await page.locator(".account-menu > summary").click();
    await page.getByRole("button", { name: words("account.sign_out") }).click();
    await page.waitForURL("**/offline");
    await page.locator("a.sign-in").waitFor();
    const left = await page.evaluate(
      (paths) => Promise.all(paths.map(async (path) => Boolean(await caches.match(path, { ignoreVary: true })))),
      ["/desk", school, `${school}/edit`, `/api/people?id=${school.split("/").pop()}`],
    );
    assert.deepEqual(left, [false, false, false, false]);
    gate.restore();
    await visit(page, "/");
    await page.locator("a.sign-in").waitFor();
    await done();
  });

  test("where the browser has no room, it says so, and what was typed stays", async () => {
    const { page, context, gate, done } = await open();
    const school = await member(page, "admin", "/edit", "");
    await context.serviceWorkers()[0].evaluate(() => {
      IDBObjectStore.prototype.put = () => {
        throw new DOMException("no room", "QuotaExceededError");
      };
    });
    gate.cut();
    await visit(page, `${school}/edit`);
    await input(page, "about").fill("Tidak muat");
    await save(page);
    await page.getByText(words("offline.storage_full")).first().waitFor();
    assert.equal(await input(page, "about").inputValue(), "Tidak muat");
    await bar(page).getByText(words("offline.full")).waitFor();
    await done();
  });

  test("what the browser has deleted is missed, not forgotten", async () => {
    const { page, gate, done } = await open();
    const school = await member(page, "admin", "/edit", "");
    gate.cut();
    await write(page, school, "Akan terhapus");
    await outcome(page, "waiting").waitFor();
    // As browsers do when the device needs room.
    await page.evaluate(
      () => new Promise((done, failed) => {
        const opened = indexedDB.open("jejaring");
        opened.onerror = failed;
        opened.onsuccess = () => {
          const cleared = opened.result.transaction("edits", "readwrite");
          cleared.objectStore("edits").clear();
          cleared.oncomplete = done;
        };
      }),
    );
    await visit(page, "/offline");
    await bar(page).getByText(words("offline.lost", "id", { count: 1 })).waitFor();
    await done();
  });

  test("after a release there is no stale page, and open ones are told of it", async () => {
    const folder = await mkdtemp(join(tmpdir(), "jejaring-site-"));
    let old = await startServer({ demo: true });
    const { page, done } = await openPage(browser, old.url, { worker: true, broken: true, statuses: [502, 503] });
    let newer;
    try {
      await visit(page, "/");
      await kept(page, "/", "/explore");
      const names = () => page.evaluate(() => caches.keys());
      const before = await names();
      await cp(site, folder, { recursive: true });
      await appendFile(join(folder, "workshop.js"), "\n// Another release.\n");
      await old.stop();
      newer = await startServer({
        demo: true,
        port: new URL(old.url).port,
        env: { JEJARING_SITE: folder, LEPTOS_SITE_ROOT: folder },
      });
      await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
      await bar(page).getByText(words("offline.newer")).waitFor();
      await bar(page).getByRole("button", { name: words("offline.reload") }).click();
      await bar(page).getByText(words("offline.newer")).waitFor({ state: "hidden" });
      await hydrated(page);
      await kept(page, "/", "/explore");
      await page.waitForFunction(async () => (await caches.keys()).length === 2);
      const now = await names();
      assert.equal(now.filter((name) => before.includes(name)).length, 0, now.join());
      const file = await page.evaluate(async () => (await fetch("/workshop.js")).text());
      assert.match(file, /Another release/);
    } finally {
      await done();
      await old.stop();
      await newer?.stop();
      await rm(folder, { recursive: true, force: true });
    }
  });
});
