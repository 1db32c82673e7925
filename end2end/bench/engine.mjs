// Loads the app's layout engine, built here with the app's settings: in the app it is in a part of the program that no page
// loads, only its worker.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const target = process.env.CARGO_TARGET_DIR ?? join(root, 'target');

function run(command, args) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error(`${command} ${args[0]} failed: ${error?.message ?? status}`);
}

// Without LTO, which has nothing to link across here.
function built() {
  const triple = 'wasm32-unknown-unknown', folder = join(target, 'bench-pkg');
  run('cargo', ['rustc', '--quiet', '--package', 'jejaring-layout', '--features', 'wasm', '--lib', '--crate-type', 'cdylib',
    '--profile', 'wasm-release', '--config', 'profile.wasm-release.lto=false', '--target', triple]);
  const tools = join(homedir(), '.cache/jejaring/tools/wasm-bindgen-0.2.130/bin/wasm-bindgen');
  run(existsSync(tools) ? tools : 'wasm-bindgen', ['--target', 'web', '--no-typescript', '--out-dir', folder,
    join(target, triple, 'wasm-release', 'jejaring_layout.wasm')]);
  return { folder, js: join(folder, 'jejaring_layout.js'), wasm: join(folder, 'jejaring_layout_bg.wasm') };
}

// The class NetworkLayout (src/layout/wasm.rs), and how long it took to compile.
export async function engine() {
  const { folder, js, wasm } = built();
  // A copy, in which Node takes the browser's modules for modules.
  const copy = mkdtempSync(join(tmpdir(), 'jejaring-bench-'));
  cpSync(folder, copy, { recursive: true });
  writeFileSync(join(copy, 'package.json'), '{"type":"module"}');
  const loaded = await import(pathToFileURL(join(copy, js.slice(folder.length + 1))));
  const bytes = readFileSync(wasm), start = performance.now();
  loaded.initSync({ module: bytes });
  return { NetworkLayout: loaded.NetworkLayout, ms: performance.now() - start };
}
