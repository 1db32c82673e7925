// Asking, narrowing, focusing, reading and walking the network; and the palette of every page.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { hydrated, openBrowser, openPage, overflow, visit, words } from "../support/browser.js";
import { startServer } from "../support/server.js";

describe("asking the network", () => {
  let server, browser, best;

  before(async () => {
    [server, browser] = await Promise.all([startServer({ demo: true }), openBrowser()]);
    best = await bestConnected(2);
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  const live = async (page, path = "/explore") => {
    await visit(page, path);
    await page.locator('[data-progress="live"]').waitFor();
  };
  const answer = (page) => page.locator(".answer");
  const shown = (page) => page.locator(".explorer-chips .explorer-shown");
  const panel = (page, key) => page.locator("details.explorer-panel", { has: page.locator("summary", { hasText: words(key) }) });
  const open = async (page, key) => {
    const details = panel(page, key);
    if ((await details.getAttribute("open")) === null) await details.locator("> summary").click();
  };

  /** Names and paths of those with the most partnerships. */
  async function bestConnected(count) {
    const page = await (await fetch(`${server.url}/organisations?sort=partnerships&order=descending`)).text();
    const rows = [...page.matchAll(/<tr[^>]*>.*?href="(\/organisations\/[0-9A-Z]{26})"[^>]*>(.*?)<\/a>/gs)];
    return rows.slice(0, count).map(([, path, name]) => ({
      id: path.split("/").at(-1),
      path,
      name: name.replace(/<span class="visually-hidden">.*?<\/span>/s, "").replace(/<[^>]*>/g, "").replace(/&amp;/g, "&").trim(),
    }));
  }

  test("who can introduce us: answered in words and in the address, and a link shows the same", async () => {
    const { page, context, done } = await openPage(browser, server.url);
    await live(page);
    await open(page, "ask.title");
    await page.getByRole("link", { name: words("ask.topic.paths") }).click();
    await page.getByLabel(words("ask.from")).fill(best[0].name);
    await page.getByLabel(words("ask.to")).fill(best[1].name);
    await page.getByRole("button", { name: words("ask.answer"), exact: true }).click();
    await page.waitForURL((url) => url.searchParams.get("ask") === "paths" && url.searchParams.get("from") === best[0].name);
    await answer(page).locator(".answer-route").first().waitFor();
    const said = await answer(page).locator(".answer-said").textContent();
    assert.ok(said.includes(best[0].name), said);
    const other = await context.newPage();
    await other.goto(page.url());
    await other.locator('[data-progress="live"]').waitFor();
    assert.equal(await answer(other).locator(".answer-said").textContent(), said);
    // A name in the answer is selected in the view.
    await answer(other).locator(".answer-name").first().click();
    await other.locator(".explorer-details h2").waitFor();
    await done();
  });

  for (const topic of ["keystones", "bridges", "communities", "degree", "betweenness", "closeness", "pagerank", "isolated", "no_company", "no_partner", "best_links"]) {
    test(`the question ${topic} has the same answer with and without script`, async () => {
      const path = `/explore?ask=${topic}`;
      const { page, done } = await openPage(browser, server.url, { script: false });
      await page.goto(path);
      const plain = (await answer(page).textContent()).trim();
      assert.ok(plain.length > 20, plain);
      assert.ok(!plain.includes("{{"), plain);
      await done();
      const { page: live_, done: doneLive } = await openPage(browser, server.url);
      await live(live_, path);
      assert.equal((await answer(live_).textContent()).trim(), plain);
      await doneLive();
    });
  }

  test("facets add up, their counts follow, and chips take them away", async () => {
    const { page, done } = await openPage(browser, server.url);
    await live(page);
    const all = await shown(page).textContent();
    const school = page.getByRole("checkbox", { name: words("words.kind.school") });
    const row = page.locator(".choice", { has: school });
    const count = await row.locator(".count").textContent();
    await school.check();
    await page.waitForURL(/kind=school/);
    assert.match(await shown(page).textContent(), new RegExp(`^${count} `));
    // The other facets count schools only now.
    await page.locator(".facet summary", { hasText: words("explore.degree") }).click();
    await page.locator('.choice input[value="0"]').check();
    await page.waitForURL(/degree=0/);
    const chips = page.locator(".chips .chip");
    assert.equal(await chips.count(), 3);
    await chips.filter({ hasText: words("words.kind.school") }).click();
    await page.waitForURL((url) => !url.searchParams.has("kind") && url.searchParams.has("degree"));
    assert.equal(await school.isChecked(), false);
    await page.goBack();
    await page.waitForURL(/kind=school/);
    assert.equal(await school.isChecked(), true);
    await page.locator(".chip.clear").click();
    await page.waitForURL((url) => url.search === "");
    assert.equal(await shown(page).textContent(), all);
    await done();
  });

  test("a focus shows what is around, wider and narrower, and several at once", async () => {
    const { page, done } = await openPage(browser, server.url);
    await live(page, `/explore?select=${best[0].id}`);
    const focus = page.getByRole("group", { name: words("explore.focus") });
    await focus.getByRole("button", { name: words("explore.focus_steps", "id", { steps: 1 }) }).click();
    await page.waitForURL((url) => url.searchParams.get("around") === best[0].id);
    const one = Number.parseInt(await shown(page).textContent(), 10);
    await page.locator(".chip.around").getByRole("link", { name: "2", exact: false }).first().click();
    await page.waitForURL((url) => url.searchParams.get("around") === `${best[0].id}_2`);
    await page.waitForFunction((one) => Number.parseInt(document.querySelector(".explorer-chips .explorer-shown").textContent, 10) > one, one);
    await page.goBack();
    await page.waitForFunction((one) => Number.parseInt(document.querySelector(".explorer-chips .explorer-shown").textContent, 10) === one, one);
    await page.goto(`/explore?around=${best[0].id},${best[1].id}&select=${best[1].id}`);
    await page.locator('[data-progress="live"]').waitFor();
    assert.equal(await page.locator(".chip.around").count(), 2);
    await focus.getByRole("button", { name: words("explore.focus_off") }).click();
    await page.waitForURL((url) => url.searchParams.get("around") === best[0].id);
    await done();
  });

  test("with the keyboard only: from the palette to the table, down the tree, and to a page", async () => {
    const { page, done } = await openPage(browser, server.url);
    await visit(page, "/");
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: words("palette.title") }).waitFor();
    await page.keyboard.type(words("palette.table"));
    await page.locator('#palette-list a[href="/explore?as=table"]').waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/explore\?as=table/);
    await page.locator('[data-progress="live"], [data-progress="no-webgl"]').waitFor();
    // Tab reaches what stands at the head of the table and its rows; Enter sorts and selects.
    const tabTo = async (target) => {
      await target.waitFor();
      for (let pressed = 0; pressed < 200; pressed += 1) {
        if (await target.evaluate((target) => target === document.activeElement)) return;
        await page.keyboard.press("Tab");
      }
      assert.fail("Tab does not lead there");
    };
    await tabTo(page.locator(".explorer-twin thead a").last());
    await page.keyboard.press("Enter");
    await page.waitForURL(/sort=partners/);
    const row = page.locator(".explorer-twin tbody th a", { hasText: best[0].name });
    await tabTo(row);
    await page.keyboard.press("Enter");
    const details = page.locator(".explorer-details");
    await details.locator("h2").waitFor();
    // It is led to what is told of it; Escape leads back to the row.
    await page.waitForFunction(() => document.activeElement?.matches(".explorer-details"));
    await page.keyboard.press("Escape");
    await page.waitForFunction((name) => document.activeElement?.closest(".explorer-twin") && document.activeElement.textContent.includes(name), best[0].name);
    await details.waitFor({ state: "hidden" });
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement?.matches(".explorer-details"));
    // Into the tree of its partners: right unfolds, down goes on, and each place is said.
    const tree = page.getByRole("tree");
    await tabTo(tree);
    const said = page.locator('.explorer-details [role="status"]');
    await page.waitForFunction(() => document.querySelector('.explorer-details [role="status"]').textContent !== "");
    const first = await said.textContent();
    await page.keyboard.press("ArrowDown");
    await page.waitForFunction((first) => document.querySelector('.explorer-details [role="status"]').textContent !== first, first);
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowRight");
    const lines = await tree.getByRole("treeitem").count();
    assert.ok(lines > 1);
    const active = await tree.getAttribute("aria-activedescendant");
    const name = (await page.locator(`#${active} .walk-name`).evaluate((name) => name.firstChild.textContent)).trim();
    // The partnership that leads there can be selected as its line can, and back is the way back.
    await page.keyboard.press("Shift+Enter");
    await page.waitForFunction(() => document.activeElement?.matches(".explorer-meeting"));
    assert.ok(new URL(page.url()).searchParams.has("partnership"));
    await page.locator(".explorer-meeting").getByRole("button", { name }).waitFor();
    await page.goBack();
    await tree.focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/organisations\/[0-9A-Z]{26}$/);
    await page.getByRole("heading", { level: 1, name }).waitFor();
    await done();
  });

  test("the table has its days, and a link to share it", async () => {
    const { page, done } = await openPage(browser, server.url);
    await live(page, "/explore?as=table");
    await page.locator("#open-time").click();
    await page.waitForURL(/day=/);
    const slider = page.getByRole("slider", { name: words("looks.time.day") });
    await slider.focus();
    const all = await shown(page).textContent();
    await page.keyboard.press("Home");
    await page.waitForFunction((all) => document.querySelector(".explorer-chips .explorer-shown").textContent !== all, all);
    await page.locator("#open-share").click();
    assert.match(await page.locator("#share-link").inputValue(), /as=table/);
    await done();
  });

  test("playing ends with the days, however they are left", async () => {
    const { page, done } = await openPage(browser, server.url);
    await live(page);
    for (const leave of [
      () => page.locator("#open-time").click(),
      () => page.keyboard.press("t"),
      () => page.locator(".chip.clear").click(),
    ]) {
      await page.locator("#open-time").click();
      await page.waitForURL(/day=/);
      await page.getByRole("button", { name: words("looks.time.play") }).click();
      await page.getByRole("button", { name: words("looks.time.pause") }).waitFor();
      await page.locator("canvas.explorer-canvas").focus();
      await leave();
      await page.waitForURL((url) => !url.searchParams.has("day"));
      // Longer than from one picture of the play to the next.
      const reopened = await page.locator(".explorer-time").waitFor({ timeout: 900 }).then(() => true, () => false);
      assert.equal(reopened, false);
    }
    await done();
  });

  test("the palette finds organisations with typing errors and closes with Escape", async () => {
    // The last step leads a visitor to where one signs in first.
    const { page, done } = await openPage(browser, server.url, { statuses: [401] });
    await visit(page, "/needs");
    await page.keyboard.press("Control+k");
    const box = page.getByRole("combobox", { name: words("palette.title") });
    await box.waitFor();
    const longest = best[0].name.split(" ").reduce((a, b) => (b.length > a.length ? b : a));
    const wrong = longest[0] + longest[2] + longest[1] + longest.slice(3);
    await box.fill(best[0].name.replace(longest, wrong));
    await page.locator(`#palette-list a[href="${best[0].path}"]`).waitFor();
    await page.keyboard.press("Escape");
    await box.waitFor({ state: "detached" });
    await page.locator("[data-palette]").click();
    await box.waitFor();
    await box.fill(words("palette.new_organisation"));
    await page.keyboard.press("Enter");
    await page.waitForURL("**/organisations/new");
    await done();
  });

  test("what is shown can be taken away as files", async () => {
    const files = { csv: "PK", xlsx: "PK", gexf: "<?xml", graphml: "<?xml", json: "{" };
    for (const [ending, start] of Object.entries(files)) {
      const all = await fetch(`${server.url}/explore/export.${ending}`);
      const some = await fetch(`${server.url}/explore/export.${ending}?around=${best[0].id}`);
      const [whole, part] = [Buffer.from(await all.arrayBuffer()), Buffer.from(await some.arrayBuffer())];
      assert.equal(some.status, 200);
      assert.equal(part.subarray(0, start.length).toString(), start);
      assert.ok(part.length < whole.length, ending);
    }
    assert.equal((await fetch(`${server.url}/explore/export.exe`)).status, 404);
    const json = await (await fetch(`${server.url}/explore/export.json?around=${best[0].id}`)).text();
    assert.ok(json.includes(best[0].name));
  });

  test("without script filters, table and questions work as forms and links", async () => {
    const { page, done } = await openPage(browser, server.url, { script: false });
    await page.goto("/explore?as=table");
    await page.locator(".explorer-filters > summary").click();
    await page.getByRole("checkbox", { name: words("words.kind.company") }).check();
    await page.getByRole("button", { name: words("explore.apply") }).click();
    await page.waitForURL(/as=table.*kind=company|kind=company.*as=table/);
    const kinds = await page.locator(".explorer-twin tbody td:nth-child(2)").allTextContents();
    assert.ok(kinds.length > 0 && kinds.every((kind) => kind.includes(words("words.kind.company"))));
    await page.goto(`/explore?ask=leaving&from=${best[0].id}`);
    assert.ok((await answer(page).textContent()).includes(best[0].name));
    await done();
  });

  test("nothing sticks out on a phone, and panels are sheets", async () => {
    const { page, done } = await openPage(browser, server.url, { width: 390, height: 844 });
    await live(page, "/explore?kind=school&status=running");
    assert.equal(await overflow(page), 0);
    await open(page, "ask.title");
    const sheet = panel(page, "ask.title").locator(".explorer-panel-body");
    const box = await sheet.boundingBox();
    assert.ok(box.y > 250 && box.width >= 388, JSON.stringify(box));
    await done();
  });
});
