// How much WebAssembly the browser fetches: node sizes.mjs. Needs a build by `make release`.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const folder = join(process.env.CARGO_TARGET_DIR ?? join(root, 'target'), 'jejaring/site/pkg');
if (!existsSync(folder)) {
  console.log('\nNo sizes: `make release` first.');
} else {
  const kilobytes = (file) => Math.round(brotliCompressSync(readFileSync(join(folder, file))).length / 1024);
  console.log('\n| WebAssembly | KB, brotli |\n|---|---|');
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.wasm')).sort()) console.log(`| ${file} | ${kilobytes(file)} |`);
}
