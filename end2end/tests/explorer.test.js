// The network to move through: find, select, open, narrow; and links that show the same view.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { openBrowser, openPage, visit, words } from "../support/browser.js";
import { startServer } from "../support/server.js";

describe("the explorer", () => {
  let server, browser;

  before(async () => {
    [server, browser] = await Promise.all([startServer({ demo: true }), openBrowser()]);
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  const live = async (page, path = "/explore") => {
    await visit(page, path);
    await page.locator('[data-progress="live"]').waitFor();
  };
  const search = (page) => page.getByRole("combobox", { name: words("explorer.search") });
  const panel = (page) => page.locator("section", { has: page.getByRole("link", { name: words("explorer.open") }) });

  /** A school of the demonstration. */
  const someSchool = async () => {
    const page = await (await fetch(`${server.url}/organisations?kind=school&sort=partnerships&order=descending`)).text();
    const row = /<tbody>.*?href="(\/organisations\/[0-9A-Z]{26})"[^>]*>(.*?)<\/a>/s.exec(page);
    return { path: row[1], name: row[2].replace(/<[^>]*>/g, "").trim() };
  };

  test("a name with typing errors is found and flown to, selected and opened", async () => {
    const school = await someSchool();
    const { page, done } = await openPage(browser, server.url);
    await live(page);
    // Two letters change places in the longest word.
    const longest = school.name.split(" ").reduce((a, b) => (b.length > a.length ? b : a));
    const wrong = longest[0] + longest[2] + longest[1] + longest.slice(3);
    await search(page).fill(school.name.replace(longest, wrong));
    const option = page.getByRole("listbox").getByRole("option").filter({ hasText: school.name });
    await option.first().waitFor();
    await option.first().click();
    await panel(page).getByRole("heading", { name: school.name }).waitFor();
    await page.waitForURL((url) => url.searchParams.has("select") && url.searchParams.has("view"));
    await panel(page).getByRole("link", { name: words("explorer.open") }).click();
    await page.waitForURL(`**${school.path}`);
    await page.getByRole("heading", { level: 1, name: school.name }).waitFor();
    await done();
  });

  test("the keyboard is enough to search", async () => {
    const school = await someSchool();
    const { page, done } = await openPage(browser, server.url);
    await live(page);
    await search(page).focus();
    await page.keyboard.type(school.name);
    await page.getByRole("listbox").getByRole("option").first().waitFor();
    await page.keyboard.press("Enter");
    await panel(page).getByRole("heading", { level: 2 }).waitFor();
    await done();
  });

  test("a link shows the same selection, filters and camera", async () => {
    const { page, context, done } = await openPage(browser, server.url);
    await live(page);
    const schools = (page) => page.getByRole("checkbox", { name: words("words.kind.school") });
    await schools(page).check();
    await page.waitForURL(/school/);
    await page.getByRole("button", { name: words("explorer.closer") }).click();
    await page.waitForURL((url) => url.searchParams.has("view"));
    const school = await someSchool();
    await search(page).fill(school.name);
    await page.getByRole("listbox").getByRole("option").first().click();
    await panel(page).getByRole("heading", { level: 2 }).waitFor();
    const heading = await panel(page).getByRole("heading", { level: 2 }).textContent();
    // The camera comes to rest: the address does not change any more.
    const link = await page.evaluate(
      () =>
        new Promise((done) => {
          let last = location.href;
          let same = 0;
          const look = () => {
            same = location.href === last ? same + 1 : 0;
            last = location.href;
            if (same > 60) done(last);
            else requestAnimationFrame(look);
          };
          look();
        }),
    );
    const other = await context.newPage();
    await other.goto(link);
    await other.locator('[data-progress="live"]').waitFor();
    assert.ok(await schools(other).isChecked());
    await panel(other).getByRole("heading", { level: 2, name: heading }).waitFor();
    assert.equal(new URL(other.url()).searchParams.get("view"), new URL(link).searchParams.get("view"));
    await done();
  });

  test("a filter narrows what is shown, and can be cleared", async () => {
    const { page, done } = await openPage(browser, server.url);
    await live(page);
    const shown = page.locator(".explorer-shown");
    const all = await shown.textContent();
    await page.getByRole("checkbox", { name: words("words.kind.company") }).check();
    await page.waitForFunction((all) => document.querySelector(".explorer-shown").textContent !== all, all);
    await page.getByRole("link", { name: words("explorer.clear") }).click();
    await page.waitForFunction((all) => document.querySelector(".explorer-shown").textContent === all, all);
    await done();
  });

  test("without script the picture is there, and the search looks in the list", async () => {
    const { page, done } = await openPage(browser, server.url, { script: false });
    await page.goto("/explore");
    assert.ok(await page.locator("svg.network").isVisible());
    await search(page).fill("sekolah");
    await search(page).press("Enter");
    await page.waitForURL(/\/organisations\?text=sekolah/);
    await done();
  });
});
