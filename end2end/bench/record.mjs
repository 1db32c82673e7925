// A run through the app's explorer at 100,000 organisations and 300,000 partnerships, in a browser without a graphics card:
// what it takes until the network is there, a frame while moving, pointing at an organisation, searching, asking. Prints a
// table; with --save OUT.png also a strip of what was seen. node record.mjs [--n 100000] [--save OUT.png]; needs a build.
import { writeFileSync } from 'node:fs';
import { prepared } from './graph.mjs';
import { serve } from './serve.mjs';

const option = (name, usual) => { const at = process.argv.indexOf(name); return at < 0 ? usual : process.argv[at + 1]; };
const n = Number(option('--n', 100_000)), save = option('--save');
const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];
const worst = (values) => Math.max(...values);
const graph = prepared(n);
const { open, close } = await serve(graph);
const rows = [], seen = [];
const row = (what, ms, note = '') => rows.push(`| ${what} | ${ms.toFixed(ms < 10 ? 1 : 0)} ms | ${note} |`);
try {
  const page = await open();
  page.on('pageerror', (error) => console.error(String(error)));
  const look = async (what) => seen.push({ what, shot: (await page.screenshot({ type: 'jpeg', quality: 80 })).toString('base64') });
  // Nothing is drawn for a second.
  const quiet = () => page.evaluate(async () => {
    for (let before = -1; before !== window.frames_timed.length;) {
      before = window.frames_timed.length;
      await new Promise((go) => setTimeout(go, 1000));
    }
  });
  // The longest that the page answers nobody, from now on.
  const watch = () => page.evaluate(() => {
    window.stall = 0;
    let last = performance.now();
    clearInterval(window.watching);
    window.watching = setInterval(() => { window.stall = Math.max(window.stall, performance.now() - last); last = performance.now(); }, 10);
  });
  const stall = () => page.evaluate(() => window.stall);
  const from = () => page.evaluate(() => window.frames_timed.length);
  const since = (start) => page.evaluate((start) => window.frames_timed.slice(start).map(({ ms }) => ms), start);

  const begun = Date.now();
  await page.goto('/explore');
  await page.locator('[data-progress="live"]').waitFor();
  row('until the live view stands', Date.now() - begun, 'from the request on');
  await quiet();
  await look('whole');

  const canvas = page.locator('canvas.explorer-canvas'), box = await canvas.boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  let start = await from();
  await page.mouse.move(x, y);
  for (let step = 0; step < 10; step++) await page.mouse.wheel(0, -240);
  await quiet();
  const zoomed = await since(start);
  row('a frame while zooming', median(zoomed), `${zoomed.length} frames, the longest ${worst(zoomed).toFixed(0)} ms`);
  await look('closer');

  start = await from();
  await page.mouse.down();
  for (let step = 1; step <= 30; step++) await page.mouse.move(x - 8 * step, y + 4 * step);
  await page.mouse.up();
  await quiet();
  const dragged = await since(start);
  row('a frame while dragging', median(dragged), `${dragged.length} frames, the longest ${worst(dragged).toFixed(0)} ms`);
  await look('moved');

  const picks = await canvas.evaluate((canvas) => {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    return Array.from({ length: 400 }, (_, i) => {
      const at = { clientX: left + ((i * 397) % width), clientY: top + ((i * 211) % height) };
      const start = performance.now();
      canvas.dispatchEvent(new PointerEvent('pointermove', { ...at, pointerId: 1, pointerType: 'mouse', isPrimary: true, bubbles: true }));
      return performance.now() - start;
    });
  });
  row('finding what lies under the pointer', picks.reduce((sum, ms) => sum + ms) / picks.length, 'mean of 400 places');
  await quiet();

  const box_of_words = page.locator('#explorer-search');
  await box_of_words.fill('karang');
  await page.locator('#explorer-found li').first().waitFor();
  const searches = [];
  for (const words of ['smk', 'smk negeri 1', 'pt berkatul', 'komunitas tengpu', 'sumokaning', 'karnagka', 'lembga', 'balai 99']) {
    searches.push(await box_of_words.evaluate(async (input, words) => {
      input.value = words;
      const start = performance.now();
      input.dispatchEvent(new InputEvent('input', { bubbles: true }));
      // Effects run after the event; what they do is done when the next task comes.
      await new Promise((go) => { const { port1, port2 } = new MessageChannel(); port1.onmessage = go; port2.postMessage(0); });
      return performance.now() - start;
    }, words));
  }
  row('searching, with the list', median([...searches]), `8 searches, the longest ${worst(searches).toFixed(0)} ms`);
  await box_of_words.fill('smk negeri 1');
  await page.locator('#explorer-found li').first().waitFor();
  await look('search');
  await box_of_words.press('Enter');
  await page.locator('.explorer-details h2').waitFor();
  await quiet();
  await look('selected');

  await page.goto('/explore');
  await page.locator('[data-progress="live"]').waitFor();
  await quiet();
  await page.locator('.explorer-ask summary').click();
  await watch();
  const asked = Date.now();
  await page.locator('a.question[href*="betweenness"]').click();
  await page.locator('.answer .answer-ranks, .answer ol').first().waitFor();
  row('who stands between others?', Date.now() - asked, `in a worker; the page was busy for ${(await stall()).toFixed(0)} ms at most`);
  await quiet();
  await look('asked');
  console.log(`${n} organisations, ${graph.links.length} partnerships, 1280x800, software rendering\n\n| | | |\n|---|---|---|\n${rows.join('\n')}`);
  if (save) {
    const strip = await open();
    const size = await strip.evaluate(async (shots) => {
      const [width, height, across] = [480, 300, 3], down = Math.ceil(shots.length / across);
      const canvas = Object.assign(document.createElement('canvas'), { width: width * across, height: height * down });
      const context = canvas.getContext('2d');
      for (const [place, { shot }] of shots.entries()) {
        const picture = await createImageBitmap(await (await fetch(`data:image/jpeg;base64,${shot}`)).blob());
        context.drawImage(picture, (place % across) * width, Math.floor(place / across) * height, width, height);
      }
      return canvas.toDataURL('image/webp', 0.8);
    }, seen);
    writeFileSync(save, Buffer.from(size.split(',')[1], 'base64'));
  }
} finally {
  await close();
}
