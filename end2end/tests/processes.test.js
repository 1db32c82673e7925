// Two processes of the app on one SurrealDB server are one network: who is at one sees what happens at the other.

import { after, before, describe, test } from "node:test";
import { answered, openBrowser, openPage, signIn, visit, words } from "../support/browser.js";
import { startDatabase, startServer } from "../support/server.js";

describe("two processes on one database server", () => {
  let database, servers, browser, siti, bayu, school;

  before(async () => {
    [database, browser] = await Promise.all([startDatabase(), openBrowser()]);
    const options = { database: database.url, demo: true };
    // The first fills the database; the second finds it filled.
    servers = [await startServer(options)];
    servers.push(await startServer(options));
    siti = await openPage(browser, servers[0].url, { broken: true });
    bayu = await openPage(browser, servers[1].url);
    await signIn(siti.page, "admin");
    await signIn(bayu.page, "penyunting");
    school = await siti.page.locator('.account-menu a[href^="/organisations/"]').first().getAttribute("href");
  });

  after(async () => {
    await browser?.close();
    for (const server of servers ?? []) await server.stop();
    await database?.stop();
  });

  /** Opens a page and waits until it hears of the others. */
  const open = async ({ page }, path) => {
    await visit(page, path);
    await page.locator(".pulse:not([hidden])").waitFor({ state: "attached" });
  };
  const title = ({ page }, name) => page.getByRole("heading", { level: 1, name }).waitFor();
  const rename = async (person, to) => {
    await open(person, `${school}/edit`);
    await person.page.locator("#field-name").fill(to);
    await person.page.getByRole("button", { name: words("form.save"), exact: true }).click();
    await title(person, to);
    await answered(person.page);
  };

  test("an edit at one reaches an open page of the other, both ways", async () => {
    await open(bayu, school);
    await rename(siti, "SMK Lewat Server Pertama");
    await title(bayu, "SMK Lewat Server Pertama");
    await rename(bayu, "SMK Lewat Server Kedua");
    await title(siti, "SMK Lewat Server Kedua");
  });

  test("what was done at one is undone there, and seen at the other", async () => {
    await open(siti, school);
    await rename(bayu, "SMK Sementara");
    await title(siti, "SMK Sementara");
    await bayu.page.locator(".told-message").getByText(words("live.saved")).waitFor();
    await bayu.page.keyboard.press("Control+z");
    for (const person of [siti, bayu]) await title(person, "SMK Lewat Server Kedua");
  });

  test("who is at one is shown at the other", async () => {
    await open(siti, school);
    await open(bayu, `${school}/edit`);
    await siti.page.locator(".others .editing").getByText("Bayu Prasetyo", { exact: true }).waitFor();
    await siti.page.goto(`${school}/edit`);
    await bayu.page.locator(".beside").getByText(words("live.edits_too", "id", { name: "Siti Aminah" })).waitFor();
  });

  test("when one ends, the other goes on with everything", async () => {
    await servers[0].kill();
    await rename(bayu, "SMK Sesudahnya");
    servers[0] = await startServer({ database: database.url, demo: true, port: new URL(servers[0].url).port });
    await open(siti, school);
    await title(siti, "SMK Sesudahnya");
    for (const { done } of [siti, bayu]) await done();
  });
});
