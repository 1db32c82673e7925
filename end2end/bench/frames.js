// Times every frame in which something is drawn by WebGL, to the last pixel: what the graphics processor has to do is
// waited for. A page has it before its own scripts.
(() => {
  const contexts = new Set();
  let frame;
  const open = HTMLCanvasElement.prototype.getContext;
  HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
    const context = open.call(this, kind, ...rest);
    if (context && kind.startsWith('webgl')) contexts.add(context);
    return context;
  };
  for (const prototype of [WebGLRenderingContext.prototype, WebGL2RenderingContext.prototype]) {
    for (const name of ['drawArrays', 'drawElements', 'drawArraysInstanced', 'drawElementsInstanced']) {
      const draw = prototype[name];
      if (!draw) continue;
      prototype[name] = function (...args) {
        if (frame) frame.draws += 1;
        return draw.apply(this, args);
      };
    }
  }
  const finish = () => {
    const pixel = new Uint8Array(4);
    for (const gl of contexts) if (!gl.isContextLost()) gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
  };
  window.frames_timed = [];
  const timed = (act) => {
    const outer = frame;
    frame ??= { start: performance.now(), draws: 0 };
    try {
      act();
    } finally {
      if (!outer) {
        if (frame.draws > 0) {
          finish();
          window.frames_timed.push({ at: frame.start, ms: performance.now() - frame.start });
        }
        frame = undefined;
      }
    }
  };
  const request = window.requestAnimationFrame;
  window.requestAnimationFrame = (act) => request.call(window, (now) => timed(() => act(now)));
  // What changes its size is drawn before the browser shows it, without asking for a frame.
  window.ResizeObserver = class extends window.ResizeObserver {
    constructor(act) {
      super((...seen) => timed(() => act(...seen)));
    }
  };
})();
