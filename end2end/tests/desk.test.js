// A member's desk, insight into the network, and records as they were.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { hydrated, openBrowser, openPage, overflow, signIn, visit, words } from "../support/browser.js";
import { named, submission } from "../support/network.js";
import { startServer } from "../support/server.js";

describe("desk and insight", () => {
  let server, browser;

  before(async () => {
    [server, browser] = await Promise.all([startServer({ demo: true }), openBrowser()]);
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  test("what waits is on the desk, is counted in the header, and is gone when done", async () => {
    const { page, done } = await openPage(browser, server.url);
    await signIn(page, "admin", "/desk");
    await hydrated(page);
    await page.getByRole("heading", { level: 1, name: words("desk.title") }).waitFor();
    const counted = async () => Number((await page.locator(".account-menu > summary .waiting-count").allTextContents())[0] ?? 0);
    const before = await counted();

    const school = (await page.locator(".account-menu .menu-list a[href^='/organisations/']").first().getAttribute("href"))
      .split("/").at(-1);
    const other = await page.evaluate(async () => {
      const html = await (await fetch("/organisations?kind=company")).text();
      return /\/organisations\/([0-9A-Z]{26})/.exec(html.split("<main")[1])[1];
    });
    const title = "Kelas Industri Uji Meja";
    const answer = await page.request.post("/api/save-partnership", {
      headers: { accept: "application/json", referer: server.url },
      form: {
        command: submission(),
        seen: "0",
        ...named({ title, form: "informal", scope: "software", finance: "none", step: "needs_analysis" }),
        "draft[parties][0][organisation]": school,
        "draft[parties][0][role]": "proposer",
        "draft[parties][1][organisation]": other,
        "draft[parties][1][role]": "partner",
      },
    });
    assert.equal(answer.status(), 200, await answer.text());

    await visit(page, "/desk");
    const waiting = page.locator("#waiting .rows > li").filter({ hasText: title });
    await waiting.getByText(words("words.missing.purpose")).waitFor();
    assert.equal(await counted(), before + 1, "one more waits");
    await waiting.getByRole("link").first().click();
    await page.getByRole("heading", { level: 1, name: title }).waitFor();
    const id = new URL(page.url()).pathname.split("/")[2];
    await visit(page, `/partnerships/${id}/edit`);
    await page.locator("#field-purpose").fill("Siswa siap bekerja");
    await page.locator("main form button[type=submit]").first().click();
    await page.waitForURL(`**/partnerships/${id}`);
    await visit(page, "/desk");
    const left = page.locator("#waiting .rows > li").filter({ hasText: title });
    assert.equal(await left.getByText(words("words.missing.purpose")).count(), 0, "it waits no more");
    await done();
  });

  for (const [name, look] of [
    ["on a wide screen", {}],
    ["on a phone, without script", { script: false, locale: "en-GB", width: 360, height: 740 }],
  ]) {
    test(`insight has charts with their numbers as tables: ${name}`, async () => {
      const { page, done } = await openPage(browser, server.url, look);
      for (const path of ["/insight", `${await school()}/insight`]) {
        const response = await page.goto(path);
        assert.equal(response.status(), 200);
        const charts = page.locator("figure.chart");
        assert.ok((await charts.count()) >= 3, `${path} has charts`);
        for (const chart of await charts.all()) {
          const told = await chart.locator("svg[role=img]").getAttribute("aria-label");
          const table = chart.locator("details table");
          await chart.locator("details > summary").click();
          assert.ok(await table.isVisible());
          const label = (await table.locator("tbody th").first().textContent()).trim();
          assert.ok(told.includes(label), `“${told}” tells of ${label}`);
        }
        assert.equal(await page.getByRole("heading", { level: 1 }).count(), 1);
        assert.equal(await overflow(page), 0, `${path} sticks out`);
      }
      await done();
    });
  }

  test("the numbers can be taken away, and the report is a document", async () => {
    const { page, done } = await openPage(browser, server.url);
    await visit(page, "/insight");
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: words("insight.download") }).click(),
    ]);
    assert.match(file.suggestedFilename(), /^jejaring-insight-.*\.csv$/);
    await visit(page, `${await school()}/report`);
    await page.emulateMedia({ media: "print" });
    assert.ok(await page.locator("article.report").isVisible());
    assert.ok(!(await page.locator("header.top").isVisible()), "only the document is printed");
    await done();
  });

  test("a record is shown as it was", async () => {
    const { page, done } = await openPage(browser, server.url);
    await visit(page, `${await school()}/history`);
    await page.getByRole("link", { name: words("history.as_it_was") }).last().click();
    await page.locator("#then").waitFor();
    await page.getByRole("heading", { level: 1 }).waitFor();
    await done();
  });

  const school = async () => {
    const html = await (await fetch(`${server.url}/organisations?kind=school`)).text();
    return /\/organisations\/[0-9A-Z]{26}/.exec(html)[0];
  };
});
