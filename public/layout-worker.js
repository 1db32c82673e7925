// Runs the layout engine beside the page, so that the page never waits for it: the app's own program, compiled once,
// without its pages. A new job ends the one before it.
const SLICE = 40; // milliseconds of work between two pictures

let program;
let latest = 0;

onmessage = async ({ data: { script, module, nodes, edges, known, pins, seed } }) => {
  const job = ++latest;
  try {
    program ??= import(script).then((app) => {
      app.initSync({ module });
      return app;
    });
    const { NetworkLayout } = await program;
    const layout = known ? NetworkLayout.resume(nodes, edges, known, seed) : new NetworkLayout(nodes, edges, seed);
    for (let at = 0; at < pins.length; at += 3) layout.pin(pins[at], pins[at + 1], pins[at + 2]);
    for (let more = true; more && job === latest; ) {
      const end = performance.now() + SLICE;
      do more = layout.step();
      while (more && performance.now() < end);
      const positions = layout.positions();
      if (job === latest) postMessage({ positions, done: !more }, [positions.buffer]);
      // Lets a newer job in.
      await new Promise((go) => setTimeout(go));
    }
    layout.free();
  } catch (cause) {
    postMessage({ failed: String(cause) });
  }
};
