// The app's server and a browser without a graphics card, in which the app's explorer gets a network of our choice.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openBrowser } from '../support/browser.js';
import { startServer } from '../support/server.js';

const here = dirname(fileURLToPath(import.meta.url)), require = createRequire(import.meta.url);
const types = { html: 'text/html', js: 'text/javascript', json: 'application/json' };
const file = (name) => {
  if (name === 'sigma.min.js') return join(dirname(require.resolve('sigma')), 'sigma.min.js');
  if (name === 'graphology.umd.min.js') return join(dirname(require.resolve('graphology')), 'graphology.umd.min.js');
  return join(here, name);
};

/** `open()` opens a page of 1280x800; the files of this folder are at `/bench/`, the graph as `/bench/graph.json`. */
export async function serve({ links, places, bytes }) {
  const [server, browser] = await Promise.all([startServer({ env: { JEJARING_EMBED_ORIGINS: '' } }), openBrowser()]);
  const open = async () => {
    const context = await browser.newContext({ baseURL: server.url, viewport: { width: 1280, height: 800 }, serviceWorkers: 'block' });
    context.setDefaultTimeout(600_000);
    await context.addInitScript({ path: join(here, 'frames.js') });
    await context.addInitScript(() => localStorage.setItem('jejaring.tour', 'seen'));
    await context.route('**/network.bin', (route) => route.fulfill({ body: bytes, contentType: 'application/octet-stream' }));
    await context.route('**/bench/*', (route) => {
      const name = new URL(route.request().url()).pathname.split('/').at(-1);
      const body = name === 'graph.json' ? JSON.stringify({ links, places }) : readFileSync(file(name));
      return route.fulfill({ body, contentType: types[name.split('.').at(-1)] });
    });
    return context.newPage();
  };
  const close = async () => {
    await browser.close();
    await server.stop();
  };
  return { open, close };
}
