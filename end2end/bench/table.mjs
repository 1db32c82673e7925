// Our layout and its peers side by side, on the same graphs in the same run:
//   node table.mjs [--sizes 1000,10000,50000] [--families ba,sbm,mesh] [--files a.el,b.el] [--peers a,b]
// The row "ours : peers" compares with the best peer, column by column: an iteration with the fastest; the whole layout with
// 300 iterations of the one that keeps neighbourhoods best (np1); quality with the best in that respect. What it ought to
// be stands below. Ours runs before, between and after the peers; medians. Takes about a quarter of an hour.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generate, read, stem, write } from './gen.mjs';

const here = dirname(fileURLToPath(import.meta.url)), args = process.argv.slice(2);
const option = (name, otherwise) => { const i = args.indexOf('--' + name); return i < 0 ? otherwise : args[i + 1]; };
const list = (name, otherwise) => option(name, otherwise).split(/[ ,]+/).filter(Boolean);
const lines = (script, ...rest) => spawnSync(process.execPath, [join(here, script), ...rest], { encoding: 'utf8', maxBuffer: 1 << 26, stdio: ['ignore', 'pipe', 'inherit'] })
  .stdout.split('\n').filter((line) => line.startsWith('{"peer"')).map((line) => JSON.parse(line));
const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];

// Those that finish within minutes at this size.
const peersFor = (n) => option('peers')?.split(',') ?? [
  'fa2-bh-1.2', 'ngraph', 'd3-force-reuse', ...(n <= 10000 ? ['fa2-bh', 'd3-force'] : []), ...(n <= 3000 ? ['fa2-exact', 'antv-wasm-fa2'] : []),
];

const folder = join(here, 'graphs');
const files = args.includes('--files') ? list('files', '') : list('sizes', '1000,10000,50000').flatMap((n) => list('families', 'ba,sbm,mesh').map((family) => {
  write(generate(family, +n, 42), folder);
  return join(folder, stem(family, +n, 42) + '.el');
}));

console.log('| graph | layout | ms an iteration | whole, ms | stress | np1 | np2 | crossings |\n|---|---|---|---|---|---|---|---|');
for (const file of files) {
  const peers = peersFor(read(file).n), half = peers.length >> 1;
  const ours = () => lines('layout.mjs', file), theirs = (some) => (some.length ? lines('peers.mjs', '--file', file, '--peers', some.join()) : []);
  const runs = [ours(), theirs(peers.slice(0, half)), ours(), theirs(peers.slice(half)), ours()];
  const others = runs.flat().filter((run) => run.q && run.peer !== 'jejaring'), own = runs.flat().filter((run) => run.peer === 'jejaring');
  const one = { ...own[0], ms_iter: median(own.map((run) => run.ms_iter)), total_ms: median(own.map((run) => run.total_ms)) };
  for (const { peer, graph, ms_iter, total_ms, q } of [...others, one]) {
    console.log(`| ${graph} | ${peer} | ${ms_iter} | ${Math.round(total_ms)} | ${q.stress} | ${q.np1} | ${q.np2} | ${q.cross} |`);
  }
  if (!others.length) continue;
  const best = others.reduce((a, b) => (b.q.np1 > a.q.np1 ? b : a));
  const least = (of) => Math.min(...others.map(of)), most = (of) => Math.max(...others.map(of)), share = (a, b) => (a / b).toFixed(2);
  console.log(`| | ours : peers | ${share(one.ms_iter, least((peer) => peer.ms_iter))} | ${share(one.total_ms, best.total_ms)} | ${share(one.q.stress, least((peer) => peer.q.stress))} | ${share(one.q.np1, most((peer) => peer.q.np1))} | ${share(one.q.np2, most((peer) => peer.q.np2))} | |`);
}
console.log('| | wanted | ≤ 0.20 | ≤ 0.10 | ≤ 1.00; mesh ≤ 0.33 | ≥ 1.10 | ≥ 1.10 | |');
