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

  const { put, confirm, take, propose, vote, agree, edit, sign, leave, report, evaluate } = lifeOf(people);

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
    await sign("perusahaan", path, 2);
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
    // Nothing is signed, and yet a letter may be kept.
    await visit(page, `${path}/agreement`);
    await page.getByRole("heading", { name: words("agreement.informal") }).waitFor();
    await page.locator(".send-files input[type=file]").setInputFiles({
      name: "Undangan.pdf",
      mimeType: "application/pdf",
      buffer: Buffer.from("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n1 0 obj\n", "latin1"),
    });
    await button(page.locator(".send-files"), words("work.send")).click();
    await page.locator(".file-list a", { hasText: "Undangan.pdf" }).waitFor();
    await visit(page, path);
    await page.getByRole("link", { name: words("life.end") }).click();
    await page.locator("#field-ended_reason").fill("Pimpinan berganti");
    await button(page, words("form.save")).click();
    await page.waitForURL(`**${path}`);
    await page.locator(".stand .notice", { hasText: "Pimpinan berganti" }).waitFor();
  });

  test("multilateral: waits for every party, goes on when one leaves, and ends by agreement", async () => {
    const path = await write("Bengkel bersama", ["perusahaan", "komunitas"], { form: "formal" });
    await put("admin", path);
    await confirm("perusahaan", path);
    const { page } = people.perusahaan;
    const turn = words("partnerships.turn", "id", { names: people.komunitas.organisation.name });
    await page.locator(".stand", { hasText: turn }).waitFor();
    assert.equal(await button(page, words("life.take_step", "id", { step: step("negotiation") })).count(), 0);
    await confirm("komunitas", path);
    await take("komunitas", path, "negotiation");

    // A change holds once the last one has agreed; the smallest has the same vote as the others.
    await edit("komunitas", path, (page) => page.locator("#field-title").fill("Bengkel bersama warga"));
    await vote("perusahaan", path);
    const school = people.admin.page;
    await visit(school, path);
    await school.getByRole("heading", { level: 1, name: "Bengkel bersama", exact: true }).waitFor();
    await agree("admin", path);
    await school.getByRole("heading", { level: 1, name: "Bengkel bersama warga" }).waitFor();
    await propose("admin", path, "signing");
    await vote("perusahaan", path);
    await agree("komunitas", path);
    await sign("perusahaan", path, 3);
    await vote("admin", path);
    await agree("komunitas", path);
    await propose("komunitas", path, "implementation");
    await vote("admin", path);
    await agree("perusahaan", path);
    await present(page, "implementation");

    // One may leave at any time, and says why: the others go on.
    await leave("komunitas", path, "Pengurus berganti");
    await visit(page, path);
    await present(page, "implementation");
    const gone = page.locator("#parties li", { hasText: people.komunitas.organisation.name });
    await gone.getByText(words("words.answer.left")).waitFor();
    // Formal as it is, it ends when those who stay agree.
    await page.getByRole("link", { name: words("life.end") }).click();
    await page.locator("#field-ended_reason").fill("Bengkel sudah mandiri");
    await button(page, words("life.send_proposal")).click();
    await page.waitForURL(`**${path}`);
    await page.locator("#proposals .votes").first().waitFor();
    await answered(page);
    await agree("admin", path);
    await school.locator(".stand .notice", { hasText: "Bengkel sudah mandiri" }).waitFor();
  });

  test("a party that leaves a bilateral one ends it", async () => {
    const path = await write("Kelas sore", ["komunitas"]);
    await put("admin", path);
    await confirm("komunitas", path);
    await leave("komunitas", path, "Gedung pindah");
    const { page } = people.admin;
    await visit(page, path);
    await page.locator(".badges", { hasText: words("words.status.ended") }).first().waitFor();
    await page.locator("#parties", { hasText: words("words.answer.left") }).waitFor();
  });

  test("loan: does not begin without the authority's consent, is paid back, weighed and renewed", async () => {
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
    const { page } = people.admin;
    await present(page, "implementation");

    // What is lent comes back: an instalment of the plan, done and reported.
    const work = `${path}/work`;
    await visit(page, work);
    await page.getByRole("link", { name: words("work.add_activity") }).click();
    await page.locator("#field-title").fill("Pelunasan");
    await page.locator("#field-activity_kind").selectOption("repayment");
    await page.locator("#field-start").fill("2026-10-01");
    await button(page, words("form.save")).click();
    await page.waitForURL(`**${work}`);
    const instalment = page.locator(".activity", { hasText: "Pelunasan" });
    await instalment.getByText(words("words.activity_kind.repayment")).waitFor();
    await answered(page);
    await button(instalment, words("work.mark_done")).click();
    await instalment.getByText(words("words.activity_state.done"), { exact: true }).waitFor();
    await answered(page);
    await take("admin", path, "reporting");
    await report("perusahaan", work, "Pinjaman lunas");
    await take("perusahaan", path, "evaluation");
    await evaluate("admin", work, "Mesin dipakai tiap hari");
    await evaluate("perusahaan", work, "Dana kembali tepat waktu");
    const { page: other } = people.perusahaan;
    for (const evidence of ["Mesin dipakai tiap hari", "Dana kembali tepat waktu"]) {
      await other.locator(".evaluations").getByText(evidence).waitFor();
    }

    // Renewed in one go: new days, the same terms, the work from its beginning.
    await visit(page, path);
    await page.getByRole("link", { name: words("life.renew") }).click();
    await page.locator("#field-end").fill("2029-06-30");
    await button(page, words("life.send_proposal")).click();
    await page.waitForURL(`**${path}`);
    await page.locator("#proposals .votes").first().waitFor();
    await answered(page);
    await agree("perusahaan", path);
    await present(other, "implementation");
  });
});
