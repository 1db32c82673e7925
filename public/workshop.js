// Does beside the page what takes long, so that the page never waits for it: the app's own program, compiled once, which
// loads the part that works. A layout ends the one before it; whoever wants a question given up ends the worker.
const SLICE = 40; // milliseconds of work between two pictures

let program;
let latest = 0;

const load = ({ script, module }) =>
  import(script).then((app) => {
    app.initSync({ module });
    return app.work;
  });

const layOut = async (work, order) => {
  const job = ++latest;
  await work(order);
  for (let done = false; !done && job === latest; ) {
    const said = await work({ slice: SLICE });
    done = said.done;
    if (job === latest) postMessage(said, [said.positions.buffer]);
    // Lets a newer job in.
    await new Promise((go) => setTimeout(go));
  }
};

onmessage = async ({ data: order }) => {
  try {
    const work = await (program ??= load(order));
    if (order.nodes !== undefined) return await layOut(work, order);
    const said = await work(order);
    if (said) postMessage(said);
  } catch (cause) {
    postMessage({ failed: String(cause) });
  }
};
