// What axe-core finds wrong with a page as it stands.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Nothing is wrong with what `page` shows; `what` says what that is. */
export async function accessible(page, what) {
  // The policy of the page lets no script in, but it lets the browser's own tools.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(source);
  const wrong = await page.evaluate(async () => {
    const { violations } = await window.axe.run(document, { resultTypes: ["violations"] });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target}: ${failureSummary}`));
  });
  assert.deepEqual(wrong, [], what);
}
