// Runs our layout on an edge list and prints one JSON line with the fields of peers.mjs.
//   node layout.mjs FILE.el [more.el ...] [--save OUT.pos]
// iters, ms_iter, p90, cpu_ms_iter: force iterations only; total_ms, cpu_ms: everything from the edge list in memory to the
// last position. No warm-up.
import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { engine } from './engine.mjs';
import { read } from './gen.mjs';
import { quality } from './quality.mjs';

const now = () => Number(process.hrtime.bigint()) / 1e6;
const quantile = (values, p) => Float64Array.from(values).sort()[Math.min(values.length - 1, Math.floor(p * values.length))];
const round = (x) => Math.round(x * 1000) / 1000;
const cpu = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1000; };
function calib() { // as in peers.mjs
  const one = () => { const t = now(); let x = 1.1, y = 0.3; for (let i = 0; i < 4e6; i++) { const d = x * x + y * y + 1e-3; x += y / d; y -= x / Math.sqrt(d); } if (x === y) console.error(x); return now() - t; };
  one(); return quantile([one(), one(), one()], 0.5);
}

const args = process.argv.slice(2), at = args.indexOf('--save'), save = at < 0 ? undefined : args.splice(at, 2)[1];
const files = args.filter((arg) => !arg.startsWith('--'));
if (!files.length) { console.error('node layout.mjs FILE.el [more.el ...] [--save OUT.pos]'); process.exit(2); }

const { NetworkLayout, ms: load } = await engine();
for (const file of files) {
  const g = read(file), before = calib();
  const edges = new Uint32Array(2 * g.m);
  const cpu0 = cpu(), start = now();
  for (let i = 0; i < g.m; i++) { edges[2 * i] = g.source[i]; edges[2 * i + 1] = g.target[i]; }
  const layout = new NetworkLayout(g.n, edges, 42), times = [];
  let iterations = 0, firstCpu = cpu0;
  for (let more = true; more;) {
    const t = now(), c = cpu();
    more = layout.step();
    if (layout.iterations() > iterations) { if (!iterations) firstCpu = c; iterations = layout.iterations(); times.push(now() - t); }
  }
  const P = Float64Array.from(layout.positions()), total = now() - start, used = cpu() - cpu0, forces = cpu() - firstCpu;
  layout.free();
  if (save) writeFileSync(save, Array.from({ length: g.n }, (_, i) => `${P[2 * i]} ${P[2 * i + 1]}\n`).join(''));
  console.log(JSON.stringify({
    peer: 'jejaring', graph: basename(file), n: g.n, m: g.m, iters: iterations,
    ms_iter: times.length ? round(quantile(times, 0.5)) : null, p90: times.length ? round(quantile(times, 0.9)) : null,
    total_ms: round(total), cpu_ms_iter: iterations ? round(forces / iterations) : null, cpu_ms: round(used),
    setup_ms: round(load), calib_ms: [round(before), round(calib())], rss_mb: Math.round(process.resourceUsage().maxRSS / 1024), q: quality(g, P),
  }));
}
