// Starts the server that is under test on this machine, and ends it by its process id.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { Transform } from "node:stream";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");
const program = process.env.JEJARING_BIN ?? join(root, "target/debug/jejaring");
export const site = process.env.LEPTOS_SITE_ROOT ?? join(root, "target/site");

// A debug build draws the demonstration in some seconds; a busy machine takes longer.
const startWithin = 180_000;
const stopWithin = 30_000;

/** A folder for a database of its own; `remove()` when done. */
export async function dataFolder() {
  const folder = await mkdtemp(join(tmpdir(), "jejaring-test-"));
  return { database: `surrealkv://${folder}/data`, remove: () => rm(folder, { recursive: true, force: true }) };
}

/**
 * Starts a server and waits until it answers. Without the demonstration's accounts nobody can sign in at first, so a
 * visitor may do there what only members may do elsewhere.
 * @param {{database?: string, demo?: boolean, port?: string | number, env?: Record<string, string>}} options
 */
export async function startServer({ database = "mem://", demo = false, port, env = {} } = {}) {
  const address = `127.0.0.1:${port ?? (await freePort())}`;
  const child = spawn(program, [], {
    cwd: root,
    env: environment({
      JEJARING_ADDR: address,
      JEJARING_DATABASE: database,
      JEJARING_DEMO: String(demo),
      JEJARING_VISITORS_EDIT: String(!demo),
      ...env,
    }),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const log = gather(child);
  const ended = once(child, "exit");
  const url = `http://${address}`;
  const end = async (signal) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    const late = setTimeout(() => child.kill("SIGKILL"), stopWithin);
    await ended;
    clearTimeout(late);
    return child.exitCode;
  };
  const until = Date.now() + startWithin;
  while (!(await answers(url))) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`the server did not start:\n${log()}`);
    if (Date.now() > until) {
      await end("SIGKILL");
      throw new Error(`the server did not answer within ${startWithin / 1000} s:\n${log()}`);
    }
    await new Promise((done) => setTimeout(done, 50));
  }
  return {
    url,
    log,
    /** Asks it to stop, as the service manager of a machine does; its exit code. */
    stop: () => end("SIGTERM"),
    /** Ends it in the middle of whatever it does. */
    kill: () => end("SIGKILL"),
  };
}

/** Starts SurrealDB's own server, in memory: the database of several processes. `.ci/setup test` makes the program. */
export async function startDatabase() {
  const address = `127.0.0.1:${await freePort()}`;
  const arguments_ = ["start", "--no-banner", "--unauthenticated", "--bind", address, "memory"];
  const child = spawn("surreal", arguments_, { stdio: ["ignore", "pipe", "pipe"] });
  const log = gather(child);
  const ended = once(child, "exit");
  const until = Date.now() + startWithin;
  while (!(await answers(`http://${address}`, "health"))) {
    if (child.exitCode !== null || Date.now() > until) {
      child.kill("SIGKILL");
      throw new Error(`the database did not start:\n${log()}`);
    }
    await new Promise((done) => setTimeout(done, 50));
  }
  return {
    url: `ws://${address}`,
    async stop() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

/** A way to a server that can be cut and restored. */
export async function openGate(url) {
  const to = new URL(url);
  const sockets = new Set();
  let cut = false;
  let awaited;
  // What passes between a browser and the server, where a test waits for it.
  const passing = (from, asks) =>
    new Transform({
      transform(bytes, _, done) {
        if (asks && awaited && bytes.includes(`POST ${awaited.path} `)) awaited.from = from;
        if (awaited?.from !== from || asks === awaited.answered) return done(null, bytes);
        awaited.seen();
        if (!awaited.answered) done(null, bytes);
        else {
          cut = true;
          end();
        }
        awaited = undefined;
      },
    });
  const gate = createServer((from) => {
    if (cut) return from.destroy();
    const on = connect(Number(to.port), to.hostname);
    for (const [one, other] of [[from, on], [on, from]]) {
      sockets.add(one);
      one.pipe(passing(from, one === from)).pipe(other);
      one.on("error", () => other.destroy());
      one.on("close", () => sockets.delete(one) && other.destroy());
    }
  }).listen(0, "127.0.0.1");
  await once(gate, "listening");
  const end = () => sockets.forEach((socket) => socket.destroy());
  return {
    url: `http://127.0.0.1:${gate.address().port}`,
    cut() {
      cut = true;
      end();
    },
    restore: () => (cut = false),
    /** Waits until a form is sent to `path`; or, `answered`, until its answer comes, which is lost: then the way is cut. */
    until: (path, answered) => new Promise((seen) => (awaited = { path, answered, seen })),
    close() {
      gate.close();
      end();
    },
  };
}

/** Runs a command of the program on a database, such as `verify`, or its words; its exit code and output. */
export async function runCommand(command, database) {
  const child = spawn(program, [command].flat(), {
    cwd: root,
    env: environment({ JEJARING_DATABASE: database }),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = gather(child);
  const [code] = await once(child, "close");
  return { code, output: output() };
}

function environment(more) {
  return { ...process.env, JEJARING_SITE: site, LEPTOS_SITE_ROOT: site, ...more };
}

function gather(child) {
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (part) => (text = (text + part).slice(-100_000)));
  return () => text;
}

async function answers(url, path = "healthz") {
  try {
    return (await fetch(`${url}/${path}`)).ok;
  } catch {
    return false;
  }
}

async function freePort() {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address();
  probe.close();
  await once(probe, "close");
  return port;
}
