// Views and pins in an account: kept across browsers, shared by a link, called otherwise, forgotten.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { openBrowser, openPage, signIn, words } from "../support/browser.js";
import { startServer } from "../support/server.js";

describe("views in an account", () => {
  let server, browser;

  before(async () => {
    [server, browser] = await Promise.all([startServer({ demo: true }), openBrowser()]);
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  const button = (page, key, values) => page.getByRole("button", { name: words(key, "id", values), exact: true });
  const live = async (page) => {
    await page.locator('[data-progress="live"]').waitFor();
  };
  const shares = async (page) => {
    await button(page, "looks.bar.share").click();
    await page.getByText(words("views.in_account")).waitFor();
  };
  const open = async (who, path = "/explore") => {
    const opened = await openPage(browser, server.url);
    await opened.page.addInitScript(() => localStorage.setItem("jejaring.tour", "seen"));
    if (who) await signIn(opened.page, who, path);
    else await opened.page.goto(path);
    await live(opened.page);
    return opened;
  };

  test("a view with pins goes from one browser to another, and by a link to everybody", async () => {
    const first = await open("admin", "/explore?colour=province");
    const { page } = first;
    await shares(page);
    await page.getByRole("combobox", { name: words("explorer.search") }).fill("sekolah");
    await page.getByRole("listbox").getByRole("option").first().click();
    await page.waitForURL((url) => url.searchParams.has("select") && url.searchParams.has("view"));
    const kept = page.waitForResponse("**/api/keep-pins");
    await page.locator("canvas.explorer-canvas").focus();
    await page.keyboard.press("Shift+ArrowRight");
    assert.equal((await kept).status(), 200);
    assert.equal(await page.evaluate(() => localStorage.getItem("jejaring.pins")), null, "the account's pins are not the browser's");
    await page.getByLabel(words("views.save")).fill("Sekolah kita");
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: "Sekolah kita" }).waitFor();

    const second = await open("admin");
    await shares(second.page);
    assert.match(await second.page.locator("#share-link").inputValue(), /pins=/, "pins are the person's");
    const view = second.page.getByRole("link", { name: "Sekolah kita" });
    assert.match(await view.getAttribute("href"), /colour=province.*pins=/);
    await second.page.getByRole("checkbox", { name: words("views.share_label", "id", { name: "Sekolah kita" }) }).click();
    await button(second.page, "views.copy_link").waitFor();
    const own = await second.page.evaluate(async () => (await fetch("/api/own-views", { headers: { accept: "application/json" } })).json());
    const link = `/views/${own.views[0].id}`;

    const visitor = await open(undefined, link);
    const shown = new URL(visitor.page.url());
    assert.deepEqual([shown.pathname, shown.searchParams.get("colour")], ["/explore", "province"]);
    assert.ok(shown.searchParams.get("pins").includes("_"));
    await visitor.done();

    await button(second.page, "views.rename", { name: "Sekolah kita" }).click();
    await second.page.getByLabel(words("views.new_name")).fill("Sekolah di sini");
    await second.page.keyboard.press("Enter");
    await second.page.getByRole("link", { name: "Sekolah di sini" }).waitFor();
    await second.page.getByRole("checkbox", { name: words("views.share_label", "id", { name: "Sekolah di sini" }) }).click();
    await button(second.page, "views.copy_link").waitFor({ state: "detached" });
    assert.equal((await fetch(server.url + link)).status, 404);
    await button(second.page, "views.remove", { name: "Sekolah di sini" }).click();
    await second.page.getByRole("link", { name: "Sekolah di sini" }).waitFor({ state: "detached" });
    await second.done();
    await first.done();
  });

  test("what the browser kept stays usable, and goes into the account when asked to", async () => {
    const { page, done } = await openPage(browser, server.url);
    await page.addInitScript(() => {
      localStorage.setItem("jejaring.tour", "seen");
      if (!sessionStorage.getItem("begun")) localStorage.setItem("jejaring.views", "/explore?layout=map Peta");
      sessionStorage.setItem("begun", "yes");
    });
    await signIn(page, "komunitas", "/explore");
    await live(page);
    await shares(page);
    await page.getByText(words("views.in_browser")).waitFor();
    await button(page, "views.to_account").click();
    await page.getByText(words("views.in_browser")).waitFor({ state: "detached" });
    await button(page, "views.rename", { name: "Peta" }).waitFor();
    await page.getByRole("link", { name: "Peta" }).click();
    await page.waitForURL((url) => url.searchParams.get("layout") === "map");
    await done();
  });
});
