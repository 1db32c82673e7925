// The life of a partnership, played by the people of its parties in a browser each.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { answered, openBrowser, openPage, signIn, visit, words } from "../support/browser.js";
import { button, lifeOf, present, step } from "../support/life.js";
import { startServer } from "../support/server.js";

describe("the life of a partnership", () => {
  let server, browser;
  const people = {};

  before(async () => {
    [server, browser] = await Promise.all([startServer({ demo: true }), openBrowser()]);
    for (const who of ["admin", "perusahaan", "komunitas"]) {
      const opened = await openPage(browser, server.url, { statuses: [409, 422] });
      await signIn(opened.page, who);
      const session = await opened.page.request.get("/api/session", { headers: { accept: "application/json" } });
      const [{ organisation }] = (await session.json()).organisations;
      people[who] = { ...opened, organisation };
    }
  });

  after(async () => {
    for (const { done } of Object.values(people)) await done();
    await browser?.close();
    await server?.stop();
  });

  const { put, confirm, take, propose, agree, edit } = lifeOf(people);

  /** The school writes a partnership down; its address. */
  async function write(title, others, choices = {}) {
    const { page, organisation } = people.admin;
    await visit(page, `/partnerships/new?with=${organisation.id}`);
    await page.locator(".party.spare").first().waitFor({ state: "detached" });
    await page.locator("#field-title").fill(title);
    await page.locator("#field-purpose").fill("Siswa siap kerja.");
    for (const [place, who] of others.entries()) {
      if (place > 0) await button(page, words("form.add_party")).click();
      await page.locator(".party input[list]").nth(place + 1).fill(people[who].organisation.name);
    }
    for (const [field, code] of Object.entries(choices)) await page.locator(`#field-${field}`).selectOption(code);
    await page.getByRole("checkbox", { name: words("words.benefit.experience") }).check();
    await button(page, words("form.save")).click();
    await page.waitForURL(/\/partnerships\/[0-9A-Z]{26}$/);
    await answered(page);
    return new URL(page.url()).pathname;
  }

  test("formal: proposed, presented, negotiated, signed and begun", async () => {
    const path = await write("Magang dua pihak", ["perusahaan"], { form: "formal" });
    const visitor = await openPage(browser, server.url, { statuses: [404] });
    assert.equal((await visitor.page.goto(path)).status(), 404, "a draft is its writers' own");
    await put("admin", path);
    await confirm("perusahaan", path);
    await take("perusahaan", path, "negotiation");

    // One proposal is refused with its reason, the next one adopted.
    await edit("perusahaan", path, async (page) => {
      await page.getByText(words("life.becomes_proposal")).waitFor();
      await page.locator("#field-title").fill("Magang satu bulan");
      await page.locator("#field-note").fill("Tempatnya terbatas.");
    });
    const school = people.admin.page;
    await visit(school, path);
    await school.getByText("Tempatnya terbatas.").waitFor();
    await school.locator("#proposals del", { hasText: "Magang dua pihak" }).waitFor();
    await school.locator("#proposals ins", { hasText: "Magang satu bulan" }).waitFor();
    await school.getByText(words("life.refuse_instead")).click();
    await school.getByLabel(words("words.field.reason")).filter({ visible: true }).last().fill("Terlalu singkat");
    await button(school, words("life.refuse")).click();
    await school.getByText(words("life.decided", "id", { count: 1 })).click();
    await school.locator(".decided q", { hasText: "Terlalu singkat" }).waitFor();
    await school.locator("#comments textarea").fill("Bagaimana kalau tiga bulan?");
    await school.locator("#comments").getByRole("button", { name: words("life.send") }).click();
    await school.locator("#comments .comments", { hasText: "Bagaimana kalau tiga bulan?" }).waitFor();

    await edit("perusahaan", path, (page) => page.locator("#field-title").fill("Magang tiga bulan"));
    await agree("admin", path);
    await school.getByRole("heading", { level: 1, name: "Magang tiga bulan" }).waitFor();

    await propose("admin", path, "signing");
    await agree("perusahaan", path);
    await edit("perusahaan", path, async (page) => {
      await page.locator("#field-agreement_number").fill("PKS/7/2026");
      await page.locator("#field-agreement_signed").fill("2026-07-01");
      const rows = page.locator(".signatory");
      assert.equal(await rows.count(), 2, "a row for each party");
      for (const row of await rows.all()) {
        await row.getByLabel(words("life.signatory_name")).fill("Siti Aminah, M.Pd.");
        await row.getByLabel(words("life.signatory_function")).fill("Pimpinan");
      }
    });
    await agree("admin", path);
    await propose("admin", path, "implementation");
    await agree("perusahaan", path);
    await present(people.perusahaan.page, "implementation");

    const { page } = visitor;
    await visit(page, `${path}/agreement?language=en`);
    await page.getByRole("article").getByText("COOPERATION AGREEMENT").waitFor();
    await page.getByRole("article").getByText("PKS/7/2026").waitFor();
    assert.equal(await page.locator(".draft-mark").count(), 0);
    await visit(page, path);
    assert.equal(await page.locator("#proposals, #comments").count(), 0, "that is among the parties");
    await visitor.done();
  });

  test("informal: skips the signing, and ends at once by either side", async () => {
    const path = await write("Saling kunjung", ["perusahaan"]);
    await put("admin", path);
    await confirm("perusahaan", path);
    await take("admin", path, "negotiation");
    await propose("admin", path, "implementation");
    await agree("perusahaan", path);
    const { page } = people.perusahaan;
    await page.getByRole("link", { name: words("life.end") }).click();
    await page.locator("#field-ended_reason").fill("Pimpinan berganti");
    await button(page, words("form.save")).click();
    await page.waitForURL(`**${path}`);
    await page.locator(".stand .notice", { hasText: "Pimpinan berganti" }).waitFor();
  });

  test("multilateral: waits for every party", async () => {
    const path = await write("Bengkel bersama", ["perusahaan", "komunitas"]);
    await put("admin", path);
    await confirm("perusahaan", path);
    const { page } = people.perusahaan;
    const turn = words("partnerships.turn", "id", { names: people.komunitas.organisation.name });
    await page.locator(".stand", { hasText: turn }).waitFor();
    assert.equal(await button(page, words("life.take_step", "id", { step: step("negotiation") })).count(), 0);
    await confirm("komunitas", path);
    await take("komunitas", path, "negotiation");
  });

  test("loan: does not begin without the authority's consent", async () => {
    const path = await write("Pinjaman mesin", ["perusahaan"], { finance: "loan" });
    await put("admin", path);
    await confirm("perusahaan", path);
    await take("admin", path, "negotiation");
    await people.admin.page.locator(".stand", { hasText: words("words.missing.consent") }).waitFor();
    await edit("admin", path, async (page) => {
      await page.locator("#field-consent_authority").selectOption("regional");
      await page.locator("#field-consent_reference").fill("900/12/2026");
    });
    await agree("perusahaan", path);
    await propose("perusahaan", path, "implementation");
    await agree("admin", path);
    await present(people.admin.page, "implementation");
  });
});
