// A graph of the generator, laid out by the app's engine, as an edge list, as places and as the bytes that the app's
// explorer gets. Made once into the folder `graphs`.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url)), root = join(here, '..', '..');

function run(command, args, cwd = here) {
  const { status, error } = spawnSync(command, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error(`${command} ${args[0]} failed: ${error?.message ?? status}`);
}

export function prepared(n, family = 'sbm') {
  const folder = join(here, 'graphs'), name = join(folder, `${family}-${n}-s42`);
  mkdirSync(folder, { recursive: true });
  const [edges, places, bytes] = [`${name}.el`, `${name}.laid`, `${name}.bin`];
  if (!existsSync(edges)) run('node', ['gen.mjs', '--family', family, '--n', n, '--seed', '42', '--out', folder]);
  if (!existsSync(places)) run('node', ['layout.mjs', edges, '--save', places]);
  if (!existsSync(bytes)) run('cargo', ['run', '--quiet', '--release', '--package', 'jejaring-graph', '--example', 'network_bin', '--', edges, places, bytes], root);
  const pairs = (file) => readFileSync(file, 'utf8').split('\n').filter((line) => line && !line.startsWith('#')).map((line) => line.split(' ').map(Number));
  return { links: pairs(edges), places: pairs(places), bytes: readFileSync(bytes) };
}
