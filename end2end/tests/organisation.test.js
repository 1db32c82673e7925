// Adding and changing organisations, with and without script, and finding them again after a restart.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { answered, openBrowser, openPage, visit, words } from "../support/browser.js";
import { addOrganisation } from "../support/network.js";
import { dataFolder, startServer } from "../support/server.js";

const label = (field) => words(`words.field.${field}`);

for (const script of [true, false]) {
  describe(`an organisation, ${script ? "with" : "without"} script`, () => {
    let server, browser, folder;

    before(async () => {
      folder = await dataFolder();
      [server, browser] = await Promise.all([startServer({ database: folder.database }), openBrowser()]);
    });

    after(async () => {
      await browser?.close();
      await server?.stop();
      await folder?.remove();
    });

    const open = (page, path) => (script ? visit(page, path) : page.goto(path));
    const input = (page, field) => page.locator(`#field-${field}`);
    const save = (page) => page.getByRole("button", { name: words("form.save"), exact: true }).click();

    test("is added, and found again after a restart", async () => {
      let { page, done } = await openPage(browser, server.url, { script });
      await open(page, "/organisations");
      await page.getByRole("link", { name: words("organisations.add") }).first().click();
      await page.getByRole("heading", { level: 1, name: words("form.new_organisation") }).waitFor();
      await page.getByRole("textbox", { name: `${label("name")} ${words("form.required")}` }).waitFor();
      await input(page, "name").fill("SMK Uji Coba Nusantara");
      await input(page, "kind").selectOption("school");
      await input(page, "npsn").fill("9900 0101");
      await input(page, "aliases").fill("SMK UCN; STM Uji");
      await input(page, "regency").fill("Kabupaten Sleman");
      await input(page, "latitude").fill("-7,797");
      await input(page, "longitude").fill("110,371");
      await input(page, "about").fill("Baris pertama <b>&amp;</b>\n\nBaris kedua");
      await save(page);
      await page.waitForURL(/\/organisations\/[0-9A-Z]{26}$/);
      await page.getByRole("heading", { level: 1, name: "SMK Uji Coba Nusantara" }).waitFor();
      const path = new URL(page.url()).pathname;
      await done();

      assert.equal(await server.stop(), 0, server.log());
      server = await startServer({ database: folder.database });
      ({ page, done } = await openPage(browser, server.url, { script }));
      await open(page, path);
      await page.getByRole("heading", { level: 1, name: "SMK Uji Coba Nusantara" }).waitFor();
      await page.getByText("99000101").first().waitFor();
      await page.getByText("Baris pertama <b>&amp;</b>").first().waitFor();
      await done();
    });

    test("has a history, from which an earlier value is brought back", async () => {
      const id = await addOrganisation(server.url, { name: "PT Awal", kind: "company", regency: "Kota Solo" });
      const { page, done } = await openPage(browser, server.url, { script });
      await open(page, `/organisations/${id}/edit`);
      await input(page, "name").fill("PT Berikut");
      await save(page);
      await page.waitForURL(`**/organisations/${id}`);
      await answered(page);
      await open(page, `/organisations/${id}`);
      await page.getByRole("link", { name: words("history.title"), exact: true }).click();
      await page.getByRole("deletion").filter({ hasText: "PT Awal" }).waitFor();
      await page.getByRole("insertion").filter({ hasText: "PT Berikut" }).waitFor();
      await page.getByRole("button", { name: words("history.bring_back") }).click();
      await page.getByRole("insertion").filter({ hasText: "PT Awal" }).waitFor();
      await open(page, `/organisations/${id}`);
      await page.getByRole("heading", { level: 1, name: "PT Awal" }).waitFor();
      await done();
    });

    test("is changed field by field", async () => {
      const id = await addOrganisation(server.url, { name: "Komunitas Lama", kind: "community", regency: "Kota Solo" });
      const { page, done } = await openPage(browser, server.url, { script });
      await open(page, `/organisations/${id}/edit`);
      assert.equal(await input(page, "regency").inputValue(), "Kota Solo");
      await input(page, "name").fill("Komunitas Baru");
      await input(page, "about").fill("</textarea><script>alert(1)</script>");
      await save(page);
      await page.waitForURL(`**/organisations/${id}`);
      await answered(page);
      await page.getByRole("heading", { level: 1, name: "Komunitas Baru" }).waitFor();
      await page.getByText("Kota Solo").first().waitFor();
      await open(page, `/organisations/${id}/edit`);
      assert.equal(await input(page, "about").inputValue(), "</textarea><script>alert(1)</script>");
      await done();
    });

    test("with mistakes is not saved: they are shown at their inputs, and nothing typed is lost", async () => {
      const holder = await addOrganisation(server.url, { name: "SMK Pemilik", npsn: "99000102" });
      const { page, done } = await openPage(browser, server.url, { script, statuses: [422] });
      await open(page, "/organisations/new");
      const typed = { name: "SMK Kedua", npsn: "99000102", website: "smk-kedua.example", about: "Tentang kami & mereka" };
      for (const [field, value] of Object.entries(typed)) await input(page, field).fill(value);
      await input(page, "kind").selectOption("school");
      await save(page);

      const summary = page.getByRole("alert");
      await summary.getByText(words("words.error.invalid")).waitFor();
      assert.ok(await summary.evaluate((element) => element.contains(document.activeElement)), "the focus is on the summary");
      for (const [field, value] of Object.entries(typed)) {
        assert.equal(await input(page, field).inputValue(), value, `what was typed as ${field} is still there`);
      }
      assert.equal(await input(page, "kind").inputValue(), "school");
      for (const [field, problem] of [["website", "not_a_web_address"]]) {
        assert.equal(await input(page, field).getAttribute("aria-invalid"), "true");
        const described = await input(page, field).getAttribute("aria-describedby");
        const notes = await Promise.all(described.split(" ").map((id) => page.locator(`#${id}`).textContent()));
        assert.ok(notes.join(" ").includes(words(`words.problem.${problem}`)), notes.join(" "));
        await summary.getByRole("link", { name: label(field) }).waitFor();
      }

      await input(page, "website").fill("https://smk-kedua.example");
      await save(page);
      await page.locator(`.field-error a[href="/organisations/${holder}"]`).waitFor();
      assert.equal(await input(page, "npsn").getAttribute("aria-invalid"), "true");
      await input(page, "npsn").fill("99000103");
      await save(page);
      await page.waitForURL(/\/organisations\/[0-9A-Z]{26}$/);
      await page.getByRole("heading", { level: 1, name: "SMK Kedua" }).waitFor();
      await done();
    });

    test("changed by someone else in between is a conflict that shows both, and either can be kept", async () => {
      const id = await addOrganisation(server.url, { name: "PT Awal", kind: "company" });
      const mine = await openPage(browser, server.url, { script, statuses: [409] });
      const other = await openPage(browser, server.url, { script });
      await open(mine.page, `/organisations/${id}/edit`);
      await open(other.page, `/organisations/${id}/edit`);
      await input(other.page, "name").fill("PT Tetangga");
      await save(other.page);
      await other.page.getByRole("heading", { level: 1, name: "PT Tetangga" }).waitFor();
      await other.done();

      await input(mine.page, "name").fill("PT Milik Saya");
      await save(mine.page);
      const conflict = mine.page.locator(".conflict");
      await conflict.getByText("PT Tetangga").waitFor();
      assert.equal(await input(mine.page, "name").inputValue(), "PT Milik Saya");
      if (script) {
        await conflict.getByRole("button", { name: words("form.take_stored") }).click();
        assert.equal(await input(mine.page, "name").inputValue(), "PT Tetangga");
        await input(mine.page, "name").fill("PT Milik Saya");
      }
      await conflict.getByRole("button", { name: words("form.save_mine") }).click();
      await mine.page.waitForURL(`**/organisations/${id}`);
      await answered(mine.page);
      await mine.page.getByRole("heading", { level: 1, name: "PT Milik Saya" }).waitFor();
      await mine.done();
    });
  });
}
