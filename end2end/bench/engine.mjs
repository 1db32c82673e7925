// Loads the layout engine: the app's own WASM if the app was built, else the engine alone, built here.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const target = process.env.CARGO_TARGET_DIR ?? join(root, 'target');

// The newest jejaring*.js with a jejaring*.wasm beside it, or nothing.
function appBuild() {
  const folders = ['jejaring/site/pkg', 'site/pkg'].map((folder) => join(target, folder)).filter(existsSync);
  const found = folders.flatMap((folder) => {
    const newest = (end) => readdirSync(folder).filter((name) => name.startsWith('jejaring') && name.endsWith(end))
      .map((name) => join(folder, name)).sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0];
    const [js, wasm] = [newest('.js'), newest('.wasm')];
    return js && wasm ? [{ folder, js, wasm }] : [];
  });
  // An app built before it had the engine has no such class.
  return found.find(({ js }) => readFileSync(js, 'utf8').includes('class NetworkLayout'));
}

function run(command, args) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error(`${command} ${args[0]} failed: ${error?.message ?? status}`);
}

// The engine with the app's optimisation; without LTO, which has nothing to link across here.
function engineBuild() {
  const triple = 'wasm32-unknown-unknown', folder = join(target, 'bench-pkg');
  run('cargo', ['rustc', '--quiet', '--package', 'jejaring-layout', '--features', 'wasm', '--lib', '--crate-type', 'cdylib',
    '--profile', 'wasm-release', '--config', 'profile.wasm-release.lto=false', '--target', triple]);
  const tools = join(homedir(), '.cache/jejaring/tools/wasm-bindgen-0.2.130/bin/wasm-bindgen');
  run(existsSync(tools) ? tools : 'wasm-bindgen', ['--target', 'web', '--no-typescript', '--out-dir', folder,
    join(target, triple, 'wasm-release', 'jejaring_layout.wasm')]);
  return { folder, js: join(folder, 'jejaring_layout.js'), wasm: join(folder, 'jejaring_layout_bg.wasm') };
}

// The class NetworkLayout (src/layout/wasm.rs), what it comes from ('app' or 'engine'), and how long it took to compile.
export async function engine({ alone = false } = {}) {
  const app = alone ? undefined : appBuild();
  const { folder, js, wasm } = app ?? engineBuild();
  // A copy, in which Node takes the browser's modules for modules.
  const copy = mkdtempSync(join(tmpdir(), 'jejaring-bench-'));
  cpSync(folder, copy, { recursive: true });
  writeFileSync(join(copy, 'package.json'), '{"type":"module"}');
  const loaded = await import(pathToFileURL(join(copy, js.slice(folder.length + 1))));
  const bytes = readFileSync(wasm), start = performance.now();
  loaded.initSync({ module: bytes });
  return { NetworkLayout: loaded.NetworkLayout, from: app ? 'app' : 'engine', ms: performance.now() - start };
}
