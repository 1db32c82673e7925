// Every panel of the explorer, light and dark, wide and on a phone: axe-core finds nothing wrong.

import { after, before, describe, test } from "node:test";
import { accessible } from "../support/axe.js";
import { openBrowser, openPage, signIn, visit, words } from "../support/browser.js";
import { startServer } from "../support/server.js";

describe("the explorer without violations", () => {
  let server, browser;

  before(async () => {
    [server, browser] = await Promise.all([startServer({ demo: true }), openBrowser()]);
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  const sizes = { wide: {}, phone: { width: 390, height: 844 } };
  const themes = ["light", "dark"];
  const each = (name, act) => {
    for (const [size, options] of Object.entries(sizes)) {
      for (const colorScheme of themes) {
        test(`${name}, ${size}, ${colorScheme}`, async () => {
          const { page, done } = await openPage(browser, server.url, options);
          await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
          await act(page, (what) => accessible(page, `${what}, ${size}, ${colorScheme}`), size);
          await done();
        });
      }
    }
  };
  const live = async (page, path = "/explore", tour = false) => {
    if (!tour) await page.addInitScript(() => localStorage.setItem("jejaring.tour", "seen"));
    await visit(page, path);
    await page.locator('[data-progress="live"]').waitFor();
  };
  const button = (page, key) => page.getByRole("button", { name: words(key), exact: true });
  const opened = async (page, panel) => {
    const details = page.locator(panel);
    if (!(await details.evaluate((details) => details.open))) await details.locator("> summary").click();
  };

  each("view, legend, filters and questions", async (page, check) => {
    await live(page);
    const legend = page.locator(".explorer-legend details, details.explorer-legend").first();
    if (!(await legend.evaluate((legend) => legend.open))) await legend.locator("summary").click();
    await check("view and legend");
    await opened(page, ".explorer-filters");
    await check("filters");
    await opened(page, ".explorer-ask");
    await check("questions");
    await live(page, "/explore?ask=communities&kind=school&kind=company");
    await page.locator(".answer-said").waitFor();
    await check("an answer about groups");
    await live(page, "/explore?ask=paths&from=smk&to=pt");
    await page.locator(".answer-said").waitFor();
    await check("an answer about ways");
  });

  each("look, time and help", async (page, check) => {
    await live(page, "/explore?since=2022-01-01&day=2024-06-01");
    await page.locator(".time-tally").filter({ hasText: /\d/ }).waitFor();
    await check("two days");
    await button(page, "looks.bar.look").click();
    await check("look");
    await button(page, "looks.bar.close").click();
    await button(page, "looks.bar.help").click();
    await page.getByRole("dialog").waitFor();
    await check("help");
  });

  each("share, saved views and the ways to take it away", async (page, check) => {
    await page.addInitScript(() => localStorage.setItem("jejaring.views", "/explore?layout=map Peta"));
    await live(page);
    await button(page, "looks.bar.share").click();
    await page.getByRole("link", { name: "Peta" }).waitFor();
    await check("share, of a visitor");
    await signIn(page, "admin", "/explore");
    await page.locator('[data-progress="live"]').waitFor();
    await button(page, "looks.bar.share").click();
    await page.getByText(words("views.in_account")).waitFor();
    await page.getByLabel(words("views.save")).fill("Semua sekolah");
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: "Semua sekolah" }).waitFor();
    const share = page.getByRole("checkbox", { name: words("views.share_label", "id", { name: "Semua sekolah" }) });
    if (!(await share.isChecked())) await share.click();
    await button(page, "views.copy_link").waitFor();
    await check("share, of who has signed in");
    await button(page, "views.rename", "id").or(page.getByRole("button", { name: words("views.rename", "id", { name: "Semua sekolah" }) })).click();
    await page.getByLabel(words("views.new_name")).waitFor();
    await check("a new name");
  });

  each("table, selection and walk", async (page, check) => {
    await live(page, "/explore?as=table&sort=partners");
    await page.locator("tbody a").first().waitFor();
    await check("table");
    await page.locator("tbody a").first().click();
    await page.locator(".explorer-details h2").waitFor();
    await check("selection");
  });

  each("tour and palette", async (page, check) => {
    await live(page, "/explore", true);
    await page.getByRole("region", { name: words("looks.tour.label") }).waitFor();
    await check("tour");
    await button(page, "looks.tour.skip").click();
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog").waitFor();
    await check("palette");
  });
});
