// What the live view draws, told by its pixels: a tiny network whose organisations a link has pinned where we want them.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { openBrowser, openPage, visit, words } from "../support/browser.js";
import { startServer } from "../support/server.js";

// Each in its own corner, in layout units from the middle.
const PLACES = {
  "SMK Lingkar": [-8, -4],
  "PT Persegi": [-3, -4],
  "Komunitas Segitiga": [2, -4],
  "Balai Belah": [7, -4],
  "SMK Aku": [-8, 0],
  "PT Aku": [-3, 0],
  "SMK Jalan": [2, 0],
  "PT Jalan": [7, 0],
  "SMK Usai": [-8, 4],
  "PT Usai": [-3, 4],
  "SMK Habis": [2, 4],
  "PT Habis": [7, 4],
  "SMK Dua": [-8, -2],
  "PT Dua": [-3, -2],
  "SMK Tiga": [2, 6.5],
  "PT Tiga": [6, 6.5],
  "Balai Tiga": [4, 5.5],
};
const ZOOM = 60;

const kinds = { SMK: "sekolah", PT: "perusahaan", Komunitas: "komunitas", Balai: "institusi" };
const inDays = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const organisations = ["nama,jenis", ...Object.keys(PLACES).map((name) => `${name},${kinds[name.split(" ")[0]]}`)].join("\n");
const partnerships = [
  "judul,pihak,jawaban,bentuk,langkah,mulai,selesai,berakhir,alasan berakhir",
  "Diakui,SMK Aku; PT Aku,diterima; menunggu,informal,pelaksanaan,2020-01-01,,,",
  "Berjalan,SMK Jalan; PT Jalan,diterima; diterima,informal,pelaksanaan,2020-01-01,,,",
  `Segera habis,SMK Habis; PT Habis,diterima; diterima,informal,pelaksanaan,2020-01-01,${inDays(20)},,`,
  "Sudah usai,SMK Usai; PT Usai,diterima; diterima,informal,evaluasi,2020-01-01,,2024-01-01,Selesai",
  "Pertama,SMK Dua; PT Dua,diterima; diterima,informal,pelaksanaan,2020-01-01,,,",
  "Kedua,SMK Dua; PT Dua,diterima; diterima,informal,pelaksanaan,2020-01-01,,,",
  "Bertiga,SMK Tiga; PT Tiga; Balai Tiga,diterima; diterima; diterima,informal,pelaksanaan,2020-01-01,,,",
].join("\n");

describe("what is drawn", () => {
  let server, browser, ids;

  before(async () => {
    [server, browser] = await Promise.all([startServer(), openBrowser()]);
    const { page, done } = await openPage(browser, server.url);
    for (const [name, content] of [["lembaga.csv", organisations], ["kemitraan.csv", partnerships]]) {
      await visit(page, "/import");
      await page.locator('input[type="file"]').setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(content) });
      await page.waitForURL(/\/import\?dry_run=/);
      const count = content.split("\n").length - 1;
      await page.getByRole("button", { name: words("import.confirm", "id", { count }), exact: true }).click();
      await page.locator(".notice.success").waitFor();
    }
    await done();
    const file = await (await fetch(`${server.url}/explore/export.json`)).json();
    ids = Object.fromEntries(file.organisations.map(({ id, name }) => [name, id]));
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  const address = (more = "") => {
    const pins = Object.entries(PLACES).map(([name, [x, y]]) => `${ids[name]}_${x.toFixed(2)}_${y.toFixed(2)}`);
    return `/embed?pins=${pins.join(",")}&view=0.00_0.00_${ZOOM}.00${more}`;
  };

  /** What is drawn once it has come to rest. */
  const still = async (page) => {
    for (let before = ""; ; ) {
      const now = (await page.screenshot()).toString("base64");
      if (now === before) return now;
      before = now;
    }
  };
  const open = async (more) => {
    const opened = await openPage(browser, server.url);
    await opened.page.goto(address(more));
    await opened.page.locator('[data-progress="live"]').waitFor();
    return opened;
  };

  /** The colours of a picture at places in layout units; `radius` is in pixels from there. */
  const colours = async (page, places) => {
    const shot = await still(page);
    return page.evaluate(
      async ({ shot, places, zoom }) => {
        const bytes = Uint8Array.from(atob(shot), (letter) => letter.charCodeAt(0));
        const picture = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
        const canvas = new OffscreenCanvas(picture.width, picture.height);
        const context = canvas.getContext("2d", { willReadFrequently: true });
        context.drawImage(picture, 0, 0);
        const stage = document.querySelector("canvas.explorer-canvas").getBoundingClientRect();
        const middle = [stage.left + stage.width / 2, stage.top + stage.height / 2];
        return places.map(([x, y, right = 0, down = 0]) => {
          const at = [middle[0] + x * zoom + right, middle[1] + y * zoom + down].map(Math.round);
          return [...context.getImageData(at[0], at[1], 1, 1).data].slice(0, 3);
        });
      },
      { shot, places, zoom: ZOOM },
    );
  };
  const apart = (one, other) => Math.max(...one.map((channel, place) => Math.abs(channel - other[place])));
  const GROUND = [0, -2];

  /** How much stands out from the ground along the line between two, from 0 to 1 for each of so many places. */
  const along = async (page, from, to, count = 60) => {
    const [a, b] = [PLACES[from], PLACES[to]];
    // Across, so that half a pixel does not matter; away from the ends, where nodes and names are.
    const places = Array.from({ length: count }, (_, place) => 0.2 + (0.6 * place) / (count - 1)).flatMap((share) =>
      [-1, 0, 1].map((down) => [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, 0, down]),
    );
    const [ground, ...line] = await colours(page, [GROUND, ...places]);
    return Array.from({ length: count }, (_, place) => Math.max(...[0, 1, 2].map((row) => apart(line[3 * place + row], ground))));
  };

  test("each kind has a shape and a colour of its own", async () => {
    const { page, done } = await open("&size=equal");
    const shapes = { "SMK Lingkar": "circle", "PT Persegi": "square", "Komunitas Segitiga": "triangle", "Balai Belah": "diamond" };
    const reach = async (name) => {
      // How far it goes from its middle to each side, and to the upper right corner.
      const steps = Array.from({ length: 40 }, (_, step) => step + 1);
      const ways = [[1, 0], [0, -1], [0.7, -0.7]];
      const [ground, middle, ...all] = await colours(page, [
        GROUND,
        [...PLACES[name]],
        ...ways.flatMap(([right, down]) => steps.map((step) => [...PLACES[name], right * step, down * step])),
      ]);
      const far = ways.map((_, way) => steps.filter((_, step) => apart(all[way * 40 + step], middle) < 24).length);
      assert.ok(apart(middle, ground) > 40, `${name} stands out`);
      return { middle, far };
    };
    const found = {};
    for (const name of Object.keys(shapes)) found[shapes[name]] = await reach(name);
    const { circle, square, triangle, diamond } = found;
    for (const [one, other] of [[circle, square], [square, triangle], [triangle, diamond], [circle, diamond]]) {
      assert.ok(apart(one.middle, other.middle) > 20, "colours differ");
    }
    const corner = ({ far }) => far[2] / far[0];
    assert.ok(corner(square) > corner(circle) && corner(circle) > corner(diamond), JSON.stringify(found));
    assert.ok(triangle.far[1] > 1.4 * triangle.far[0], JSON.stringify(found));
    await done();
  });

  test("who has more partners is larger, unless all are to be equal", async () => {
    const width = async (page, name) => {
      const places = Array.from({ length: 60 }, (_, step) => [...PLACES[name], step - 30, 0]);
      const [middle, ...row] = await colours(page, [[...PLACES[name]], ...places]);
      return row.filter((colour) => apart(colour, middle) < 24).length;
    };
    const { page, done } = await open();
    assert.ok((await width(page, "SMK Dua")) > (await width(page, "SMK Lingkar")));
    await page.goto(address("&size=equal"));
    await page.locator('[data-progress="live"]').waitFor();
    const [busy, alone] = [await width(page, "SMK Dua"), await width(page, "SMK Lingkar")];
    assert.ok(Math.abs(busy - alone) <= 1, `${busy} and ${alone}`);
    await done();
  });

  test("claimed is dashed, running is whole, what expires fades in its middle, what has ended is grey", async () => {
    const { page, done } = await open();
    const share = (line) => line.filter((much) => much > 12).length / line.length;
    const claimed = share(await along(page, "SMK Aku", "PT Aku"));
    assert.ok(claimed > 0.2 && claimed < 0.9, `dashed: ${claimed}`);
    const running = await along(page, "SMK Jalan", "PT Jalan");
    assert.ok(share(running) > 0.97, `whole: ${share(running)}`);
    const expiring = await along(page, "SMK Habis", "PT Habis");
    const mean = (line) => line.reduce((sum, much) => sum + much) / line.length;
    assert.ok(mean(expiring.slice(26, 34)) < 0.6 * mean(expiring.slice(0, 8)), `fading: ${expiring}`);
    const middle = ([x, y], [z, w]) => [(x + z) / 2, (y + w) / 2];
    const rows = [-1, 0, 1].map((down) => [...middle(PLACES["SMK Usai"], PLACES["PT Usai"]), 0, down]);
    const [ground, ...ended] = await colours(page, [GROUND, ...rows]);
    const line = ended.reduce((one, other) => (apart(other, ground) > apart(one, ground) ? other : one));
    assert.ok(apart(line, ground) > 8, `${line}`);
    assert.ok(Math.max(...line) - Math.min(...line) < 32, `grey: ${line}`);
    await done();
  });

  test("two partnerships of the same two are two curves, one of three has a hub in its middle", async () => {
    const { page, done } = await open();
    const [a, b] = [PLACES["SMK Dua"], PLACES["PT Dua"]];
    const column = Array.from({ length: 81 }, (_, step) => [(a[0] + b[0]) / 2, a[1], 0, step - 40]);
    const [ground, ...across] = await colours(page, [GROUND, ...column]);
    const drawn = across.map((colour) => apart(colour, ground) > 12);
    const lines = drawn.filter((here, place) => here && !drawn[place - 1]).length;
    assert.equal(lines, 2);
    const three = ["SMK Tiga", "PT Tiga", "Balai Tiga"].map((name) => PLACES[name]);
    const hub = [0, 1].map((axis) => three.reduce((sum, place) => sum + place[axis], 0) / 3);
    const around = Array.from({ length: 41 * 41 }, (_, at) => [...hub, (at % 41) - 20, Math.floor(at / 41) - 20]);
    const [plain, ...near] = await colours(page, [GROUND, ...around]);
    assert.ok(near.some((colour) => apart(colour, plain) > 40), "the hub is drawn near the middle of its parties");
    await done();
  });

  test("a line says what partnership it is, stands out, and is selected by a click, in the address too", async () => {
    const { page, done } = await open();
    const tip = page.locator(".explorer-tip");
    const stage = await page.locator("canvas.explorer-canvas").boundingBox();
    const pixel = (x, y, down = 0) => [stage.x + stage.width / 2 + x * ZOOM, stage.y + stage.height / 2 + y * ZOOM + down];
    const middle = -5.5;
    const [plain] = await colours(page, [[middle, 0, 0, 3]]);
    await page.mouse.move(...pixel(middle, 0, 2));
    for (const said of ["Diakui", "SMK Aku", "PT Aku", words("words.status.claimed")]) await tip.getByText(said).first().waitFor();
    const [lit] = await colours(page, [[middle, 0, 0, 3]]);
    assert.ok(apart(lit, plain) > 20, `${plain} and ${lit}`);
    // Two curves of the same two are told apart.
    const titles = [];
    for (const down of [-18, 18]) {
      await page.mouse.move(...pixel(middle, -2, down));
      titles.push(await tip.getByText(/^(Pertama|Kedua)$/).textContent());
    }
    assert.deepEqual(titles.sort(), ["Kedua", "Pertama"]);
    await page.mouse.move(...pixel(middle, 2));
    await tip.waitFor({ state: "hidden" });
    await page.mouse.click(...pixel(middle, 0));
    const panel = page.getByRole("region", { name: words("explore.selected_partnership") });
    await panel.getByRole("heading", { name: "Diakui" }).waitFor();
    await page.waitForURL((url) => url.searchParams.has("partnership"));
    const id = new URL(page.url()).searchParams.get("partnership");
    assert.equal(await panel.getByRole("link", { name: words("explorer.open") }).getAttribute("href"), `/partnerships/${id}`);
    // Others step back, and the line of the selected one stands out when the pointer is elsewhere.
    await page.mouse.move(...pixel(middle, 2));
    const [still] = await colours(page, [[middle, 0, 0, 3]]);
    assert.ok(apart(still, plain) > 20, `${plain} and ${still}`);
    await page.reload();
    await panel.getByRole("heading", { name: "Diakui" }).waitFor();
    await done();
  });

  test("what is selected has a halo", async () => {
    const { page, done } = await open();
    const ring = Array.from({ length: 40 }, (_, step) => [...PLACES["SMK Lingkar"], -step, 0]);
    const plain = await colours(page, ring);
    await page.goto(address(`&select=${ids["SMK Lingkar"]}`));
    await page.locator('[data-progress="live"]').waitFor();
    const haloed = await colours(page, ring);
    const changed = ring.filter((_, step) => apart(plain[step], haloed[step]) > 12).length;
    assert.ok(changed >= 2, `${changed}`);
    await done();
  });

  test("names do not lie on each other", async () => {
    const { page, done } = await openPage(browser, server.url);
    await page.addInitScript(() => localStorage.setItem("jejaring.tour", "seen"));
    await page.goto(address().replace("/embed", "/explore").replace(`${ZOOM}.00`, "14.00"));
    await page.locator('[data-progress="live"]').waitFor();
    await page.getByRole("button", { name: words("looks.bar.share"), exact: true }).click();
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "SVG", exact: true }).click()]);
    const svg = await (await download.createReadStream()).toArray();
    const overlaps = await page.evaluate((svg) => {
      const holder = document.createElement("div");
      holder.innerHTML = svg;
      document.body.append(holder);
      const boxes = [...holder.querySelectorAll("g[clip-path] text")].map((text) => text.getBoundingClientRect());
      holder.remove();
      const over = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 4 && b.top < a.bottom - 4;
      return { names: boxes.length, overlaps: boxes.flatMap((a, i) => boxes.slice(i + 1).filter((b) => over(a, b))).length };
    }, Buffer.concat(svg).toString());
    assert.ok(overlaps.names > 2, JSON.stringify(overlaps));
    assert.equal(overlaps.overlaps, 0);
    await done();
  });

  test("a lost context comes back with the same picture", async () => {
    const { page, done } = await open();
    const before = await still(page);
    await page.locator("canvas.explorer-canvas").evaluate(async (canvas) => {
      const loss = canvas.getContext("webgl2").getExtension("WEBGL_lose_context");
      const told = (name) => new Promise((go) => canvas.addEventListener(name, go, { once: true }));
      const lost = told("webglcontextlost");
      loss.loseContext();
      await lost;
      await new Promise((go) => setTimeout(go));
      const back = told("webglcontextrestored");
      loss.restoreContext();
      await back;
    });
    assert.equal(await still(page), before);
    await done();
  });

  test("a lost context that never comes back leaves the picture of the server, with the note", async () => {
    const { page, context } = await open();
    await page.locator("canvas.explorer-canvas").evaluate((canvas) => {
      canvas.getContext("webgl2").getExtension("WEBGL_lose_context").loseContext();
    });
    await page.locator('[data-progress="no-webgl"]').waitFor();
    await page.getByText(words("explorer.no_webgl")).waitFor();
    assert.ok(await page.locator("svg.network").isVisible());
    await context.close();
  });

  test("without WebGL the picture of the server stays, and a note says why", async () => {
    const { page, context } = await openPage(browser, server.url);
    await page.addInitScript(() => {
      const open = HTMLCanvasElement.prototype.getContext;
      HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
        return kind.startsWith("webgl") ? null : open.call(this, kind, ...rest);
      };
    });
    await page.goto("/explore");
    await page.locator('[data-progress="no-webgl"]').waitFor();
    await page.getByText(words("explorer.no_webgl")).waitFor();
    assert.ok(await page.locator("svg.network").isVisible());
    // What does not need it is there: days, undo, sharing.
    await page.locator("#open-share").click();
    assert.ok(await page.locator("#share-link").isVisible());
    await context.close();
  });
});
