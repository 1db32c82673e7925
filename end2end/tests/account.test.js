// People: signing up and in, a forgotten password, the first account, the demonstration's accounts; with and without
// script.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { hydrated, openBrowser, openPage, overflow, signIn, visit, words } from "../support/browser.js";
import { runCommand, startServer } from "../support/server.js";

const password = "kopi pagi di bengkel";

for (const script of [true, false]) {
  describe(`an account, ${script ? "with" : "without"} script`, () => {
    let server, browser;
    const email = script ? "siti@smk.sch.id" : "budi@smk.sch.id";

    before(async () => {
      [server, browser] = await Promise.all([
        startServer({ env: { JEJARING_VISITORS_EDIT: "false" } }),
        openBrowser(),
      ]);
    });

    after(async () => {
      await browser?.close();
      await server?.stop();
    });

    const open = (page, path) => (script ? visit(page, path) : page.goto(path));
    const ready = async (page) => script && (await hydrated(page));
    const input = (page, field) => page.locator(`#field-${field}`);
    const press = (page, key) => page.locator("main").getByRole("button", { name: words(key), exact: true }).click();
    const menu = (page) => page.locator(".account-menu > summary");

    /** The path of the last link of this kind in the server's log. */
    const linkInLog = async (kind) => {
      const found = () => server.log().match(new RegExp(`/${kind}/[0-9a-f]{64}`, "g"))?.at(-1);
      const until = Date.now() + 10_000;
      while (!found() && Date.now() < until) await new Promise((done) => setTimeout(done, 50));
      return found();
    };

    test("is made, signed in to, and signed out of; one is led back to where one was", async () => {
      const { page, done } = await openPage(browser, server.url, { script, statuses: [401, 422] });
      await open(page, "/partnerships?text=a");
      await page.locator("a.sign-in").click();
      await page.getByRole("link", { name: words("account.sign_up"), exact: true }).click();
      await page.waitForURL("**/sign-up");
      await ready(page);
      await input(page, "name").fill("Siti Aminah");
      await input(page, "email").fill(email);
      await input(page, "password").fill("password123");
      await press(page, "account.entry.sign_up_button");
      await page.getByText(words("words.problem.guessable")).first().waitFor();
      assert.equal(await input(page, "email").inputValue(), email);
      assert.equal(await input(page, "password").inputValue(), "");
      await input(page, "password").fill(password);
      await press(page, "account.entry.sign_up_button");
      await page.getByText(words("account.done.signed_up")).waitFor();
      assert.equal(await input(page, "email").inputValue(), email);

      await open(page, "/partnerships?text=a");
      await page.locator("a.sign-in").click();
      await page.waitForURL(/\/sign-in\?back=/);
      await ready(page);
      await input(page, "email").fill(email);
      await input(page, "password").fill("salah sekali ini");
      await press(page, "account.sign_in");
      await page.getByText(words("words.error.sign_in_failed")).waitFor();
      await input(page, "password").fill(password);
      await press(page, "account.sign_in");
      await page.waitForURL("**/partnerships?text=a");
      await ready(page);
      assert.match(await menu(page).textContent(), /Siti/);

      await menu(page).click();
      await page.getByRole("link", { name: words("account.menu.account") }).click();
      await page.getByRole("heading", { level: 1, name: words("account.own.title") }).waitFor();
      await menu(page).click();
      await page.getByRole("button", { name: words("account.sign_out") }).click();
      await page.locator("a.sign-in").waitFor();
      await open(page, "/account");
      await page.getByRole("heading", { level: 1, name: words("account.sign_in_first") }).waitFor();
      await done();
    });

    test("gets a new password by the link in the server's log", async () => {
      const { page, done } = await openPage(browser, server.url, { script, statuses: [410] });
      await open(page, "/sign-in");
      await page.getByRole("link", { name: words("account.entry.forgotten_link") }).click();
      await page.waitForURL("**/forgotten");
      await ready(page);
      await input(page, "email").fill(email);
      await press(page, "account.entry.forgotten_button");
      await page.getByText(words("account.done.reset_mailed")).waitFor();
      await page.getByText(words("account.no_mail")).waitFor();
      const link = await linkInLog("reset");
      await open(page, link);
      await input(page, "password").fill("empat kata yang lain");
      await press(page, "account.entry.save_password");
      await page.getByText(words("account.done.password_changed")).waitFor();
      await open(page, link);
      await page.getByText(words("words.error.link_spent")).waitFor();
      await done();
    });

    test("of the steward is made by the link in the server's log", async () => {
      const { page, done } = await openPage(browser, server.url, { script, statuses: [410] });
      const link = await linkInLog("set-up");
      await open(page, link);
      await input(page, "name").fill("Ratna Wulandari");
      await input(page, "email").fill("ratna@dinas.example");
      await input(page, "password").fill(password);
      await press(page, "account.entry.set_up_button");
      await menu(page).click();
      await page.getByRole("link", { name: words("account.menu.steward") }).waitFor();
      await open(page, link);
      await page.getByText(words("words.error.link_spent")).waitFor();
      await done();
    });
  });
}

describe("the demonstration's accounts", () => {
  let server, browser;

  before(async () => {
    [server, browser] = await Promise.all([startServer({ demo: true }), openBrowser()]);
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  test("sign in by a button, on a phone too", async () => {
    const { page, done } = await openPage(browser, server.url, { width: 390, height: 844 });
    await visit(page, "/sign-in");
    assert.equal(await overflow(page), 0);
    await page.locator(".demo-account").first().click();
    await page.locator(".account-menu > summary").click();
    await page.getByRole("link", { name: words("account.menu.steward") }).waitFor();
    assert.equal(await overflow(page), 0);
    await done();
  });

  test("each sign in by their names", async () => {
    const { page, done } = await openPage(browser, server.url);
    for (const who of ["pengelola", "admin", "penyunting", "pembaca", "perusahaan", "komunitas", "sekolah"]) {
      await signIn(page, who);
      await page.goto("/account");
      await page.getByText(`${who}@demo.example`).waitFor();
      await hydrated(page);
    }
    await done();
  });
});

test("a command makes a link for another steward", async () => {
  const { code, output } = await runCommand(["set-up", "ratna@dinas.example", "Ratna", "Wulandari"], "mem://");
  assert.equal(code, 0, output);
  assert.match(output, /http:\/\/127\.0\.0\.1:3000\/set-up\/[0-9a-f]{64}/);
});
