// What a person sends is seen at once, before the server has answered, and corrected where the server refuses it.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { answered, openBrowser, openPage, signIn, visit, words } from "../support/browser.js";
import { startServer } from "../support/server.js";

describe("ahead of the server's answer", () => {
  let server, browser, siti, bayu, school;

  before(async () => {
    [server, browser] = await Promise.all([startServer({ demo: true }), openBrowser()]);
    siti = await openPage(browser, server.url, { statuses: [404, 409] });
    bayu = await openPage(browser, server.url);
    await signIn(siti.page, "admin");
    await signIn(bayu.page, "penyunting");
    school = await siti.page.locator('.account-menu a[href^="/organisations/"]').first().getAttribute("href");
  });

  after(async () => {
    await siti?.done();
    await bayu?.done();
    await browser?.close();
    await server?.stop();
  });

  const input = (page, field) => page.locator(`#field-${field}`);
  const press = (page, key) => page.getByRole("button", { name: words(key), exact: true }).click();
  const title = (page, name) => page.getByRole("heading", { level: 1, name }).waitFor();
  const onItsWay = (page) => page.locator(".on-its-way:not([hidden])").waitFor();
  /** Holds what a page sends to an endpoint until it is let go. */
  const hold = async (page, endpoint) => {
    let go, arrive;
    const held = new Promise((done) => (go = done));
    const arrived = new Promise((done) => (arrive = done));
    await page.route(`**/api/${endpoint}`, async (route) => {
      arrive();
      await held;
      await route.continue();
    });
    const release = async () => {
      go();
      await page.unroute(`**/api/${endpoint}`, { behavior: "wait" });
    };
    return { arrived, release };
  };
  const rename = async (page, to) => {
    await visit(page, `${school}/edit`);
    await input(page, "name").fill(to);
    await press(page, "form.save");
  };

  test("a record has its new values before the server does", async () => {
    const { page } = siti;
    const slow = await hold(page, "save-organisation");
    await rename(page, "SMK Segera Tampak");
    await title(page, "SMK Segera Tampak");
    assert.equal(new URL(page.url()).pathname, school);
    await onItsWay(page);
    await slow.arrived;
    await visit(bayu.page, school);
    assert.equal(await bayu.page.getByRole("heading", { name: "SMK Segera Tampak" }).count(), 0);
    await slow.release();
    await answered(page);
    await title(page, "SMK Segera Tampak");
    await title(bayu.page, "SMK Segera Tampak");
  });

  test("who has gone on meanwhile is left there", async () => {
    const { page } = siti;
    const slow = await hold(page, "save-organisation");
    await rename(page, "SMK Sudah Lewat");
    await title(page, "SMK Sudah Lewat");
    await page.locator('.nav a[href="/partnerships"]').click();
    await title(page, words("partnerships.title"));
    await slow.release();
    await answered(page);
    await page.locator(".told-message").getByText(words("live.saved")).waitFor();
    assert.equal(new URL(page.url()).pathname, "/partnerships");
  });

  test("where the server refuses, one is in the form again, with what one wrote and why", async () => {
    const { page } = siti;
    const slow = await hold(page, "save-organisation");
    await rename(page, "SMK Menurut Siti");
    await title(page, "SMK Menurut Siti");
    await slow.arrived;
    await rename(bayu.page, "SMK Menurut Bayu");
    await title(bayu.page, "SMK Menurut Bayu");
    await answered(bayu.page);
    await slow.release();
    await page.waitForURL(`**${school}/edit`);
    await page.locator(".conflict").getByText("SMK Menurut Bayu").waitFor();
    assert.equal(await input(page, "name").inputValue(), "SMK Menurut Siti");
    await page.locator(".conflict").getByRole("button", { name: words("form.save_mine") }).click();
    await title(page, "SMK Menurut Siti");
    await answered(page);
    await title(bayu.page, "SMK Menurut Siti");
  });

  test("a refusal finds who has gone elsewhere, and leads back", async () => {
    const { page } = siti;
    const slow = await hold(page, "save-organisation");
    await rename(page, "SMK Terlambat");
    await title(page, "SMK Terlambat");
    await slow.arrived;
    await page.locator('.nav a[href="/partnerships"]').click();
    await title(page, words("partnerships.title"));
    await rename(bayu.page, "SMK Lebih Dulu");
    await title(bayu.page, "SMK Lebih Dulu");
    await answered(bayu.page);
    await slow.release();
    await page.getByText(words("ahead.refused")).waitFor();
    await page.getByRole("link", { name: words("ahead.back") }).click();
    await page.locator(".conflict").getByText("SMK Lebih Dulu").waitFor();
    assert.equal(await input(page, "name").inputValue(), "SMK Terlambat");
    assert.equal(await page.getByText(words("ahead.refused")).count(), 0, "it is told once");
  });

  test("a need is in its list before it is stored", async () => {
    const { page } = siti;
    await visit(page, `${school}/needs/new?side=need`);
    const slow = await hold(page, "save-listing");
    await input(page, "resource").selectOption("scholarship");
    await input(page, "title").fill("Beasiswa yang segera tampak");
    await press(page, "form.save");
    await page.locator("li.listing", { hasText: "Beasiswa yang segera tampak" }).waitFor();
    await onItsWay(page);
    await slow.release();
    await answered(page);
    const listing = page.locator("li.listing", { hasText: "Beasiswa yang segera tampak" });
    await listing.waitFor();
    assert.equal(await listing.count(), 1);
  });

  test("a partnership opens while it is added; a comment and a step are seen at once, and corrected", async () => {
    const { page } = siti;
    await visit(page, `/partnerships/new?with=${school.split("/").pop()}`);
    await page.locator(".party.spare").first().waitFor({ state: "detached" });
    await input(page, "title").fill("Kemitraan seketika");
    await input(page, "purpose").fill("Siswa siap kerja.");
    const companies = await (await fetch(`${server.url}/organisations?kind=company`)).text();
    const partner = /class="main-link"[^>]*>([^<]+)</.exec(companies)?.[1];
    assert.ok(partner);
    await page.locator(".party input[list]").nth(1).fill(partner);
    const slow = await hold(page, "save-partnership");
    await press(page, "form.save");
    await title(page, "Kemitraan seketika");
    await page.getByText(words("ahead.begun")).waitFor();
    await slow.release();
    await page.locator("#comments textarea").waitFor();

    const saying = await hold(page, "add-comment");
    await page.locator("#comments textarea").fill("Halo mitra");
    await press(page, "life.send");
    await page.locator("#comments .comments").getByText("Halo mitra").waitFor();
    await onItsWay(page);
    await saying.release();
    await answered(page);
    assert.equal(await page.locator("#comments .comments").getByText("Halo mitra").count(), 1);

    // Somebody puts it away meanwhile: what was said is taken back, told of, and still there to be said.
    const path = new URL(page.url()).pathname;
    const late = await hold(page, "add-comment");
    await page.locator("#comments textarea").fill("Masih sempat?");
    await press(page, "life.send");
    await page.locator("#comments .comments").getByText("Masih sempat?").waitFor();
    await late.arrived;
    await visit(bayu.page, path);
    await press(bayu.page, "ui.archive");
    await bayu.page.getByRole("button", { name: words("ui.restore") }).waitFor();
    await answered(bayu.page);
    await late.release();
    await page.locator("#comments").getByRole("alert").waitFor();
    await page.locator("#comments .comments").getByText("Masih sempat?").waitFor({ state: "detached" });
  });
});
