// What the parties of a partnership do on its page, each in a browser of their own.

import { answered, visit, words } from "./browser.js";

export const step = (code) => words(`words.step.${code}`);
export const button = (within, name) => within.getByRole("button", { name, exact: true });
/** Waits until the page shows that the partnership is at a step. */
export const present = (page, code) => page.locator(".steps [aria-current=step]", { hasText: step(code) }).waitFor();

/** @param {Record<string, {page: import("playwright-core").Page, organisation: {name: string}}>} people who acts for whom */
export function lifeOf(people) {
  return {
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
    },

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
    },
  };
}
