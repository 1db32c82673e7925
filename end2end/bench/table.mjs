// Our layout and its peers side by side, on the same graphs in the same run: node table.mjs [--sizes 1000,10000] [--files a.el,b.el] [--peers a,b]
// Compare the columns "of best": our iteration against the fastest peer's, our whole layout against 300 iterations of the
// peer of best quality (np1). Needs `npm install --ignore-scripts` here; takes minutes at 50,000 nodes.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generate, stem, write } from './gen.mjs';

const here = dirname(fileURLToPath(import.meta.url)), args = process.argv.slice(2);
const option = (name, otherwise) => { const i = args.indexOf('--' + name); return i < 0 ? otherwise : args[i + 1]; };
const lines = (script, ...rest) => spawnSync(process.execPath, [join(here, script), ...rest], { encoding: 'utf8', maxBuffer: 1 << 26 }).stdout
  .split('\n').filter((line) => line.startsWith('{"peer"')).map((line) => JSON.parse(line));

const folder = join(here, 'graphs');
const files = option('files')?.split(',') ?? option('sizes', '1000,10000,50000').split(',').flatMap((n) => ['ba', 'sbm'].map((family) => {
  write(generate(family, +n, 42), folder);
  return join(folder, stem(family, +n, 42) + '.el');
}));
const peers = option('peers', 'd3-force,fa2-bh,fa2-bh-1.2,ngraph');

console.log('| graph | layout | ms an iteration | whole, ms | stress | np1 | np2 | crossings |\n|---|---|---|---|---|---|---|---|');
for (const file of files) {
  const others = lines('peers.mjs', '--file', file, '--peers', peers).filter((peer) => peer.q), ours = lines('layout.mjs', file)[0];
  for (const { peer, graph, ms_iter, total_ms, q } of [...others, ours]) {
    console.log(`| ${graph} | ${peer} | ${ms_iter} | ${Math.round(total_ms)} | ${q.stress} | ${q.np1} | ${q.np2} | ${q.cross} |`);
  }
  if (!others.length) continue;
  const fastest = Math.min(...others.map((peer) => peer.ms_iter)), best = others.reduce((a, b) => (b.q.np1 > a.q.np1 ? b : a));
  const most = (name) => Math.max(...others.map((peer) => peer.q[name])), share = (x) => x.toFixed(2);
  console.log(`| | ours by best | ${share(ours.ms_iter / fastest)} | ${share(ours.total_ms / best.total_ms)} | ${share(ours.q.stress / Math.min(...others.map((peer) => peer.q.stress)))} | ${share(ours.q.np1 / most('np1'))} | ${share(ours.q.np2 / most('np2'))} | |`);
}
