// Bringing in files: good ones and bad ones, with and without script.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { openBrowser, openPage, visit, words } from "../support/browser.js";
import { startServer } from "../support/server.js";

const samples = join(import.meta.dirname, "../../public/samples");

const gexf = (nodes, edges) => `<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" version="1.3"><graph defaultedgetype="undirected">
<nodes>${nodes.map((name, id) => `<node id="${id}" label="${name}"/>`).join("")}</nodes>
<edges>${edges.map(([a, b], id) => `<edge id="${id}" source="${a}" target="${b}"/>`).join("")}</edges>
</graph></gexf>`;

const bomb = `<?xml version="1.0"?>
<!DOCTYPE gexf [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<gexf xmlns="http://gexf.net/1.3" version="1.3"><graph><nodes><node id="1" label="&b;"/></nodes></graph></gexf>`;

for (const script of [true, false]) {
  describe(`import, ${script ? "with" : "without"} script`, () => {
    let server, browser;

    before(async () => {
      [server, browser] = await Promise.all([startServer(), openBrowser()]);
    });

    after(async () => {
      await browser?.close();
      await server?.stop();
    });

    const choose = async (page, file) => {
      if (script) await visit(page, "/import");
      else await page.goto("/import");
      await page.locator('input[type="file"]').setInputFiles(file);
      // With script the file is sent at once.
      if (!script) await page.getByRole("button", { name: words("import.check") }).click();
      await page.waitForURL(/\/import\?dry_run=/);
    };
    const file = (name, content) => ({ name, mimeType: "application/octet-stream", buffer: Buffer.from(content) });
    const confirm = (page, count) =>
      page.getByRole("button", { name: words("import.confirm", "id", { count }), exact: true }).click();
    const added = (page, organisations, partnerships) =>
      page.getByRole("status").getByText(words("import.imported", "id", { organisations, partnerships })).waitFor();
    const total = async (path) => /(\d+)/.exec((await (await fetch(`${server.url}${path}`)).text()).match(/<tbody>/g)?.length ?? "0")[0];

    test("the sample tables are looked at first, then taken in by one confirmation", async () => {
      const { page, done } = await openPage(browser, server.url, { script });
      await choose(page, join(samples, "lembaga.csv"));
      await page.getByRole("row", { name: /SMK Contoh Merapi/ }).waitFor();
      assert.equal(await total("/organisations"), "0", "nothing has changed yet");
      await confirm(page, 6);
      await added(page, 6, 0);
      await choose(page, join(samples, "kemitraan.csv"));
      await page.getByRole("row", { name: /Magang pengecoran logam/ }).waitFor();
      await confirm(page, 3);
      await added(page, 0, 3);
      await page.getByRole("link", { name: words("import.see_partnerships") }).click();
      await page.getByText("Kincir air di sekolah").first().waitFor();
      await done();
    });

    test("a file that is too large is refused in words, with script before it is sent", async () => {
      const { page, done } = await openPage(browser, server.url, { script });
      const large = join(mkdtempSync(join(tmpdir(), "jejaring-")), "besar.csv");
      writeFileSync(large, Buffer.alloc(51_000_000, "a"));
      if (script) await visit(page, "/import");
      else await page.goto("/import");
      await page.locator('input[type="file"]').setInputFiles(large);
      if (!script) await page.getByRole("button", { name: words("import.check") }).click();
      await page.getByRole("alert").getByText(words(script ? "import.not_sent" : "import.refused.too_large")).waitFor();
      rmSync(dirname(large), { recursive: true });
      await done();
    });

    test("what is there already is matched, and what is wrong is refused with its reason", async () => {
      const { page, done } = await openPage(browser, server.url, { script });
      const rows = [
        "nama,jenis,npsn",
        "SMK Contoh Merapi,sekolah,99000001",
        "SMK Keliru,sekolah,123",
        "SMK Baru Sekali,sekolah,99000003",
        "Warung Entah,kedai,",
      ];
      await choose(page, file("campuran.csv", rows.join("\n")));
      const row = (name) => page.getByRole("row", { name });
      await row(/SMK Contoh Merapi/).getByText(words("import.matched")).waitFor();
      await row(/SMK Keliru/).getByText(words("words.problem.not_eight_digits")).waitFor();
      await row(/SMK Baru Sekali/).getByText(words("import.added")).waitFor();
      await row(/Warung Entah/).getByText("kedai").waitFor();
      await page.getByRole("link", { name: new RegExp(`^${words("import.refused_rows")}`) }).click();
      await page.waitForURL(/outcome=refused/);
      await row(/SMK Baru Sekali/).waitFor({ state: "detached" });
      assert.equal(await page.locator(".import-rows tbody tr").count(), 2);
      await confirm(page, 1);
      await added(page, 1, 0);
      await done();
    });

    test("a graph of another program is taken in", async () => {
      const { page, done } = await openPage(browser, server.url, { script });
      await choose(page, file("graf.gexf", gexf(["Simpul Satu", "Simpul Dua", "Simpul Tiga"], [[0, 1], [1, 2]])));
      await page.getByRole("row", { name: /Simpul Satu/ }).first().waitFor();
      await confirm(page, 5);
      await added(page, 3, 2);
      await done();
    });

    for (const [what, name, content, key] of [
      ["a wrong column", "salah.csv", "telepon,surel\n1,2\n", null],
      ["hostile XML", "bom.gexf", bomb, "entities"],
      ["bytes that are no text", "rusak.csv", Buffer.from([...Buffer.from("nama,jenis\n"), 0xc3, 0x28, 0xff, 0xfe, 0x2c, 0x78]), null],
      ["a file without content", "kosong.csv", "", "empty"],
      ["a page instead of data", "halaman.csv", "<!DOCTYPE html><html><body>Unduh</body></html>", null],
    ]) {
      test(`${what} is refused as a whole, in words`, async () => {
        const { page, done } = await openPage(browser, server.url, { script });
        await choose(page, file(name, content));
        const refusal = page.getByRole("alert");
        await refusal.getByRole("heading", { name: words("import.not_readable", "id", { file: name }) }).waitFor();
        const text = await refusal.textContent();
        assert.ok(text.length > 60, text);
        assert.doesNotMatch(text, /\{\{|undefined|MissingColumns|BadText/);
        if (key) {
          assert.ok(text.includes(words(`import.refused.${key}`, "id", { line: 2 })), text);
        }
        assert.equal(await page.getByRole("button", { name: /^Tambahkan/ }).count(), 0);
        await page.getByRole("link", { name: words("import.choose_again") }).click();
        await page.locator('input[type="file"]').waitFor({ state: "attached" });
        await done();
      });
    }

    test("a dry run that is not kept any more says what to do", async () => {
      const { page, done } = await openPage(browser, server.url, { script, statuses: [410] });
      const response = await page.goto("/import?dry_run=01ARZ3NDEKTSV4RRFFQ69G5FAV");
      assert.equal(response.status(), 410);
      await page.getByRole("alert").getByText(words("words.error.expired")).waitFor();
      await done();
    });
  });
}

test("the samples are what the page says they are", () => {
  for (const name of ["lembaga.csv", "kemitraan.csv"]) {
    assert.match(readFileSync(join(samples, name), "utf8"), /Contoh|Rekaan/);
  }
});
