// The pages of organisations and partnerships for everybody: axe-core finds nothing wrong, light and dark, wide and on a
// phone; and a partnership is proposed, negotiated and agreed by keyboard alone.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { accessible } from "../support/axe.js";
import { answered, openBrowser, openPage, overflow, signIn, visit, words } from "../support/browser.js";
import { present, step } from "../support/life.js";
import { startServer } from "../support/server.js";

describe("pages for everybody", () => {
  let server, browser;

  before(async () => {
    [server, browser] = await Promise.all([startServer({ demo: true }), openBrowser()]);
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  const ask = async (page, path) => {
    const answer = await page.request.get(path, { headers: { accept: "application/json" } });
    return answer.json();
  };

  /** The organisation for which somebody has signed in. */
  const own = async (page) => (await ask(page, "/api/session")).organisations[0].organisation;

  /** The addresses of the pages that somebody sees. */
  const pages = {
    async admin(page) {
      const { id } = await own(page);
      const { partnerships } = await ask(page, `/api/organisation?id=${id}`);
      const one = (fits) => `/partnerships/${partnerships.find(fits).id}`;
      const formal = one(({ status, form, answer }) => status === "running" && form === "formal" && answer === "accepted");
      const informal = one(({ status, form, answer }) => status === "running" && form === "informal" && answer === "accepted");
      const agreeing = one(({ status }) => status === "agreeing");
      const organisation = `/organisations/${id}`;
      return [
        "/desk",
        ...["", "/edit", "/needs", "/needs/new?side=need", "/people", "/contacts/new", "/calendar"].map((at) => organisation + at),
        ...["/insight", "/report", "/history"].map((at) => organisation + at),
        ...["/insight", "/needs", "/needs/matches", `/partnerships/new?with=${id}`, "/import", "/account"],
        ...["", "/edit", "/renew", "/end", "/agreement", "/history", "/work"].map((at) => formal + at),
        ...["/activity", "/report", "/evaluation"].map((at) => `${formal}/work${at}`),
        `${informal}/agreement`,
        agreeing,
      ];
    },
    async perusahaan(page) {
      const { id } = await own(page);
      return ["/desk", `/organisations/${id}/needs`];
    },
    async pengelola() {
      return ["/desk", "/steward", "/steward/people"];
    },
  };

  for (const [size, options] of Object.entries({ wide: {}, phone: { width: 390, height: 844 } })) {
    for (const colorScheme of ["light", "dark"]) {
      for (const who of Object.keys(pages)) {
        test(`nothing is wrong with what ${who} sees, ${size}, ${colorScheme}`, async () => {
          const { page, done } = await openPage(browser, server.url, options);
          await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
          await signIn(page, who);
          for (const path of await pages[who](page)) {
            const answer = await visit(page, path);
            assert.equal(answer.status(), 200, path);
            await page.evaluate(() => document.querySelectorAll("main details").forEach((details) => (details.open = true)));
            await accessible(page, `${path}, ${size}, ${colorScheme}`);
            assert.equal(await overflow(page), 0, `${path} is wider than the window`);
          }
          await done();
        });
      }
    }
  }

  test("a partnership is proposed, negotiated and agreed by keyboard alone", async () => {
    const [school, company] = [await openPage(browser, server.url), await openPage(browser, server.url)];
    await signIn(school.page, "admin");
    await signIn(company.page, "perusahaan");
    const [{ id }, { name }] = [await own(school.page), await own(company.page)];

    /** Goes on by Tab until what is wanted has the focus. */
    const reach = async (page, target) => {
      for (let pressed = 0; pressed < 250; pressed++) {
        await page.keyboard.press("Tab");
        if (await target.evaluate((element) => element === document.activeElement)) return;
      }
      assert.fail(`${target} is not reached`);
    };
    const write = async (page, target, text) => {
      await reach(page, target);
      await page.keyboard.press("Control+A");
      await page.keyboard.type(text);
    };
    const press = async (page, key, values) => {
      await reach(page, page.locator("main").getByRole("button", { name: words(key, "id", values), exact: true }).first());
      await page.keyboard.press("Enter");
    };

    const { page } = school;
    await visit(page, `/partnerships/new?with=${id}`);
    await page.locator(".party.spare").first().waitFor({ state: "detached" });
    await write(page, page.locator("#field-title"), "Kelas tamu");
    await write(page, page.locator("#field-purpose"), "Murid mengenal pekerjaan.");
    await write(page, page.locator(".party input[list]").nth(1), name);
    await reach(page, page.getByRole("checkbox", { name: words("words.benefit.information") }));
    await page.keyboard.press("Space");
    await press(page, "form.save");
    await page.waitForURL(/\/partnerships\/[0-9A-Z]{26}$/);
    const path = new URL(page.url()).pathname;
    await answered(page);
    for (const code of ["partner_analysis", "planning", "presentation"]) {
      await press(page, "life.take_step", { step: step(code) });
      await present(page, code);
      await answered(page);
    }
    await press(page, "life.present");
    await present(page, "approval");
    await answered(page);

    await visit(company.page, path);
    await press(company.page, "life.accept");
    await company.page.getByText(words("life.asked", "id", { name })).waitFor({ state: "detached" });
    await answered(company.page);
    await press(company.page, "life.take_step", { step: step("negotiation") });
    await present(company.page, "negotiation");
    await answered(company.page);
    await visit(company.page, `${path}/edit`);
    await write(company.page, company.page.locator("#field-title"), "Kelas tamu tiap bulan");
    await press(company.page, "life.send_proposal");
    await company.page.waitForURL(`**${path}`);
    await company.page.locator("#proposals .votes").first().waitFor();
    await answered(company.page);

    await visit(page, path);
    await press(page, "life.agree");
    await page.getByRole("heading", { level: 1, name: "Kelas tamu tiap bulan" }).waitFor();
    await school.done();
    await company.done();
  });
});
