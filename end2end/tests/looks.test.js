// The explorer's looks: arrangements by a worker, colours and legend, days, pictures to take away, undo, help, tour.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { openBrowser, openPage, overflow, visit, words } from "../support/browser.js";
import { startServer } from "../support/server.js";

describe("the explorer's looks", () => {
  let server, browser;

  before(async () => {
    [server, browser] = await Promise.all([startServer({ demo: true }), openBrowser()]);
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  /** The explorer, live; unless wanted without the tour. */
  const live = async (page, path = "/explore", { tour = false } = {}) => {
    if (!tour) await page.addInitScript(() => localStorage.setItem("jejaring.tour", "seen"));
    await visit(page, path);
    await page.locator('[data-progress="live"]').waitFor();
  };
  const button = (page, key) => page.getByRole("button", { name: words(key), exact: true });
  const param = (page, name) => new URL(page.url()).searchParams.get(name);
  const has = (page, name, value) => page.waitForURL((url) => url.searchParams.get(name) === value);

  /** The view as a file, by one of the buttons of the panel. */
  const take = async (page, name) => {
    if (!(await page.locator("#share-link").isVisible())) await button(page, "looks.bar.share").click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name, exact: true }).click(),
    ]);
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  };
  const picture = async (page) => (await take(page, "SVG")).bytes.toString();
  /** Pictures until one fits. */
  const pictureThat = async (page, fits) => {
    for (;;) {
      const svg = await picture(page);
      if (fits(svg)) return svg;
    }
  };

  /** An organisation that is selected by the search box. */
  const select = async (page) => {
    await page.getByRole("combobox", { name: words("explorer.search") }).fill("sekolah");
    await page.getByRole("listbox").getByRole("option").first().click();
    await page.waitForURL((url) => url.searchParams.has("select") && url.searchParams.has("view"));
  };

  test("a worker lays out what is shown, and the page has its picture at once", async () => {
    const { page, done } = await openPage(browser, server.url);
    await live(page, "/explore?kind=school");
    const first = await picture(page);
    assert.match(first, /<circle/);
    await button(page, "looks.bar.look").click();
    const [worker] = await Promise.all([page.waitForEvent("worker"), button(page, "looks.pins.arrange").click()]);
    assert.match(worker.url(), /workshop\.js$/);
    await pictureThat(page, (svg) => svg !== first);
    await done();
  });

  test("the live view takes over where the picture has everything, filtered too", async () => {
    const { page, done } = await openPage(browser, server.url);
    for (const path of ["/explore", "/explore?kind=school", "/explore?kind=company&status=running"]) {
      await live(page, path);
      const there = await page.evaluate(() => {
        // A node of the picture, which is still there unseen, where nothing lies over the live view.
        const free = [...document.querySelectorAll('svg.network a[href^="/organisations/"]')].flatMap((link) => {
          const { left, top, width, height } = link.querySelector(".node").getBoundingClientRect();
          const [x, y] = [left + width / 2, top + height / 2];
          const over = document.elementFromPoint(x, y);
          return over?.matches("canvas.explorer-canvas") ? [{ x, y, id: link.getAttribute("href").split("/").pop() }] : [];
        });
        return free[0];
      });
      await page.mouse.click(there.x, there.y);
      await page.waitForURL((url) => url.searchParams.get("select") === there.id);
    }
    await done();
  });

  test("the live view begins where the picture is, however it goes on", async () => {
    const { page, done } = await openPage(browser, server.url);
    // The first frame that is seen, before anything has moved: what is there when all have drawn.
    await page.addInitScript(() => {
      const ask = window.requestAnimationFrame.bind(window);
      window.requestAnimationFrame = (draw) =>
        ask((time) => {
          draw(time);
          const canvas = document.querySelector('[data-progress="live"] canvas.explorer-canvas');
          if (!canvas) return;
          window.firstTime ??= time;
          if (time === window.firstTime) window.drawn = canvas.toDataURL();
          else window.firstFrame ??= window.drawn;
        });
    });
    for (const query of ["", "?view=3.00_2.00_90.00", "?layout=rings", "?layout=stages", "?day=2025-01-01", "?anew=1"]) {
      await page.goto(`/explore${query}`);
      await page.waitForFunction(() => window.firstFrame);
      const found = await page.evaluate(async () => {
        const bytes = Uint8Array.from(atob(window.firstFrame.split(",")[1]), (letter) => letter.charCodeAt(0));
        const picture = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
        const context = new OffscreenCanvas(picture.width, picture.height).getContext("2d", { willReadFrequently: true });
        context.drawImage(picture, 0, 0);
        const stage = document.querySelector("canvas.explorer-canvas").getBoundingClientRect();
        const colour = (x, y) => [...context.getImageData(Math.round(x), Math.round(y), 1, 1).data];
        const strong = ([red, green, blue]) => Math.max(red, green, blue) - Math.min(red, green, blue) > 60;
        const middle = (node) => {
          const { left, top, width, height } = node.getBoundingClientRect();
          return [left + width / 2 - stage.left, top + height / 2 - stage.top];
        };
        const inside = ([x, y]) => x > 0 && y > 0 && x < picture.width && y < picture.height;
        const middles = [...document.querySelectorAll("svg.network .nodes .node")].map(middle).filter(inside).slice(0, 20);
        return { there: middles.filter((at) => strong(colour(...at))).length, of: middles.length };
      });
      assert.ok(found.of > 5, `${query}: ${found.of} are in view`);
      assert.ok(found.there >= 0.9 * found.of, `${query}: ${found.there} of ${found.of} are where the picture has them`);
    }
    await done();
  });

  test("a view that is laid out anew is a link, and is undone", async () => {
    const { page, done } = await openPage(browser, server.url);
    await live(page, "/explore?kind=school");
    const usual = await picture(page);
    await button(page, "looks.bar.look").click();
    await button(page, "looks.pins.arrange").click();
    await has(page, "anew", "1");
    await pictureThat(page, (svg) => svg !== usual);
    await page.keyboard.press("Control+z");
    await has(page, "anew", null);
    await pictureThat(page, (svg) => svg === usual);
    await done();
  });

  test("pins of a link stay in it, and one's own as they were; moving is undone", async () => {
    const { page, done } = await openPage(browser, server.url);
    await live(page, "/explore?pins=none");
    await select(page);
    await page.locator("canvas.explorer-canvas").focus();
    await page.keyboard.press("Shift+ArrowRight");
    await page.getByText(words("looks.pins.copied")).waitFor();
    await page.waitForURL((url) => url.searchParams.get("pins")?.includes("_"));
    assert.equal(await page.evaluate(() => localStorage.getItem("jejaring.pins")), null);
    await page.keyboard.press("Control+z");
    await has(page, "pins", "none");
    await done();
  });

  test("colours by a measure are worked out beside the page, with their legend", async () => {
    const { page, done } = await openPage(browser, server.url);
    await live(page, "/explore?colour=betweenness&size=pagerank");
    const legend = page.locator(".explorer-legend");
    await legend.getByText(words("looks.measure.betweenness"), { exact: true }).waitFor();
    await legend.locator(".paint-16, .paint-15").first().waitFor();
    await legend.getByText("100 %", { exact: true }).waitFor();
    await live(page, "/explore?colour=community");
    await legend.getByText(words("ask.groups_found"), { exact: true }).waitFor();
    await done();
  });

  test("every arrangement says what its places mean, and stands in the address", async () => {
    const { page, done } = await openPage(browser, server.url);
    await live(page);
    await button(page, "looks.bar.look").click();
    const says = {
      rings: words("looks.caption.partner"),
      map: "<path d=\"M",
      stages: words("words.stage.carry_out"),
      years: ">2024</text>",
    };
    for (const [layout, said] of Object.entries(says)) {
      await page.getByRole("radio", { name: words(`looks.layout.${layout}`) }).check({ force: true });
      await has(page, "layout", layout);
      await pictureThat(page, (svg) => svg.includes(said));
      await button(page, "looks.bar.look").click();
    }
    // The keyboard does it too.
    await page.locator("canvas.explorer-canvas").focus();
    await page.keyboard.press("1");
    await has(page, "layout", null);
    await done();
  });

  test("the map has land behind it", async () => {
    const { page, done } = await openPage(browser, server.url);
    const land = page.waitForResponse("**/map/indonesia.5b9205f9.txt");
    await live(page, "/explore?layout=map");
    assert.equal((await land).status(), 200);
    await pictureThat(page, (svg) => svg.includes('fill="#eceade"'));
    await done();
  });

  test("colours and sizes come with a legend that counts what is shown", async () => {
    const { page, done } = await openPage(browser, server.url);
    await live(page);
    const legend = page.locator(".explorer-legend");
    await legend.getByText(words("words.kind.school")).first().waitFor();
    await button(page, "looks.bar.look").click();
    await page.getByLabel(words("looks.colour.title")).selectOption("regency");
    await has(page, "colour", "regency");
    await legend.getByRole("heading", { name: words("looks.colour.regency") }).waitFor();
    const total = async () => {
      const counts = await legend.locator("section").first().locator("li .count").allTextContents();
      return counts.reduce((sum, count) => sum + Number(count.replace(".", "")), 0);
    };
    const all = await total();
    await page.getByRole("checkbox", { name: words("words.kind.company") }).check();
    await page.waitForURL(/company/);
    await legend.getByText("Kota Yogyakarta").or(legend.locator("li")).first().waitFor();
    assert.ok((await total()) < all);
    await page.getByLabel(words("looks.lines.title")).selectOption("form");
    await legend.getByText(words("words.form.formal"), { exact: true }).waitFor();
    await page.getByLabel(words("looks.size.title")).selectOption("reach");
    await legend.getByRole("heading", { name: words("looks.size.reach") }).waitFor();
    assert.deepEqual([param(page, "lines"), param(page, "size")], ["form", "reach"]);
    await done();
  });

  test("days can be looked at, played and compared, in words too", async () => {
    const { page, done } = await openPage(browser, server.url);
    await live(page);
    await page.locator("canvas.explorer-canvas").focus();
    await page.keyboard.press("t");
    const day = page.getByRole("slider", { name: words("looks.time.day") });
    await day.waitFor();
    await page.waitForURL((url) => url.searchParams.has("day"));
    const tally = page.locator(".time-tally");
    const [today, said] = [param(page, "day"), await tally.textContent()];
    await day.focus();
    await page.keyboard.press("Home");
    await page.waitForURL((url) => url.searchParams.get("day") < today);
    assert.notEqual(await tally.textContent(), said);
    const first = param(page, "day");
    const shown = await page.locator(".time-slider b").last().textContent();
    await button(page, "looks.time.play").click();
    await page.waitForFunction(
      (shown) => [...document.querySelectorAll(".time-slider b")].at(-1).textContent !== shown,
      shown,
    );
    await button(page, "looks.time.pause").click();
    await page.waitForURL((url) => url.searchParams.get("day") > first);
    await day.focus();
    await page.keyboard.press("End");
    await page.getByRole("checkbox", { name: words("looks.time.compare") }).check();
    await page.waitForURL((url) => url.searchParams.has("since"));
    await page.locator(".explorer-legend").getByText(words("looks.legend.ended"), { exact: true }).waitFor();
    const svg = await picture(page);
    assert.ok(svg.includes('stroke="#13754f"'), "what is new has its colour");
    await button(page, "looks.time.close").click();
    await has(page, "day", null);
    await done();
  });

  test("the view is taken away as PNG, SVG and PDF, with title and legend", async () => {
    const { page, done } = await openPage(browser, server.url);
    await live(page);
    const svg = await take(page, "SVG");
    assert.match(svg.name, /^jejaring-\d{4}-\d{2}-\d{2}\.svg$/);
    const text = svg.bytes.toString();
    const [, width, height] = /width="([\d.]+)" height="([\d.]+)"/.exec(text);
    for (const said of [words("looks.share.title"), words("words.kind.school"), words("words.status.running")]) {
      assert.ok(text.includes(said), said);
    }
    for (const scale of [2, 4]) {
      const { bytes } = await take(page, `PNG ${scale}×`);
      assert.deepEqual(
        [bytes.readUInt32BE(16), bytes.readUInt32BE(20)],
        [Math.round(width * scale), Math.round(height * scale)],
      );
    }
    const pdf = (await take(page, "PDF")).bytes.toString("latin1");
    assert.ok(pdf.startsWith("%PDF-1.7") && pdf.endsWith("%%EOF\n"));
    await page.getByText(/jejaring-.*\.pdf/).waitFor();
    await done();
  });

  test("a view gets a name, and a link carries pins to others", async () => {
    const { page, done } = await openPage(browser, server.url);
    await live(page);
    await select(page);
    await page.locator("canvas.explorer-canvas").focus();
    await page.keyboard.press("Shift+ArrowRight");
    await page.waitForFunction(() => localStorage.getItem("jejaring.pins")?.includes("_"));
    await button(page, "looks.bar.share").click();
    const link = await page.locator("#share-link").inputValue();
    assert.match(link, /pins=/);
    assert.match(await page.locator("#share-frame").inputValue(), /^<iframe src="http[^"]*\/embed\?[^"]*"/);
    await page.getByLabel(words("views.save")).fill("Sekolah kami");
    await page.keyboard.press("Enter");
    await page.reload();
    await page.locator('[data-progress="live"]').waitFor();
    await button(page, "looks.bar.share").click();
    await page.getByRole("link", { name: "Sekolah kami" }).waitFor();
    assert.match(await page.locator("#share-link").inputValue(), /pins=/, "pins are kept");
    const other = await openPage(browser, server.url);
    await live(other.page, link.slice(server.url.length));
    await button(other.page, "looks.bar.look").click();
    await other.page.getByText(words("looks.pins.shared")).waitFor();
    await other.done();
    await done();
  });

  test("another site's frame shows the view alone", async () => {
    const { page, done } = await openPage(browser, server.url);
    await visitAlone(page, "/embed?kind=school&layout=rings");
    assert.equal(await page.getByRole("navigation").count(), 0);
    assert.equal(await page.locator(".explorer-side, .explorer-bar").count(), 0);
    const back = page.getByRole("link", { name: words("looks.share.open") });
    assert.match(await back.getAttribute("href"), /^\/explore\?kind=school&layout=rings/);
    assert.equal(await back.getAttribute("target"), "_blank");
    await done();
  });

  /** A page without the frame that tells when it is taken over. */
  const visitAlone = async (page, path) => {
    await page.goto(path);
    await page.locator('[data-progress="live"]').waitFor();
  };

  test("changes of the view are undone and done again", async () => {
    const { page, done } = await openPage(browser, server.url);
    await live(page);
    await page.locator("canvas.explorer-canvas").focus();
    await page.keyboard.press("4");
    await has(page, "layout", "stages");
    await page.keyboard.press("2");
    await has(page, "layout", "rings");
    await page.keyboard.press("Control+z");
    await has(page, "layout", "stages");
    await page.keyboard.press("Control+z");
    await has(page, "layout", null);
    await page.keyboard.press("Control+y");
    await has(page, "layout", "stages");
    await button(page, "looks.bar.undo").click();
    await has(page, "layout", null);
    await done();
  });

  test("the tour comes once, the help whenever it is asked for", async () => {
    const { page, done } = await openPage(browser, server.url);
    await live(page, "/explore", { tour: true });
    const tour = page.getByRole("region", { name: words("looks.tour.label") });
    for (const step of ["t1", "t2", "t3"]) {
      await tour.getByRole("heading", { name: words(`looks.tour.${step}`) }).waitFor();
      await tour.getByRole("button", { name: words("looks.tour.next") }).click();
    }
    await tour.getByRole("button", { name: words("looks.tour.done") }).click();
    await tour.waitFor({ state: "detached" });
    await page.reload();
    await page.locator('[data-progress="live"]').waitFor();
    assert.equal(await tour.count(), 0);
    await page.locator("canvas.explorer-canvas").focus();
    await page.keyboard.press("?");
    const help = page.getByRole("dialog");
    await help.getByRole("heading", { name: words("looks.help.title") }).waitFor();
    await page.keyboard.press("Escape");
    await help.waitFor({ state: "hidden" });
    await done();
  });

  test("on a phone nothing sticks out, and panels come from below", async () => {
    const { page, done } = await openPage(browser, server.url, { width: 390, height: 844 });
    await live(page, "/explore?day=2024-06-01");
    for (const panel of ["looks.bar.look", "looks.bar.share"]) {
      await button(page, panel).click();
      const box = await page.locator(".look-panel").boundingBox();
      assert.deepEqual([box.x, Math.round(box.width)], [0, 390]);
      assert.ok((await overflow(page)) <= 0);
      await button(page, "looks.bar.close").click();
    }
    // Years under the slider do not run into each other.
    const years = await page.locator(".time-years span").evaluateAll((years) => years.map((year) => year.getBoundingClientRect().toJSON()));
    years.slice(1).forEach(({ left }, place) => assert.ok(left > years[place].right, JSON.stringify(years)));
    await done();
  });

  test("what is selected comes out from under what is told of it", async () => {
    const { page, done } = await openPage(browser, server.url, { width: 390, height: 844 });
    await live(page);
    const lowest = await page.evaluate(() => {
      const nodes = [...document.querySelectorAll('svg.network a[href^="/organisations/"] .node')];
      const places = nodes.map((node) => node.getBoundingClientRect()).map(({ left, top, width, height }) => [left + width / 2, top + height / 2]);
      const free = places.filter(([x, y]) => document.elementFromPoint(x, y)?.matches("canvas.explorer-canvas"));
      return free.sort(([, one], [, other]) => other - one)[0];
    });
    await page.mouse.click(...lowest);
    await page.locator(".explorer-details h2").waitFor();
    assert.ok((await page.locator(".explorer-details").boundingBox()).y < lowest[1]);
    // The camera has moved, and only for that.
    await page.waitForURL((url) => url.searchParams.has("select") && url.searchParams.has("view"));
    await done();
  });
});
