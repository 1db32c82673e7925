// The whole story, from an empty network: a teacher registers a school, a manager claims a company, the school's need
// meets the company's offer, they agree, sign, work, report and evaluate, each in a browser of their own.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { answered, hydrated, openBrowser, openPage, visit, words } from "../support/browser.js";
import { button, lifeOf, present } from "../support/life.js";
import { startServer } from "../support/server.js";

const password = "kopi pagi di bengkel";
const school = { name: "SMK Cerita Nusantara" };
const company = { name: "PT Baja Cerita" };
const pdf = Buffer.from("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n1 0 obj\n", "latin1");

let server, browser;

before(async () => {
  [server, browser] = await Promise.all([startServer({ env: { JEJARING_VISITORS_EDIT: "false" } }), openBrowser()]);
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

const input = (page, field) => page.locator(`#field-${field}`);
const press = (page, key) => button(page.locator("main"), words(key)).click();

async function fillAccount(page, name, email) {
  await input(page, "name").fill(name);
  await input(page, "email").fill(email);
  await input(page, "password").fill(password);
}

/** Makes an account and signs in with it; the page is then at `back`. */
async function join(name, email, back) {
  const opened = await openPage(browser, server.url);
  const { page } = opened;
  await visit(page, "/sign-up");
  await fillAccount(page, name, email);
  await press(page, "account.entry.sign_up_button");
  await page.getByText(words("account.done.signed_up")).waitFor();
  await visit(page, `/sign-in?back=${encodeURIComponent(back)}`);
  await input(page, "email").fill(email);
  await input(page, "password").fill(password);
  await press(page, "account.sign_in");
  await page.waitForURL(`**${back}`);
  await hydrated(page);
  return opened;
}

/** States a need or an offer of places for interns. */
async function state(page, organisation, side) {
  await visit(page, `${organisation.path}/needs/new?side=${side}&resource=internship_place`);
  await input(page, "title").fill("Tempat magang teknik mesin");
  await input(page, "quantity").fill("8");
  await press(page, "form.save");
  await page.waitForURL(`**${organisation.path}/needs`);
  await answered(page);
  await page.locator("li.listing", { hasText: "Tempat magang teknik mesin" }).first().waitFor();
}

test("a school and a company find each other, agree, work together and weigh what came of it", async () => {
  // The steward: by the link in the log of a new installation. The company is in the network before its people are.
  const steward = await openPage(browser, server.url);
  await visit(steward.page, server.log().match(/\/set-up\/[0-9a-f]{64}/)[0]);
  await fillAccount(steward.page, "Ratna Wulandari", "ratna@dinas.example");
  await press(steward.page, "account.entry.set_up_button");
  await steward.page.locator(".account-menu").waitFor();
  await visit(steward.page, "/organisations/new");
  await input(steward.page, "name").fill(company.name);
  await input(steward.page, "kind").selectOption("company");
  await press(steward.page, "form.save");
  await steward.page.getByRole("heading", { level: 1, name: company.name }).waitFor();
  company.path = new URL(steward.page.url()).pathname;

  // The teacher registers the school, the manager claims the company; the steward verifies both.
  const teacher = await join("Siti Guru", "siti@smk.sch.id", "/organisations/new");
  await input(teacher.page, "name").fill(school.name);
  await input(teacher.page, "kind").selectOption("school");
  await input(teacher.page, "npsn").fill("99000777");
  await input(teacher.page, "note").fill("Guru produktif, telepon sekolah 0274-1234");
  await press(teacher.page, "form.save");
  await teacher.page.getByText(words("people.claim_waits")).waitFor();
  school.path = new URL(teacher.page.url()).pathname;
  const manager = await join("Budi Manajer", "budi@baja.example", `${company.path}/claim`);
  await input(manager.page, "note").fill("Kepala personalia");
  await press(manager.page, "people.claim_send");
  await manager.page.getByText(words("people.claim_waits")).waitFor();
  await visit(steward.page, "/steward");
  for (const name of ["Siti Guru", "Budi Manajer"]) {
    const verify = button(steward.page, `${words("steward.verify")}: ${name}`);
    await verify.click();
    await verify.waitFor({ state: "detached" });
  }
  await steward.done();

  // What one lacks the other can give: a partnership is begun from the match.
  await state(manager.page, company, "offer");
  await state(teacher.page, school, "need");
  const { page } = teacher;
  const need = page.locator("li.listing", { hasText: "Tempat magang teknik mesin" });
  await need.locator(".match", { hasText: company.name }).getByRole("link", { name: words("needs.start") }).click();
  await page.getByRole("heading", { level: 1, name: words("form.new_partnership") }).waitFor();
  await page.waitForURL(/need=/);
  await page.locator("#field-form").selectOption("formal");
  await press(page, "form.save");
  await page.waitForURL(/\/partnerships\/[0-9A-Z]{26}$/);
  await answered(page);
  const path = new URL(page.url()).pathname;

  // Put to the company, confirmed, negotiated by both.
  const people = {
    school: { ...teacher, organisation: school },
    company: { ...manager, organisation: company },
  };
  const { put, confirm, take, propose, agree, edit, sign, report, evaluate } = lifeOf(people);
  await put("school", path);
  await confirm("company", path);
  await take("company", path, "negotiation");
  await edit("company", path, (page) => input(page, "title").fill("Magang teknik mesin, enam bulan"));
  await agree("school", path);
  await edit("school", path, (page) => input(page, "purpose").fill("Delapan siswa siap kerja."));
  await agree("company", path);

  // Signed, and filed.
  await propose("school", path, "signing");
  await agree("company", path);
  await sign("school", path, 2);
  await agree("company", path);
  await visit(page, `${path}/agreement`);
  await page.locator(".send-files input[type=file]").setInputFiles({
    name: "PKS 7.pdf",
    mimeType: "application/pdf",
    buffer: pdf,
  });
  await button(page.locator(".send-files"), words("work.send")).click();
  const filed = page.locator(".file-list a", { hasText: "PKS 7.pdf" });
  await filed.waitFor();
  const paper = await manager.page.request.get(await filed.getAttribute("href"));
  assert.deepEqual(await paper.body(), pdf, "the other side reads it");
  await propose("company", path, "implementation");
  await agree("school", path);

  // Planned by one, done and reported by the other.
  const work = `${path}/work`;
  await visit(manager.page, work);
  await manager.page.getByRole("link", { name: words("work.add_activity") }).click();
  await input(manager.page, "title").fill("Magang gelombang pertama");
  await input(manager.page, "activity_kind").selectOption("internship");
  await input(manager.page, "start").fill("2026-07-06");
  await press(manager.page, "form.save");
  await manager.page.waitForURL(`**${work}`);
  await answered(manager.page);
  await visit(page, work);
  const activity = page.locator(".activity", { hasText: "Magang gelombang pertama" });
  await button(activity, words("work.mark_done")).click();
  await activity.getByText(words("words.activity_state.done"), { exact: true }).waitFor();
  await take("school", path, "reporting");
  await report("school", work, "Delapan siswa selesai magang");
  await take("company", path, "evaluation");

  // Evaluated by both, side by side.
  await evaluate("school", work, "8 siswa diterima bekerja");
  await evaluate("company", work, "2 prototipe alat peraga");
  const evaluations = manager.page.locator(".evaluations");
  await evaluations.getByText("8 siswa diterima bekerja").waitFor();
  await manager.page.getByText(words("work.all_renew")).waitFor();
  await visit(page, path);
  await present(page, "evaluation");
  await page.getByRole("link", { name: words("life.renew") }).waitFor();
  for (const { done } of Object.values(people)) await done();
});
