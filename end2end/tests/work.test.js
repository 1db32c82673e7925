// What partners do together: an activity is planned and done, a report tells of it with a photo, a party evaluates.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { answered, openBrowser, openPage, signIn, visit, words } from "../support/browser.js";
import { startServer } from "../support/server.js";

// One red pixel.
const pixel = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg==",
  "base64",
);

describe("the work of a partnership", () => {
  let server, browser;

  before(async () => {
    [server, browser] = await Promise.all([startServer({ demo: true }), openBrowser()]);
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  for (const script of [true, false]) {
    const how = script ? "with" : "without";
    const open = (page, path) => (script ? visit(page, path) : page.goto(path));
    const button = (within, name) => within.getByRole("button", { name, exact: true });
    const save = (page) => button(page, words("form.save")).click();

    /** Somebody's page, and where the work of a running partnership of theirs is. */
    async function begin(who, options = {}) {
      const opened = await openPage(browser, server.url, { script, ...options });
      await signIn(opened.page, who);
      const ask = async (path) => {
        const answer = await opened.page.request.get(path, { headers: { accept: "application/json" } });
        return answer.json();
      };
      const [{ organisation }] = (await ask("/api/session")).organisations;
      const { partnerships } = await ask(`/api/organisation?id=${organisation.id}`);
      const running = partnerships.find(({ status, answer }) => status === "running" && answer === "accepted");
      return { ...opened, organisation, work: `/partnerships/${running.id}/work` };
    }

    test(`is planned, done, reported with a photo and evaluated ${how} script`, async () => {
      const { page, done, organisation, work } = await begin("penyunting", { statuses: [422] });
      const title = `Kunjungan ${how}`;
      await open(page, work);
      await page.getByRole("link", { name: words("work.add_activity") }).click();
      await page.locator("#field-title").fill(title);
      await page.locator("#field-activity_kind").selectOption("visit");
      await page.locator("#field-responsible").selectOption(organisation.id);
      await page.locator(`#brings-${organisation.id}`).fill("Bus sekolah");
      await page.locator("#field-start").fill("2026-12-03");
      await page.locator("#field-end").fill("2026-12-01");
      await save(page);
      const problem = words("words.problem.end_before_start");
      await page.locator("#field-end-problems", { hasText: problem }).waitFor();
      assert.equal(await page.locator("#field-title").inputValue(), title);
      assert.equal(await page.locator(`#brings-${organisation.id}`).inputValue(), "Bus sekolah");
      await page.locator("#field-end").fill("2026-12-04");
      await save(page);
      await page.waitForURL(`**${work}`);
      await answered(page);
      const activity = page.locator(".activity", { hasText: title });
      await activity.getByText("3–4 Desember 2026").waitFor();
      await activity.locator(".bring", { hasText: "Bus sekolah" }).waitFor();
      await page.locator(".timeline").getByText(title).waitFor();

      await button(activity, words("work.mark_done")).click();
      await activity.getByText(words("words.activity_state.done"), { exact: true }).waitFor();

      await open(page, work);
      await activity.getByRole("link", { name: words("work.report_on_it") }).click();
      await page.locator("#field-title").fill(`Laporan ${how}`);
      await page.locator("#field-report_text").fill("Tiga puluh murid melihat bengkel.");
      await page.locator("#field-participants").fill("32");
      if (script) await page.locator(".sending").waitFor({ state: "attached" });
      await page.locator("#field-file").setInputFiles({ name: "Bengkel.PNG", mimeType: "image/png", buffer: pixel });
      if (script) await page.locator(".previews img").waitFor();
      await save(page);
      await page.waitForURL(`**${work}#report-*`);
      const report = page.locator(".report", { hasText: `Laporan ${how}` });
      await report.getByText("32", { exact: false }).first().waitFor();
      const photo = report.locator("img");
      await photo.scrollIntoViewIfNeeded();
      assert.equal(await photo.getAttribute("alt"), "Bengkel.png");
      const sent = await page.request.get(await photo.getAttribute("src"));
      assert.deepEqual(await sent.body(), pixel);

      await open(page, work);
      await page.getByRole("link", { name: /(Tulis|Ubah) evaluasi/ }).click();
      const evidence = `12 murid ${how}`;
      const benefit = page.locator(".weighed").first();
      await benefit.locator("select").selectOption("realised");
      await benefit.locator('input[name$="[evidence]"]').fill(evidence);
      await page.getByRole("radio", { name: words("work.renew") }).check();
      await save(page);
      await page.waitForURL(`**${work}#evaluation`);
      await page.locator(".evaluations").getByText(evidence).waitFor();
      await done();
    });

    test(`refuses a file that is not what it says ${how} script`, async () => {
      const { page, done, work } = await begin("admin");
      await open(page, `${work}/report`);
      await page.locator("#field-title").fill("Laporan dengan berkas keliru");
      await page.locator("#field-report_text").fill("Isi laporan");
      const html = Buffer.from("<html><script>alert(1)</script></html>");
      await page.locator("#field-file").setInputFiles({ name: "foto.png", mimeType: "image/png", buffer: html });
      await save(page);
      await page.waitForURL(/\/work\/report\?kept=/);
      await page.locator(".field-error", { hasText: words("words.problem.unknown_media") }).waitFor();
      assert.equal(await page.locator("#field-title").inputValue(), "Laporan dengan berkas keliru");
      await done();
    });

    test(`is nobody else's to see ${how} script`, async () => {
      const { done, work } = await begin("pembaca");
      await done();
      const visitor = await openPage(browser, server.url, { script, statuses: [401] });
      const response = await visitor.page.goto(work);
      assert.equal(response.status(), 401);
      await visitor.page.getByRole("heading", { name: words("work.outside") }).waitFor();
      await visitor.done();
    });
  }

  test("is followed in a calendar, by an address of one's own", async () => {
    const { page, done } = await openPage(browser, server.url);
    await signIn(page, "admin");
    const session = await page.request.get("/api/session", { headers: { accept: "application/json" } });
    const [{ organisation }] = (await session.json()).organisations;
    await visit(page, `/organisations/${organisation.id}/calendar`);
    const address = page.getByLabel(words("calendar.address"));
    const before = await address.inputValue();
    const feed = await fetch(before);
    assert.match(await feed.text(), /^BEGIN:VCALENDAR\r\n[^]*END:VCALENDAR\r\n$/);
    await page.getByText(words("calendar.renew_button")).click();
    await page.getByRole("button", { name: words("calendar.renew_confirm") }).click();
    await page.waitForFunction((old) => document.querySelector(".subscribe input").value !== old, before);
    assert.equal((await fetch(before)).status, 404);
    assert.equal((await fetch(await address.inputValue())).status, 200);
    await done();
  });
});
