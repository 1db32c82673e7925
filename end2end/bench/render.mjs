// The app's explorer and sigma.js v3 side by side, in one browser without a graphics card: medians of the time that a frame
// takes, while the camera moves and at rest. node render.mjs [--n 10000]; needs a build of the app.
import { prepared } from './graph.mjs';
import { serve } from './serve.mjs';

const at = process.argv.indexOf('--n'), n = at < 0 ? 10_000 : Number(process.argv[at + 1]);
const graph = prepared(n);
const { open, close } = await serve(graph);
try {
  const page = await open();
  page.on('pageerror', (error) => console.error(String(error)));
  await page.goto('/bench/render.html');
  const result = await (await page.waitForFunction(() => window.result, undefined, { timeout: 1_800_000 })).jsonValue();
  const [ours, theirs] = [result.Jejaring, result['sigma.js v3']];
  console.log(`${n} nodes, ${graph.links.length} links, 1280x800, software rendering\n`);
  console.log('| | moving, ms a frame | at rest, every link drawn |\n|---|---|---|');
  for (const [name, { moving, rest }] of Object.entries(result)) console.log(`| ${name} | ${moving.toFixed(0)} | ${rest.toFixed(0)} |`);
  console.log(`| ours of theirs | ${(ours.moving / theirs.moving).toFixed(3)} | ${(ours.rest / theirs.rest).toFixed(3)} |`);
} finally {
  await close();
}
