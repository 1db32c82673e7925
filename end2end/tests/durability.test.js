// What was answered is kept, whatever happens to the program.

import assert from "node:assert/strict";
import { test } from "node:test";
import { named, post, submission } from "../support/network.js";
import { dataFolder, runCommand, startServer } from "../support/server.js";

const enough = 40;
const writers = 4;

test("a kill in the middle of writes loses none that was answered, and the log has no gap", async () => {
  const folder = await dataFolder();
  const server = await startServer({ database: folder.database });
  const answered = [];
  let dead = false;
  let sent = 0;

  const write = async () => {
    while (!dead) {
      const name = `SMK Tahan Banting ${++sent}`;
      try {
        const draft = named({ name, kind: "school", npsn: String(98_000_000 + sent) });
        const answer = await post(server.url, "save-organisation", { command: submission(), seen: "0", ...draft });
        if (answer.status === 200) answered.push({ id: await answer.json(), name });
      } catch {
        // The answer did not come any more: nothing was promised.
      }
      if (answered.length >= enough && !dead) {
        dead = true;
        // The other writers are in the middle of their writes.
        await server.kill();
      }
    }
  };
  await Promise.all(Array.from({ length: writers }, write));
  assert.ok(answered.length >= enough, `${answered.length} answered`);

  const { code, output } = await runCommand("verify", folder.database);
  assert.equal(code, 0, output);
  const entries = Math.max(...output.match(/\d+/g).map(Number));
  assert.ok(entries >= answered.length, output);

  const again = await startServer({ database: folder.database });
  try {
    for (const { id, name } of answered) {
      const page = await fetch(`${again.url}/organisations/${id}`);
      assert.equal(page.status, 200, name);
      assert.ok((await page.text()).includes(name), name);
    }
  } finally {
    await again.stop();
    await folder.remove();
  }
});

test("a form sent twice is done once", async () => {
  const server = await startServer();
  try {
    const form = { command: submission(), seen: "0", ...named({ name: "Komunitas Sekali", kind: "community" }) };
    const [first, second] = await Promise.all([
      post(server.url, "save-organisation", form).then((answer) => answer.json()),
      post(server.url, "save-organisation", form).then((answer) => answer.json()),
    ]);
    assert.equal(first, second);
    const list = await (await fetch(`${server.url}/organisations?text=Sekali`)).text();
    const ids = new Set(list.match(/\/organisations\/[0-9A-Z]{26}/g));
    assert.deepEqual([...ids], [`/organisations/${first}`]);
  } finally {
    await server.stop();
  }
});
