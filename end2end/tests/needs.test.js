// From a need to a partnership: a school writes what it lacks, sees who could help and why, and begins with them.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { answered, openBrowser, openPage, overflow, signIn, visit, words } from "../support/browser.js";
import { startServer } from "../support/server.js";

const button = (page, key) => page.getByRole("button", { name: words(key), exact: true });

describe("needs and offers", () => {
  let server, browser;

  before(async () => {
    [server, browser] = await Promise.all([startServer({ demo: true }), openBrowser()]);
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  for (const script of [true, false]) {
    test(`a school's need leads to a partnership, ${script ? "with" : "without"} script`, async () => {
      const { page, done } = await openPage(browser, server.url, { script });
      await signIn(page, "admin", "/needs");
      // The market leads its reader to the own organisation.
      await page.locator("p.actions a[href$='/needs']").first().click();
      await page.getByRole("heading", { level: 1, name: words("needs.heading") }).waitFor();
      await page.getByRole("link", { name: words("needs.add_need") }).click();
      await page.getByRole("heading", { level: 1, name: words("needs.form.new_need") }).waitFor();
      await page.locator("#field-resource").selectOption("scholarship");
      const title = `Beasiswa kuliah bagi lulusan berprestasi, uji ${script}`;
      await page.locator("#field-title").fill(title);
      await page.locator("#field-quantity").fill("2");
      await button(page, "form.save").click();
      await page.waitForURL(/\/needs$/);
      await answered(page);

      const need = page.locator("li.listing").filter({ hasText: title });
      const match = need.locator(".match").first();
      await match.locator(".reasons").getByText(words("needs.why.enough", "id", { needed: 2 })).waitFor();
      await match.getByRole("link", { name: words("needs.start") }).click();
      await page.getByRole("heading", { level: 1, name: words("form.new_partnership") }).waitFor();
      assert.equal(await page.locator("#field-title").inputValue(), title);
      assert.notEqual(await page.locator("#party-0").inputValue(), "");
      assert.notEqual(await page.locator("#party-1").inputValue(), "");
      await button(page, "form.save").click();
      await page.waitForURL(/\/partnerships\/[0-9A-Z]{26}$/);
      await answered(page);
      await page.getByRole("heading", { level: 1, name: title }).waitFor();
      await done();
    });
  }

  test("a company adds the workers it needs, closes one and opens it again", async () => {
    const { page, done } = await openPage(browser, server.url);
    await signIn(page, "perusahaan", "/needs");
    const own = await page.locator("p.actions a[href$='/needs']").first().getAttribute("href");
    await visit(page, own);
    await page.getByText(words("needs.workers.add"), { exact: true }).click();
    await page.locator("#field-title").fill("Juru las pipa");
    await page.locator("#field-quantity").fill("3");
    const year = await page.locator("#field-year option").nth(1).textContent();
    await page.locator("#field-year").selectOption(year.trim());
    await button(page, "needs.workers.save").click();
    const row = page.locator("table.workers tr").filter({ hasText: "Juru las pipa" });
    await row.waitFor();
    await page.getByText(words("needs.workers.forecast", "id", { year: year.trim() })).waitFor();
    await row.getByRole("button", { name: words("needs.close") }).click();
    await row.getByText(words("needs.is_closed")).waitFor();
    await row.getByRole("button", { name: words("needs.reopen") }).click();
    await row.getByRole("button", { name: words("needs.close") }).waitFor();
    await done();
  });

  test("visitors search the market, and the bar fits the narrowest phone", async () => {
    const { page, done } = await openPage(browser, server.url, { width: 360, height: 780 });
    await visit(page, "/needs?side=offer");
    assert.equal(await overflow(page), 0);
    const items = page.locator(".nav a");
    assert.equal(await items.count(), 5);
    for (const item of await items.all()) {
      assert.ok(await item.evaluate((link) => link.scrollWidth <= link.clientWidth), await item.textContent());
    }
    await page.locator("input[name=text]").fill("beasiswa");
    await button(page, "ui.list.apply").click();
    await page.waitForURL(/text=beasiswa/);
    await page.locator("table.market tbody tr").first().waitFor();
    for (const row of await page.locator("table.market tbody tr").all()) {
      assert.match(await row.textContent(), /beasiswa/i);
    }
    await visit(page, "/needs/matches");
    await page.locator(".best-matches .match").first().waitFor();
    assert.equal(await overflow(page), 0);
    await done();
  });
});
