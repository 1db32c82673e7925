// How much WebAssembly the browser fetches for a page: node sizes.mjs. Needs a build by `make release`, which cuts the
// program into parts: a page loads the first file and those of its part.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const folder = join(process.env.CARGO_TARGET_DIR ?? join(root, 'target'), 'jejaring/site/pkg');
const pages = { 'first page': undefined, explorer: 'explorer' };

const bytes = (name) => brotliCompressSync(readFileSync(join(folder, name))).length;
const sum = (names) => names.reduce((all, name) => all + bytes(name), 0);
const row = (...cells) => console.log(`| ${cells.join(' | ')} |`);

if (!existsSync(folder)) {
  console.log('\nNo sizes: `make release` first.');
} else {
  const files = readdirSync(folder);
  const list = files.find((name) => /^__wasm_split_manifest.*\.json$/.test(name));
  const parts = JSON.parse(readFileSync(join(folder, list)));
  const first = sum(files.filter((name) => /^jejaring\..*wasm$/.test(name)));
  const ofPart = (part) => (parts[part] ?? []).map((name) => `${name}.wasm`);
  const kilobytes = (count) => Math.round(count / 1024);
  console.log();
  row('WebAssembly', 'files', 'KB, brotli');
  row('---', '---', '---');
  row('what all pages load', 1, kilobytes(first));
  for (const part of Object.keys(parts).sort()) row(`and for ${part}`, ofPart(part).length, kilobytes(sum(ofPart(part))));
  for (const [page, part] of Object.entries(pages)) {
    row(`**${page}**`, ofPart(part).length + 1, `**${kilobytes(first + sum(ofPart(part)))}**`);
  }
}
