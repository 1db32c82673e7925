// A school's way into the network: a teacher registers it, a steward verifies, a colleague is invited and accepts.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { answered, hydrated, openBrowser, openPage, overflow, signIn, visit, words } from "../support/browser.js";
import { startServer } from "../support/server.js";

const password = "kopi pagi di bengkel";

for (const script of [true, false]) {
  describe(`people of an organisation, ${script ? "with" : "without"} script`, () => {
    let server, browser;

    before(async () => {
      [server, browser] = await Promise.all([startServer({ demo: true }), openBrowser()]);
    });

    after(async () => {
      await browser?.close();
      await server?.stop();
    });

    const open = (page, path) => (script ? visit(page, path) : page.goto(path));
    const ready = async (page) => script && (await hydrated(page));
    const input = (page, field) => page.locator(`#field-${field}`);
    const press = (page, key) => page.locator("main").getByRole("button", { name: words(key), exact: true }).click();

    /** Makes an account and signs in with it; the page is then at `back`. */
    const join = async (page, name, email, back) => {
      await open(page, "/sign-up");
      await input(page, "name").fill(name);
      await input(page, "email").fill(email);
      await input(page, "password").fill(password);
      await press(page, "account.entry.sign_up_button");
      await page.getByText(words("account.done.signed_up")).waitFor();
      await open(page, `/sign-in?back=${encodeURIComponent(back)}`);
      await input(page, "email").fill(email);
      await input(page, "password").fill(password);
      await press(page, "account.sign_in");
      await page.locator(".account-menu").waitFor();
      await ready(page);
    };

    test("a school is registered, verified, and its teacher invites a colleague", async () => {
      const teacher = await openPage(browser, server.url, { script, statuses: [409] });
      const school = "SMK Cerita Nusantara";
      await join(teacher.page, "Siti Guru", "siti.guru@smk.sch.id", "/organisations/new");
      await input(teacher.page, "name").fill(school);
      await input(teacher.page, "kind").selectOption("school");
      await input(teacher.page, "npsn").fill("99000777");
      await input(teacher.page, "note").fill("Guru produktif, telepon sekolah 0274-1234");
      await press(teacher.page, "form.save");
      await teacher.page.getByRole("heading", { level: 1, name: school }).waitFor();
      await teacher.page.getByText(words("people.claim_waits")).waitFor();
      const organisation = new URL(teacher.page.url()).pathname;

      const steward = await openPage(browser, server.url, { script });
      await signIn(steward.page, "pengelola", "/steward");
      await ready(steward.page);
      await steward.page.getByText("Guru produktif").waitFor();
      await steward.page.getByText(words("steward.number_entered")).waitFor();
      const verify = `${words("steward.verify")}: Siti Guru`;
      await steward.page.getByRole("button", { name: verify, exact: true }).click();
      await steward.page.getByText(words("steward.no_claims")).waitFor();
      await steward.done();

      await open(teacher.page, `${organisation}/people`);
      await input(teacher.page, "role").selectOption("editor");
      await input(teacher.page, "email").fill("rekan@smk.sch.id");
      await press(teacher.page, "people.make_link");
      const link = await teacher.page.locator("#invitation-link").inputValue();
      assert.match(link, /\/invitation\/[0-9a-f]{64}$/);
      await teacher.page.getByText("rekan@smk.sch.id").first().waitFor();

      const colleague = await openPage(browser, server.url, { script, width: 390, height: 844 });
      const path = new URL(link).pathname;
      await open(colleague.page, path);
      await colleague.page.getByText("Siti Guru").waitFor();
      await colleague.page.getByRole("link", { name: words("people.invitation_sign_in") }).waitFor();
      assert.equal(await overflow(colleague.page), 0);
      await join(colleague.page, "Budi Rekan", "budi.rekan@smk.sch.id", path);
      await press(colleague.page, "people.invitation_accept");
      await colleague.page.getByRole("heading", { level: 1, name: school }).waitFor();
      await colleague.page.getByRole("link", { name: words("ui.edit"), exact: true }).waitFor();
      await colleague.done();

      await open(teacher.page, `${organisation}/people`);
      await teacher.page.getByText("Budi Rekan").waitFor();
      await teacher.done();
    });

    test("a similar school is asked about, and a contact is kept", async () => {
      const { page, done } = await openPage(browser, server.url, { script, statuses: [409] });
      await signIn(page, "admin");
      const own = await page.evaluate(async () => {
        const answer = await fetch("/api/session", { headers: { accept: "application/json" } });
        return (await answer.json()).organisations[0].organisation;
      });
      await open(page, "/organisations/new");
      await input(page, "name").fill(own.name);
      await input(page, "kind").selectOption("school");
      await input(page, "note").fill("Wakil kepala");
      // With script the question comes while one types: who sends the form after that has read it, and it is saved.
      if (!script) await press(page, "form.save");
      await page.getByRole("heading", { name: words("people.similar_title") }).waitFor();
      await page.locator(`.similar a[href="/organisations/${own.id}/claim"]`).waitFor();

      await open(page, `/organisations/${own.id}/people`);
      await page.getByRole("link", { name: words("people.new_contact") }).click();
      await page.waitForURL("**/contacts/new");
      await ready(page);
      await input(page, "name").fill("Ibu Narahubung");
      await input(page, "phone").fill("0274 123456");
      await press(page, "form.save");
      await page.waitForURL(`**/organisations/${own.id}/people`);
      await answered(page);
      await page.getByText("Ibu Narahubung").waitFor();
      await done();
    });
  });
}
