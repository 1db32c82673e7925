// Adding and changing partnerships, with and without script.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { answered, openBrowser, openPage, visit, words } from "../support/browser.js";
import { addOrganisation } from "../support/network.js";
import { dataFolder, startServer } from "../support/server.js";

for (const script of [true, false]) {
  describe(`a partnership, ${script ? "with" : "without"} script`, () => {
    let server, browser, folder, school;

    before(async () => {
      folder = await dataFolder();
      [server, browser] = await Promise.all([startServer({ database: folder.database }), openBrowser()]);
      school = await addOrganisation(server.url, { name: "SMK Uji Mitra", npsn: "99000201" });
      await addOrganisation(server.url, { name: "PT Uji Baja", kind: "company" });
      await addOrganisation(server.url, { name: "Komunitas Uji", kind: "community" });
    });

    after(async () => {
      await browser?.close();
      await server?.stop();
      await folder?.remove();
    });

    const open = async (page, path) => {
      if (!script) return page.goto(path);
      const response = await visit(page, path);
      await page.locator(".party.spare").first().waitFor({ state: "detached" });
      return response;
    };
    const party = (page, number) => page.getByRole("group", { name: words("form.party_number", "id", { number }), exact: true });
    const organisation = (page, number) => party(page, number).getByLabel(words("form.organisation"), { exact: true });
    const role = (page, number) => party(page, number).getByRole("combobox", { name: words("form.role"), exact: true });
    const save = (page) => page.getByRole("button", { name: words("form.save"), exact: true }).click();

    test("of three parties is added, and found again after a restart", async () => {
      let { page, done } = await openPage(browser, server.url, { script });
      await open(page, `/partnerships/new?with=${school}`);
      await page.locator("#field-title").fill("Magang uji coba");
      await page.locator("#field-purpose").fill("Dua belas siswa setahun.");
      assert.equal(await organisation(page, 1).inputValue(), "SMK Uji Mitra");
      if (script) {
        await organisation(page, 2).pressSequentially("PT Uji");
        await page.locator('#organisation-names option[value="PT Uji Baja"]').waitFor({ state: "attached" });
        await page.getByRole("button", { name: words("form.add_party") }).click();
      }
      await organisation(page, 2).fill("PT Uji Baja");
      await organisation(page, 3).fill("Komunitas Uji");
      await role(page, 3).selectOption("facilitator");
      if (script) {
        await party(page, 2).getByRole("button", { name: words("form.add_contribution") }).click();
        await party(page, 2).getByLabel(words("form.contribution_kind")).selectOption("internship_place");
        await party(page, 2).getByLabel(words("form.contribution_note")).fill("12 siswa; setahun");
      } else {
        await party(page, 2).getByLabel(words("form.brings")).fill("internship_place: 12 siswa\\; setahun");
      }
      await page.locator("#field-form").selectOption("formal");
      await page.locator("#field-step").selectOption("implementation");
      await page.locator("#field-start").fill("2026-07-01");
      await page.locator("#field-agreement_number").fill("PKS/01/2026");
      await page.locator("#field-agreement_signed").fill("2026-06-15");
      await page.getByRole("checkbox", { name: words("words.benefit.experience") }).check();
      await save(page);
      await page.waitForURL(/\/partnerships\/[0-9A-Z]{26}$/);
      await answered(page);
      await page.getByRole("heading", { level: 1, name: "Magang uji coba" }).waitFor();
      const path = new URL(page.url()).pathname;
      await done();

      assert.equal(await server.stop(), 0, server.log());
      server = await startServer({ database: folder.database });
      ({ page, done } = await openPage(browser, server.url, { script }));
      await open(page, `${path}/edit`);
      assert.equal(await organisation(page, 2).inputValue(), "PT Uji Baja");
      assert.equal(await organisation(page, 3).inputValue(), "Komunitas Uji");
      assert.equal(await role(page, 3).inputValue(), "facilitator");
      if (script) {
        assert.equal(await party(page, 2).getByLabel(words("form.contribution_kind")).inputValue(), "internship_place");
        assert.equal(await party(page, 2).getByLabel(words("form.contribution_note")).inputValue(), "12 siswa; setahun");
      } else {
        const text = await party(page, 2).getByLabel(words("form.brings")).inputValue();
        assert.equal(text, "internship_place: 12 siswa\\; setahun");
      }
      assert.equal(await page.locator("#field-agreement_signed").inputValue(), "2026-06-15");
      assert.ok(await page.getByRole("checkbox", { name: words("words.benefit.experience") }).isChecked());

      // Change it: one party leaves the form, the title is another.
      await page.locator("#field-title").fill("Magang yang diperpanjang");
      if (script) await page.getByRole("button", { name: words("form.remove_party", "id", { number: 3 }) }).click();
      else await organisation(page, 3).fill("");
      await save(page);
      await page.waitForURL(`**${path}`);
      await answered(page);
      await page.getByRole("heading", { level: 1, name: "Magang yang diperpanjang" }).waitFor();
      assert.equal(await page.getByText("Komunitas Uji").count(), 0);
      await page.getByText("PT Uji Baja").first().waitFor();
      await done();
    });

    test("with mistakes is not saved: they are shown, and nothing typed is lost", async () => {
      const { page, done } = await openPage(browser, server.url, { script, statuses: [422] });
      await open(page, "/partnerships/new");
      await page.locator("#field-title").fill("Kemitraan keliru");
      await organisation(page, 1).fill("SMK Uji Mitra");
      await organisation(page, 2).fill("PT Tidak Ada");
      await page.locator("#field-form").selectOption("formal");
      await page.locator("#field-step").selectOption("implementation");
      await page.locator("#field-start").fill("2026-07-01");
      await page.locator("#field-end").fill("2026-06-01");
      await save(page);
      await page.getByRole("alert").getByText(words("words.error.invalid")).waitFor();
      const unknown = words("words.problem.unknown_organisation", "id", { given: "PT Tidak Ada" });
      await page.locator(".field-error", { hasText: unknown }).waitFor();
      assert.equal(await organisation(page, 2).getAttribute("aria-invalid"), "true");
      assert.equal(await organisation(page, 1).getAttribute("aria-invalid"), null);
      assert.equal(await organisation(page, 2).inputValue(), "PT Tidak Ada");
      assert.equal(await page.locator("#field-title").inputValue(), "Kemitraan keliru");

      await organisation(page, 2).fill("PT Uji Baja");
      await save(page);
      for (const [field, problem] of [["end", "end_before_start"], ["agreement_signed", "needs_signed_agreement"]]) {
        const text = page.locator(`#field-${field}-problems`, { hasText: words(`words.problem.${problem}`) });
        await text.waitFor();
        assert.equal(await page.locator(`#field-${field}`).getAttribute("aria-invalid"), "true");
      }
      assert.equal(await page.locator("#field-step").inputValue(), "implementation");
      await page.locator("#field-step").selectOption("planning");
      await page.locator("#field-end").fill("2026-08-01");
      await save(page);
      await page.waitForURL(/\/partnerships\/[0-9A-Z]{26}$/);
      await answered(page);
      await page.getByRole("heading", { level: 1, name: "Kemitraan keliru" }).waitFor();
      await done();
    });

    test("shows the agreement and the consent only where they are needed", async () => {
      const { page, done } = await openPage(browser, server.url, { script });
      await open(page, "/partnerships/new");
      const agreement = page.locator("#field-agreement_number");
      const consent = page.locator("#field-consent_reference");
      assert.ok(await agreement.isHidden());
      assert.ok(await consent.isHidden());
      await page.locator("#field-form").selectOption("formal_and_informal");
      await page.locator("#field-finance").selectOption("soft_loan");
      await agreement.waitFor();
      await consent.waitFor();
      await done();
    });
  });
}
