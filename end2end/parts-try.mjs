import { openBrowser, openPage, hydrated } from "./support/browser.js";
import { startServer } from "./support/server.js";
const server = await startServer({ demo: true });
const browser = await openBrowser();
const raw = async (path) => (/<title>([^<]*)/.exec(await (await fetch(server.url + path)).text()) ?? [])[1];
try {
  for (const path of ["/", "/explore", "/organisations", "/partnerships", "/needs", "/needs/matches", "/insight", "/import", "/sign-in", "/sign-up", "/organisations/new", "/partnerships/new", "/offline", "/nowhere", "/embed", "/explore?as=table"]) {
    const { page, done } = await openPage(browser, server.url, { statuses: [404, 401] });
    const wasm = [];
    page.on("response", (r) => { if (r.url().includes("/pkg/")) wasm.push(r.url().split("/").pop()); });
    await page.goto(path);
    if (path !== "/embed") await hydrated(page); 
    await page.waitForTimeout(2500);
    const title = await page.title();
    console.log(path, "| ssr:", await raw(path), "| now:", title, "| files:", wasm.filter((n) => n.endsWith(".wasm")).length, new Set(wasm).size);
    try { await done(); } catch (e) { console.log("   COMPLAINTS", String(e.message).slice(0, 1500)); }
  }
  const { page, done } = await openPage(browser, server.url, { statuses: [404, 401] });
  await page.goto("/"); await hydrated(page);
  for (const href of ["/explore", "/organisations", "/partnerships", "/needs", "/"]) {
    await page.locator(`header nav a[href="${href}"]`).click();
    await page.waitForTimeout(3000);
    console.log("nav", href, page.url(), await page.title(), await page.locator("h1").first().innerText());
  }
  await page.keyboard.press("Control+k"); await page.waitForTimeout(1500);
  console.log("palette", await page.locator("#palette-list li").count());
  await page.keyboard.press("Escape");
  try { await done(); } catch (e) { console.log("   COMPLAINTS", String(e.message).slice(0, 1500)); }
} finally {
  await browser.close();
  await server.stop();
}
