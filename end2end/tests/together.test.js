// Three people edit one record; two of them lose the connection and load their pages anew, an answer is lost, and the server is
// killed while it is sent to. Nothing that was said to be kept is lost, and nothing is done twice.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { answered, hydrated, openBrowser, openPage, signIn, visit, words } from "../support/browser.js";
import { dataFolder, openGate, runCommand, startServer } from "../support/server.js";

let server, browser, folder;

before(async () => {
  folder = await dataFolder();
  [server, browser] = await Promise.all([startServer({ database: folder.database, demo: true }), openBrowser()]);
});

after(async () => {
  await browser?.close();
  await server?.stop();
  await folder?.remove();
});

const save = (page) => page.getByRole("button", { name: words("form.save"), exact: true }).click();
const marks = (page, mark) => page.locator(`.edits .edit-mark.${mark}`);

test("three browsers, a cut, a reload, a lost answer and a killed server", async () => {
  const people = {};
  for (const [name, account] of [["siti", "admin"], ["bayu", "penyunting"], ["ratna", "pengelola"]]) {
    const gate = await openGate(server.url);
    const opened = await openPage(browser, gate.url, { worker: true, broken: true, statuses: [409, 502, 503] });
    people[name] = { ...opened, gate };
    await signIn(opened.page, account);
    await hydrated(opened.page);
  }
  const { siti, bayu, ratna } = people;
  const school = await siti.page.locator('.account-menu a[href^="/organisations/"]').first().getAttribute("href");
  for (const { page } of [siti, bayu]) {
    await page.evaluate(async (path) => {
      const late = Date.now() + 60_000;
      while (!(await caches.match(path, { ignoreVary: true })) || !(await caches.match("/offline", { ignoreVary: true }))) {
        if (Date.now() > late) throw new Error("the form is not kept");
        await new Promise(requestAnimationFrame);
      }
    }, `${school}/edit`);
  }
  /** Writes one field without a connection. */
  const write = async ({ page }, field, value) => {
    await visit(page, `${school}/edit`);
    await page.locator(`#field-${field}`).fill(value);
    await save(page);
    await page.waitForURL("**/offline");
    await page.locator(".edits .edit").first().waitFor();
  };

  for (const { gate } of [siti, bayu]) gate.cut();
  await write(siti, "about", "Siti satu");
  await siti.page.reload();
  await hydrated(siti.page);
  await marks(siti.page, "waits").waitFor();
  await write(siti, "about", "Siti dua");
  await marks(siti.page, "waits").nth(1).waitFor();
  await write(bayu, "website", "https://bayu.example");
  await marks(bayu.page, "waits").waitFor();

  await visit(ratna.page, `${school}/edit`);
  await ratna.page.locator("#field-name").fill("SMK Bertiga");
  await save(ratna.page);
  await ratna.page.getByRole("heading", { level: 1, name: "SMK Bertiga" }).waitFor();
  await answered(ratna.page);

  const form = "/api/save-organisation";
  const lost = siti.gate.until(form, true);
  siti.gate.restore();
  await lost;
  const sent = bayu.gate.until(form, false);
  bayu.gate.restore();
  await sent;
  await server.kill();
  const { port } = new URL(server.url);
  server = await startServer({ database: folder.database, demo: true, port });
  siti.gate.restore();
  await marks(siti.page, "done").nth(1).waitFor();
  await marks(bayu.page, "done").waitFor();
  for (const { page } of [siti, bayu]) assert.equal(await marks(page, "waits").count(), 0);

  for (const { page } of Object.values(people)) {
    await visit(page, school);
    await page.getByRole("heading", { level: 1, name: "SMK Bertiga" }).waitFor();
    await page.getByText("Siti dua").first().waitFor();
    await page.getByText("bayu.example").first().waitFor();
  }
  const query = new URLSearchParams({ "subject[organisation]": school.split("/").pop() });
  const answer = await ratna.page.request.get(`/api/history?${query}`, { headers: { accept: "application/json" } });
  const { events } = await answer.json();
  const values = events.map((event) => (event.event ?? event).change.organisation_changed?.after);
  for (const [field, value] of [["about", "Siti satu"], ["about", "Siti dua"], ["website", "https://bayu.example"], ["name", "SMK Bertiga"]]) {
    assert.equal(values.filter((after) => after?.[field] === value).length, 1, value);
  }

  for (const { done, gate } of Object.values(people)) {
    await done();
    gate.close();
  }
  await server.stop();
  const { code, output } = await runCommand("verify", folder.database);
  assert.equal(code, 0, output);
});
