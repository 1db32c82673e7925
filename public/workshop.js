// Does beside the page what takes long, so that the page never waits for it: the app's own program, compiled once,
// without its pages. A layout ends the one before it; whoever wants a question given up ends the worker.
const SLICE = 40; // milliseconds of work between two pictures

let program;
let network;
let latest = 0;

const load = ({ script, module }) =>
  import(script).then((app) => {
    app.initSync({ module });
    return app;
  });

const layOut = async ({ NetworkLayout }, { nodes, edges, known, pins, seed }) => {
  const job = ++latest;
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
};

onmessage = async ({ data: order }) => {
  try {
    const app = await (program ??= load(order));
    if (order.nodes !== undefined) await layOut(app, order);
    else if (order.network) network = new app.NetworkAside(order.network);
    else if (order.asked) postMessage({ answer: network.answer(order.asked) });
    else if (order.index) postMessage({ index: network.index() });
  } catch (cause) {
    postMessage({ failed: String(cause) });
  }
};
