// A real browser, and pages that remember every error and warning.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";

/** Starts the browser of this machine. */
export function openBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--use-angle=swiftshader",
      "--enable-unsafe-swiftshader",
    ],
  });
}

// What the driver of a machine without a graphics card says of itself.
const ofTheDriver = /GL Driver Message|GPU stall|swiftshader|WebGL.*software/i;
// Without script, the program that the page announces is not used.
const notFetched = /was preloaded using link preload but not used/;
// Only where a test wants it does the app keep anything.
const notStarted = /Service Worker registration blocked by Playwright/;
// The browser's own lines for a server that is not there.
const notConnected = /WebSocket connection to|net::ERR_/;
// The browser's own line for an answer with an error status.
const statusLine = /Failed to load resource: the server responded with a status of (\d+)/;

/**
 * Opens a page in a fresh profile.
 * @param {import("playwright-core").Browser} browser
 * @param {string} url where the server is
 * @param {{script?: boolean, locale?: string, width?: number, height?: number, statuses?: number[], broken?: boolean, worker?: boolean}}
 *   options `statuses`: the error statuses that the test brings about on purpose; `broken`: whether it breaks the
 *   connection; `worker`: whether the app may keep itself in the browser, as it does for people
 */
export async function openPage(browser, url, options = {}) {
  const { script = true, locale = "id-ID", width = 1280, height = 800, statuses = [], broken = false, worker = false } = options;
  const context = await browser.newContext({
    baseURL: url,
    javaScriptEnabled: script,
    serviceWorkers: worker ? "allow" : "block",
    locale,
    viewport: { width, height },
  });
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => {
    if (!["error", "warning"].includes(message.type()) || ofTheDriver.test(message.text())) return;
    if (!worker && notStarted.test(message.text())) return;
    if (!script && notFetched.test(message.text())) return;
    if (broken && notConnected.test(message.text())) return;
    const status = Number(statusLine.exec(message.text())?.[1]);
    if (!statuses.includes(status)) complaints.push(`${page.url()}: ${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => complaints.push(`${page.url()}: ${error.stack ?? error}`));
  return {
    page,
    context,
    /** Nothing was complained of; closes the page. */
    async done() {
      await context.close();
      assert.deepEqual(complaints, [], "errors and warnings in the browser's console");
    },
  };
}

/** Waits until the browser's program has taken the page over: it marks the theme that is in use. */
export async function hydrated(page) {
  await page.locator('.menu a[href*="theme="][aria-current]').first().waitFor({ state: "attached" });
}

/** Waits until the server has answered what was sent: pages show it before that. */
export async function answered(page) {
  await page.locator(".on-its-way[hidden]").waitFor({ state: "attached" });
}

/** Goes to a page and waits until it is taken over. */
export async function visit(page, path) {
  const response = await page.goto(path);
  await hydrated(page);
  return response;
}

/**
 * Signs in with one of the demonstration's accounts: `pengelola` (the steward), `admin`, `penyunting`, `pembaca` (of one
 * school), `perusahaan`, `komunitas`, `sekolah` (admins of a company, a community and another school); the page is then
 * at `back`.
 */
export async function signIn(page, who, back = "/") {
  await page.goto(`/sign-in?back=${encodeURIComponent(back)}`);
  await page.locator(".demo-account").filter({ hasText: `${who}@demo.example` }).click();
  await page.locator(".account-menu").waitFor();
}

/** How many pixels of the page stick out to the right of the window. */
export function overflow(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

const translations = new Map();

/** The translation of a key such as `form.save`, with its `{{ values }}` filled in. */
export function words(key, locale = "id", values = {}) {
  const [namespace, ...path] = key.split(".");
  const file = join(import.meta.dirname, `../../src/i18n/${locale}/${namespace}.json`);
  if (!translations.has(file)) translations.set(file, JSON.parse(readFileSync(file, "utf8")));
  const text = path.reduce((part, name) => part?.[name], translations.get(file));
  assert.equal(typeof text, "string", `there is no translation ${locale} of ${key}`);
  return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name) => String(values[name]));
}
