// What anyone sees who comes by: the picture, the lists, the pages, in both languages and on a phone.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { hydrated, openBrowser, openPage, overflow, signIn, visit, words } from "../support/browser.js";
import { startServer } from "../support/server.js";

describe("browsing the demonstration", () => {
  let server, browser, organisation, partnership;

  before(async () => {
    [server, browser] = await Promise.all([startServer({ demo: true }), openBrowser()]);
    const first = async (path, pattern) => pattern.exec(await (await fetch(server.url + path)).text())[0];
    organisation = await first("/organisations", /\/organisations\/[0-9A-Z]{26}/);
    partnership = await first("/partnerships", /\/partnerships\/[0-9A-Z]{26}/);
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  test("the home page has the network as a picture with names, without script", async () => {
    const { page, done } = await openPage(browser, server.url, { script: false });
    await page.goto("/");
    const picture = page.locator("svg.network");
    assert.ok(await picture.isVisible());
    const names = await picture.locator("a title").allTextContents();
    assert.ok(names.length > 200, `${names.length} organisations in the picture`);
    const labels = await picture.locator(".labels.many text").allTextContents();
    assert.ok(labels.length >= 5, `${labels.length} labels`);
    for (const label of labels) {
      const whole = label.replace(/…$/, "").trim();
      assert.ok(names.some((name) => name.includes(whole)), `“${label}” is the name of an organisation`);
    }
    assert.ok(await page.locator(".legend").first().isVisible());
    await done();
  });

  test("the lists lead to pages, whose links lead on", async () => {
    const { page, done } = await openPage(browser, server.url);
    await visit(page, "/organisations");
    const rows = page.locator("table tbody tr");
    assert.equal(await rows.count(), 25);
    const first = rows.first().locator("a.main-link, th a").first();
    const name = (await first.textContent()).trim();
    await first.click();
    await page.getByRole("heading", { level: 1, name }).waitFor();
    // Identifiers start with a digit, unlike other addresses below a list.
    await page.locator('main a[href^="/partnerships/0"]').first().click();
    await page.waitForURL(/\/partnerships\/[0-9A-Z]{26}$/);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.locator('main a[href^="/organisations/0"]').first().click();
    await page.waitForURL(/\/organisations\/[0-9A-Z]{26}$/);
    await done();
  });

  test("lists are sorted and turned over by plain links", async () => {
    const { page, done } = await openPage(browser, server.url, { script: false });
    await page.goto("/organisations");
    const names = () => page.locator("table tbody th").allTextContents();
    const first = await names();
    await page.locator('.pages a[rel="next"]').click();
    const second = await names();
    assert.equal(second.filter((name) => first.includes(name)).length, 0);
    await page.goto("/partnerships");
    assert.equal(await page.locator("table tbody tr").count(), 25);
    await page.locator("table thead a").first().click();
    assert.match(page.url(), /sort=|order=/);
    await done();
  });

  test("an address that leads nowhere says so, with status 404", async () => {
    const { page, done } = await openPage(browser, server.url, { statuses: [404] });
    for (const path of ["/nowhere", "/organisations/01ARZ3NDEKTSV4RRFFQ69G5FAV", "/partnerships/x/edit"]) {
      const response = await page.goto(path);
      assert.equal(response.status(), 404, path);
      await page.getByRole("heading", { level: 1 }).waitFor();
      assert.ok(await page.locator('main a[href="/"]').first().isVisible(), path);
    }
    await done();
  });

  for (const [name, look] of [
    ["in Indonesian on a wide screen", { locale: "id-ID" }],
    ["in English on a phone of 360 pixels", { locale: "en-GB", width: 360, height: 740 }],
  ]) {
    test(`no page complains or is too wide: ${name}`, async () => {
      const { page, done } = await openPage(browser, server.url, look);
      const paths = [
        "/",
        "/explore",
        "/organisations",
        "/organisations/new",
        organisation,
        `${organisation}/edit`,
        "/partnerships",
        "/partnerships/new",
        partnership,
        `${partnership}/edit`,
        "/import",
        "/sign-in",
        "/sign-up",
        "/account",
      ];
      await signIn(page, "pengelola");
      for (const path of paths) {
        const response = await visit(page, path);
        assert.equal(response.status(), 200, path);
        assert.equal(await page.getByRole("heading", { level: 1 }).count(), 1, `${path} has one main heading`);
        assert.equal(await overflow(page), 0, `${path} sticks out`);
        assert.match(await page.title(), /Jejaring/, path);
      }
      await done();
    });
  }

  test("the browser's language is spoken, and the switch lasts", async () => {
    const { page, context, done } = await openPage(browser, server.url, { locale: "en-US" });
    const heading = (locale) => page.getByRole("heading", { level: 1, name: words("organisations.title", locale) });
    await visit(page, "/organisations");
    await heading("en").waitFor();
    assert.equal(await page.locator("html").getAttribute("lang"), "en");
    await page.getByRole("link", { name: "Bahasa Indonesia" }).click();
    await heading("id").waitFor();
    await hydrated(page);
    assert.match(page.url(), /\/organisations$/);
    const later = await context.newPage();
    await later.goto(`${server.url}/organisations`);
    assert.equal(await later.locator("html").getAttribute("lang"), "id");
    await later.getByRole("heading", { level: 1, name: words("organisations.title", "id") }).waitFor();
    await done();
  });

  test("a browser that speaks neither language is answered in Indonesian", async () => {
    const { page, done } = await openPage(browser, server.url, { locale: "fr-FR" });
    await visit(page, "/organisations");
    assert.equal(await page.locator("html").getAttribute("lang"), "id");
    await page.getByRole("heading", { level: 1, name: words("organisations.title", "id") }).waitFor();
    await done();
  });

  test("the whole network can be taken along as a file", async () => {
    const { page, done } = await openPage(browser, server.url);
    await visit(page, "/");
    for (const [label, start] of [
      ["ui.nav.export_gexf", "<?xml"],
      ["ui.nav.export_json", "{"],
      ["ui.nav.export_csv", "PK"],
    ]) {
      // Choosing something closes the menu.
      const link = page.locator(".menu-list").getByRole("link", { name: words(label) });
      if (!(await link.isVisible())) await page.locator("summary", { hasText: words("ui.nav.data") }).click();
      const waiting = page.waitForEvent("download");
      await link.click();
      const download = await waiting;
      const chunks = [];
      for await (const chunk of await download.createReadStream()) chunks.push(chunk);
      const bytes = Buffer.concat(chunks);
      assert.ok(bytes.length > 10_000, `${label}: ${bytes.length} bytes`);
      assert.ok(bytes.toString("latin1").trimStart().startsWith(start), label);
    }
    await done();
  });
});
