// What the parties of a partnership do on its page, each in a browser of their own.

import assert from "node:assert/strict";
import { answered, visit, words } from "./browser.js";

export const step = (code) => words(`words.step.${code}`);
export const button = (within, name) => within.getByRole("button", { name, exact: true });
/** Waits until the page shows that the partnership is at a step. */
export const present = (page, code) => page.locator(".steps [aria-current=step]", { hasText: step(code) }).waitFor();

/** @param {Record<string, {page: import("playwright-core").Page, organisation: {name: string}}>} people who acts for whom */
export function lifeOf(people) {
  const deeds = {
    /** Whoever wrote it takes the steps that one takes alone, and puts it to the others. */
    async put(who, path) {
      const { page } = people[who];
      await visit(page, path);
      for (const code of ["partner_analysis", "planning", "presentation"]) {
        await button(page, words("life.take_step", "id", { step: step(code) })).click();
        await present(page, code);
        await answered(page);
      }
      await button(page, words("life.present")).click();
      await present(page, "approval");
      await answered(page);
    },

    async confirm(who, path) {
      const { page, organisation } = people[who];
      await visit(page, path);
      await page.getByText(words("life.asked", "id", { name: organisation.name })).waitFor();
      await button(page, words("life.accept")).click();
      await page.getByText(words("life.asked", "id", { name: organisation.name })).waitFor({ state: "detached" });
      await answered(page);
    },

    async take(who, path, code) {
      const { page } = people[who];
      await visit(page, path);
      await button(page, words("life.take_step", "id", { step: step(code) })).click();
      await present(page, code);
      await answered(page);
    },

    async propose(who, path, code) {
      const { page } = people[who];
      await visit(page, path);
      await button(page, words("life.propose_step", "id", { step: step(code) })).click();
      await page.getByText(words("life.step_proposed")).waitFor();
      await answered(page);
    },

    /** One of several votes that a proposal waits for. */
    async vote(who, path) {
      const { page } = people[who];
      await visit(page, path);
      await button(page, words("life.agree")).click();
      await button(page, words("life.agree")).waitFor({ state: "detached" });
      await answered(page);
    },

    /** The last vote that a proposal waits for. */
    async agree(who, path) {
      const { page } = people[who];
      await visit(page, path);
      await button(page, words("life.agree")).click();
      await page.getByText(words("life.no_proposals")).waitFor();
      await answered(page);
    },

    async edit(who, path, fill) {
      const { page } = people[who];
      await visit(page, `${path}/edit`);
      await fill(page);
      await button(page, words("life.send_proposal")).click();
      await page.waitForURL(`**${path}`);
      await page.locator("#proposals .votes").first().waitFor();
      await answered(page);
    },

    /** Proposes that the agreement was signed by somebody for each of the parties. */
    async sign(who, path, parties) {
      await deeds.edit(who, path, async (page) => {
        await page.locator("#field-agreement_number").fill("PKS/7/2026");
        await page.locator("#field-agreement_signed").fill("2026-07-01");
        const rows = page.locator(".signatory");
        assert.equal(await rows.count(), parties, "a row for each party");
        for (const row of await rows.all()) {
          await row.getByLabel(words("life.signatory_name")).fill("Siti Aminah, M.Pd.");
          await row.getByLabel(words("life.signatory_function")).fill("Pimpinan");
        }
      });
    },

    async leave(who, path, reason) {
      const { page, organisation } = people[who];
      await visit(page, path);
      const leaving = page.locator(".leaving", { hasText: words("life.leave_open", "id", { name: organisation.name }) });
      await leaving.locator("summary").click();
      await leaving.getByLabel(words("words.field.reason")).fill(reason);
      await leaving.getByRole("checkbox").check();
      await button(leaving, words("life.leave")).click();
      await leaving.waitFor({ state: "detached" });
      await answered(page);
    },

    async report(who, work, title) {
      const { page } = people[who];
      await visit(page, `${work}/report`);
      await page.locator("#field-title").fill(title);
      await page.locator("#field-report_text").fill("Semua berjalan seperti yang direncanakan.");
      await button(page.locator("main"), words("form.save")).click();
      await page.waitForURL(`**${work}#report-*`);
    },

    /** Weighs the partnership for a party, which wants to go on; `evidence` shows that its first benefit was realised. */
    async evaluate(who, work, evidence) {
      const { page } = people[who];
      await visit(page, work);
      await page.getByRole("link", { name: words("work.write_evaluation") }).click();
      const benefit = page.locator(".weighed").first();
      await benefit.locator("select").selectOption("realised");
      await benefit.locator('input[name$="[evidence]"]').fill(evidence);
      await page.getByRole("radio", { name: words("work.renew") }).check();
      await button(page.locator("main"), words("form.save")).click();
      await page.waitForURL(`**${work}#evaluation`);
      await page.locator(".evaluations").getByText(evidence).waitFor();
      await answered(page);
    },
  };
  return deeds;
}
