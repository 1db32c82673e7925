// Runs the tests, those of one file after another, and says at the end how many passed and failed.
//
//   npm test                      all of them
//   npm test -- organisation      only the files whose names contain one of the words

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { run } from "node:test";
import { spec } from "node:test/reporters";

const folder = join(import.meta.dirname, "tests");
const wanted = process.argv.slice(2);
const files = readdirSync(folder)
  .filter((name) => name.endsWith(".test.js") && (wanted.length === 0 || wanted.some((word) => name.includes(word))))
  .sort()
  .map((name) => join(folder, name));

let passed = 0;
let failed = 0;
const events = run({ files, concurrency: 1, timeout: 1_800_000 });
events.on("test:pass", ({ details, skip, name }) => {
  if (details.type !== "suite" && !skip && !files.includes(name)) passed += 1;
});
events.on("test:fail", ({ details }) => {
  // What only says that something inside it failed is not counted again.
  if (details.error?.failureType !== "subtestsFailed") failed += 1;
});
await pipeline(events.compose(new spec()), process.stdout, { end: false });

process.exitCode = failed > 0 ? 1 : 0;
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
