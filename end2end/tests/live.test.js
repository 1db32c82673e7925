// Three people edit one record at once: each sees what the others do, nothing is lost, and what one did is undone.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { answered, hydrated, openBrowser, openPage, signIn, visit, words } from "../support/browser.js";
import { dataFolder, startServer } from "../support/server.js";

describe("together", () => {
  let server, browser, folder, school;
  const people = {};

  before(async () => {
    folder = await dataFolder();
    [server, browser] = await Promise.all([startServer({ database: folder.database, demo: true }), openBrowser()]);
    // An administrator and an editor of one school, and the steward.
    for (const [name, account] of [["siti", "admin"], ["bayu", "penyunting"], ["ratna", "pengelola"]]) {
      people[name] = await openPage(browser, server.url, { statuses: [409], broken: true });
      await signIn(people[name].page, account);
    }
    school = await people.siti.page.locator('.account-menu a[href^="/organisations/"]').first().getAttribute("href");
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
    await folder?.remove();
  });

  const of = (name) => people[name].page;
  const input = (page, field) => page.locator(`#field-${field}`);
  const save = (page) => page.getByRole("button", { name: words("form.save"), exact: true }).click();
  const title = (page, name) => page.getByRole("heading", { level: 1, name }).waitFor();
  const told = (page, key) => page.locator(".told-message").getByText(words(key)).waitFor();
  /** Waits until a page hears of the others. */
  const heard = (page) => page.locator(".pulse:not([hidden])").waitFor({ state: "attached" });
  /** Opens a page and waits until it hears of the others. */
  const open = async (name, path) => {
    await visit(of(name), path);
    await heard(of(name));
  };
  const rename = async (name, to) => {
    await open(name, `${school}/edit`);
    await input(of(name), "name").fill(to);
    await save(of(name));
    await title(of(name), to);
    await answered(of(name));
  };

  test("each sees who else is there, and who edits", async () => {
    await open("siti", school);
    await open("bayu", school);
    await open("ratna", school);
    const others = of("siti").locator(".others");
    await others.getByText("Bayu Prasetyo", { exact: true }).waitFor();
    await others.getByText("Ratna Wulandari", { exact: true }).waitFor();
    assert.equal(await others.getByText("Siti Aminah", { exact: true }).count(), 0, "not oneself");

    await open("bayu", `${school}/edit`);
    await others.getByText(words("live.edits", "id", { name: "Bayu Prasetyo" })).waitFor({ state: "attached" });
    await open("siti", `${school}/edit`);
    const note = words("live.edits_too", "id", { name: "Siti Aminah" });
    await of("bayu").locator(".beside").getByText(note).waitFor();

    const visitor = await openPage(browser, server.url);
    await visit(visitor.page, school);
    await heard(visitor.page);
    assert.equal(await visitor.page.getByText("Bayu Prasetyo").count(), 0, "a visitor hears of nobody");
    await visitor.done();
  });

  test("different fields go together, and the others' pages follow", async () => {
    await open("ratna", school);
    await open("siti", `${school}/edit`);
    await open("bayu", `${school}/edit`);
    await input(of("bayu"), "website").fill("https://bersama.example");
    await input(of("siti"), "about").fill("Ditulis oleh Siti");
    await save(of("siti"));
    await of("ratna").getByText("Ditulis oleh Siti").waitFor();
    await of("bayu").locator(".beside").getByText(words("live.changed_meanwhile")).waitFor();
    assert.equal(await input(of("bayu"), "website").inputValue(), "https://bersama.example", "what was typed stays");
    await save(of("bayu"));
    for (const name of ["siti", "bayu", "ratna"]) {
      await of(name).getByText("bersama.example").waitFor();
      await of(name).getByText("Ditulis oleh Siti").waitFor();
    }
  });

  test("the same field asks", async () => {
    await open("siti", `${school}/edit`);
    await open("bayu", `${school}/edit`);
    await input(of("siti"), "name").fill("SMK Versi Siti");
    await save(of("siti"));
    await title(of("siti"), "SMK Versi Siti");
    await answered(of("siti"));
    await input(of("bayu"), "name").fill("SMK Versi Bayu");
    await save(of("bayu"));
    const conflict = of("bayu").locator(".conflict");
    await conflict.getByText("SMK Versi Siti").waitFor();
    await conflict.getByRole("button", { name: words("form.save_mine") }).click();
    await title(of("bayu"), "SMK Versi Bayu");
    await title(of("siti"), "SMK Versi Bayu");
  });

  test("what one did is undone and done again, unless others changed the same", async () => {
    await rename("bayu", "SMK Sementara");
    await told(of("bayu"), "live.saved");
    await of("bayu").keyboard.press("Control+z");
    await told(of("bayu"), "live.undone");
    for (const name of ["bayu", "siti"]) await title(of(name), "SMK Versi Bayu");
    await of("bayu").getByRole("button", { name: words("live.redo") }).click();
    await told(of("bayu"), "live.redone");
    for (const name of ["bayu", "siti"]) await title(of(name), "SMK Sementara");

    await rename("ratna", "SMK Versi Ratna");
    await title(of("bayu"), "SMK Versi Ratna");
    await of("bayu").keyboard.press("Control+z");
    await told(of("bayu"), "live.in_the_way");
    await title(of("bayu"), "SMK Versi Ratna");
  });

  test("what one did outlives the page that it was done on", async () => {
    await rename("bayu", "SMK Dimuat Ulang");
    await told(of("bayu"), "live.saved");
    await of("bayu").reload();
    await hydrated(of("bayu"));
    await heard(of("bayu"));
    await of("bayu").keyboard.press("Control+z");
    await told(of("bayu"), "live.undone");
    await title(of("bayu"), "SMK Versi Ratna");
  });

  test("a ring shows in the explorer what the others look at", async () => {
    await open("siti", "/");
    await open("bayu", "/");
    await of("ratna").goto(`/explore?select=${school.split("/").pop()}`);
    await of("ratna").locator('[data-progress="live"]').waitFor();
    await heard(of("ratna"));
    // Names and rings are drawn on the last canvas, which lies over the network.
    const drawn = () => of("ratna").evaluate(() => [...document.querySelectorAll("canvas")].at(-1).toDataURL());
    const becomes = (fits) =>
      of("ratna").waitForFunction(fits, null, { polling: "raf" });
    const still = async () => {
      for (let before = ""; ; ) {
        const now = await drawn();
        if (now === before) return now;
        before = now;
        await of("ratna").evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      }
    };
    await of("ratna").evaluate((before) => (window.before = before), await still());
    await open("siti", school);
    await becomes(() => [...document.querySelectorAll("canvas")].at(-1).toDataURL() !== window.before);
    await open("siti", "/");
    await becomes(() => [...document.querySelectorAll("canvas")].at(-1).toDataURL() === window.before);
  });

  test("the explorer follows", async () => {
    await of("ratna").goto(`/explore?select=${school.split("/").pop()}`);
    await of("ratna").locator('[data-progress="live"]').waitFor();
    await heard(of("ratna"));
    const panel = of("ratna").locator(".explorer-details");
    await panel.getByRole("heading", { name: "SMK Versi Ratna" }).waitFor();
    await rename("siti", "SMK di Peta");
    await panel.getByRole("heading", { name: "SMK di Peta" }).waitFor();
  });

  test("a server that is killed loses nothing, and pages find it again by themselves", async () => {
    await open("siti", school);
    await open("bayu", school);
    await rename("ratna", "SMK Sebelum Mati");
    await title(of("siti"), "SMK Sebelum Mati");
    const { port } = new URL(server.url);
    await server.kill();
    await of("siti").getByText(words("live.away")).waitFor();
    server = await startServer({ database: folder.database, demo: true, port });
    await of("siti").getByText(words("live.away")).waitFor({ state: "hidden" });
    await of("bayu").reload();
    await hydrated(of("bayu"));
    await title(of("bayu"), "SMK Sebelum Mati");
    await rename("bayu", "SMK Sesudahnya");
    await title(of("siti"), "SMK Sesudahnya");
    await of("siti").getByText("Ditulis oleh Siti").waitFor();
    for (const { done } of Object.values(people)) await done();
  });
});
