// A page of the preview: it is loaded again, or parts of it are, when it is no longer what the site has there.

const isFramed = globalThis.self !== globalThis.top;

const show = () => {
  const isExplanation = document.documentElement.dataset.yuimaru === 'problems';
  const page = here();
  let queue = Promise.resolve();

  const parse = (described) => {
    const [version, shape, step] = described.split('.');
    return { version, shape, step };
  };

  // What this page would be loaded as now; nothing while the server is away.
  const lookHere = async () => {
    try {
      const { status, version } = await look(page);
      return { ...parse(version), isBroken: status === '500' };
    } catch {
      return null;
    }
  };

  const loaded = versionOfPage();
  let known = loaded ? parse(loaded) : null;

  const hear = async (state) => {
    const { navigate, step, before, renamed, touched } = state;
    problems.show(isExplanation || isFramed ? '' : state.problems);
    if (navigate && !isFramed && decoded(navigate.path) !== decoded(location.pathname)) {
      location.assign(navigate.path);
      return;
    }
    const now = await lookHere();
    if (!now) {
      return;
    }
    known ??= now;
    const isNext = before === known.step;
    let isDone = true;
    // The page that is here is better than one that cannot be shown.
    if (now.version !== known.version && (isExplanation || !now.isBroken)) {
      isDone = isNext && now.shape === known.shape && Object.keys(renamed).length > 0 && (await rename(renamed));
      known.version = now.version;
    }
    if (isDone && step !== known.step) {
      isDone = await touch(isNext ? touched : null);
      known.step = step;
    }
    if (isDone) {
      return;
    }
    // Without a server there is nothing to load; whoever has it back tells again.
    if (await lookHere()) {
      reload();
    } else {
      known = {};
    }
  };

  // One after the other: what came last holds.
  const tell = (state) => {
    queue = queue.then(() => hear(state)).catch((error) => console.error('yuimaru:', error));
  };

  // Each look is an entry, too.
  performance.setResourceTimingBufferSize(100_000);
  addEventListener('keydown', ({ key }) => key === 'Escape' && problems.hide(), { capture: true });
  restore();
  if ('SharedWorker' in window) {
    listenThroughWorker(tell);
  } else {
    listenAlone(tell);
  }
};

if (typeof document === 'undefined') {
  work();
} else {
  show();
}
