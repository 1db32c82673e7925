// A member's desk, insight into the network, and records as they were.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { openBrowser, openPage, overflow, visit, words } from "../support/browser.js";
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
