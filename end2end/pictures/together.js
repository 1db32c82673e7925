// Makes public/together.png, a strip of three browsers that edit one record together:
//
//   node pictures/together.js

import { join } from "node:path";
import { answered, hydrated, openBrowser, openPage, signIn, visit, words } from "../support/browser.js";
import { startServer } from "../support/server.js";

const file = join(import.meta.dirname, "../../public/together.png");
const size = { width: 560, height: 640 };
const about = {
  siti: "Bengkel kami terbuka bagi mitra setiap Jumat.",
  bayu: "Siswa kami siap magang mulai Januari.",
};

const [server, browser] = await Promise.all([startServer({ demo: true }), openBrowser()]);
try {
  const people = {};
  for (const [name, account] of [["siti", "admin"], ["bayu", "penyunting"], ["ratna", "pengelola"]]) {
    people[name] = (await openPage(browser, server.url, { statuses: [409], ...size })).page;
    await signIn(people[name], account);
  }
  const { siti, bayu, ratna } = people;
  const school = await siti.locator('.account-menu a[href^="/organisations/"]').first().getAttribute("href");
  const open = async (page, path) => {
    await visit(page, path);
    await page.locator(".pulse:not([hidden])").waitFor({ state: "attached" });
  };
  const field = (page, name) => page.locator(`#field-${name}`);
  const write = (page, text) => field(page, "about").fill(text);
  const save = (page) => page.getByRole("button", { name: words("form.save"), exact: true }).click();
  const moments = [];
  const take = async (caption) => {
    const shots = [];
    for (const page of [siti, bayu, ratna]) {
      await page.evaluate(() => document.fonts.ready);
      shots.push((await page.screenshot({ animations: "disabled" })).toString("base64"));
    }
    moments.push({ caption, shots });
  };
  const see = (page, what) => page.evaluate((selector) => document.querySelector(selector)?.scrollIntoView({ block: "center" }), what);

  await open(ratna, school);
  await open(siti, `${school}/edit`);
  await open(bayu, `${school}/edit`);
  await write(siti, about.siti);
  await write(bayu, about.bayu);
  await ratna.locator(".others .editing").nth(1).waitFor();
  await siti.locator(".beside:not([hidden])").waitFor();
  await bayu.locator(".beside:not([hidden])").waitFor();
  for (const page of [siti, bayu]) await see(page, "#field-about");
  await take("Siti and Bayu write about the same school; Ratna reads its page, and sees that they do.");

  await save(siti);
  await answered(siti);
  await siti.locator(".told-message").getByText(words("live.saved")).waitFor();
  for (const page of [siti, ratna]) {
    await page.getByText(about.siti).waitFor();
    await page.getByText(about.siti).scrollIntoViewIfNeeded();
  }
  await bayu.getByText(words("live.changed_meanwhile")).waitFor();
  await take("Siti saves: Ratna has it at once, Bayu is told, and what Bayu is writing stays.");

  await save(bayu);
  await bayu.locator(".conflict").getByText(about.siti).waitFor();
  await hydrated(bayu);
  await see(bayu, ".conflict");
  await take("Bayu saves the same field: both values are shown, and Bayu chooses. Nobody overwrites anybody unseen.");

  const row = ({ caption, shots }, at) => `
    <h2>${at + 1}. ${caption}</h2>
    <div>${shots.map((shot) => `<img src="data:image/png;base64,${shot}">`).join("")}</div>`;
  const strip = await browser.newPage({ viewport: { width: 1500, height: 600 } });
  await strip.setContent(`
    <style>
      body { margin: 0; padding: 24px; background: #f0eee7; color: #1c1f3d; font: 20px/1.4 sans-serif; }
      h1 { display: grid; margin: 0 0 8px; font-size: 22px; text-align: center; }
      h1, div { display: grid; grid-template-columns: repeat(3, 1fr); gap: 20px; }
      h2 { margin: 20px 0 10px; font-size: 20px; font-weight: 500; }
      img { width: 100%; border: 1px solid #e2dfd5; border-radius: 12px; }
    </style>
    <h1><span>Siti, admin</span><span>Bayu, editor</span><span>Ratna, steward</span></h1>
    ${moments.map(row).join("")}`);
  await strip.evaluate(() => Promise.all([...document.images].map((image) => image.decode())));
  await strip.screenshot({ path: file, fullPage: true });
  console.log(file);
} finally {
  await browser.close();
  await server.stop();
}
