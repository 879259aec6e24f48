// Hearing what is new. The same script is a page's and a shared worker's: the worker listens for all pages of a browser,
// since browsers hold no more than six connections to a host open and would not load a seventh page.

const EVENTS = '/_yuimaru/events';
const LOOK = '/_yuimaru/page';
const SCRIPT = '/_yuimaru/live.js';

const decoded = (path) => {
  try {
    return decodeURIComponent(path).normalize();
  } catch {
    return path;
  }
};

// What is at an address now: the status, and the version that it is sent with.
const look = async (address) => {
  const response = await fetch(`${LOOK}?${address}`, { cache: 'no-store' });
  const [, status, version] = /^(\d+) (?:yuimaru;desc="([^"]*)")?/.exec(await response.text());
  return { status, version: version ?? status };
};

// The version that something was loaded as, where the browser says so (only to secure origins, such as this machine).
const versionOf = (entry) => entry?.serverTiming?.find(({ name }) => name === 'yuimaru')?.description;
const versionOfPage = () => versionOf(performance.getEntriesByType('navigation')[0]);

// Calls `hear` with each state that the server tells, and with nothing while the server is away. Returns what ends it.
const listen = (hear) => {
  let source;
  let again;
  const open = () => {
    source = new EventSource(EVENTS);
    source.onmessage = (event) => hear(JSON.parse(event.data));
    source.onerror = () => {
      hear(null);
      // A browser tries again by itself unless something else has answered.
      if (source.readyState === EventSource.CLOSED) {
        again = setTimeout(open, 1000);
      }
    };
  };
  open();
  return () => {
    clearTimeout(again);
    source.close();
  };
};

// Of a state, what holds for a page that comes later.
const lasting = (state) => ({ ...state, before: state.step, renamed: {}, touched: [], navigate: null });

const work = () => {
  const pages = new Map();
  let last = null;
  let times = 0;

  // The page that opens what was saved: none if one shows it, else the last looked at, in its language before others.
  const opener = ({ path, lang }) => {
    const all = [...pages].filter(([, page]) => page.path).sort(([, one], [, other]) => other.seen - one.seen);
    if (all.some(([, page]) => decoded(page.path) === decoded(path))) {
      return null;
    }
    const same = all.find(([, page]) => page.lang === lang);
    return (same ?? all[0] ?? [null])[0];
  };

  self.onconnect = ({ ports: [port] }) => {
    port.onmessage = ({ data }) => {
      if (data.leaves) {
        pages.delete(port);
        return;
      }
      const isNew = !pages.has(port);
      pages.set(port, { ...data, seen: ++times });
      if (isNew && last) {
        port.postMessage(lasting(last));
      }
    };
  };

  listen((state) => {
    last = state;
    const chosen = state?.navigate && opener(state.navigate);
    for (const port of state ? pages.keys() : []) {
      port.postMessage({ ...state, navigate: port === chosen ? state.navigate : null });
    }
  });
};

const listenThroughWorker = (hear) => {
  // A worker lives as long as any page, and may be of the server before.
  const worker = new SharedWorker(SCRIPT, { name: VERSION });
  const { port } = worker;
  const present = () => port.postMessage({ path: isFramed ? null : location.pathname, lang: document.documentElement.lang });
  port.onmessage = ({ data }) => hear(data);
  present();
  addEventListener('focus', present);
  document.addEventListener('visibilitychange', () => document.hidden || present());
  addEventListener('pagehide', () => port.postMessage({ leaves: true }));
  addEventListener('pageshow', ({ persisted }) => persisted && present());
  worker.onerror = () => listenAlone(hear);
};

// Hidden pages give their connection up, and hear the present state when they are looked at again.
const listenAlone = (hear) => {
  let end = null;
  const follow = () => {
    if (document.hidden) {
      end?.();
      end = null;
    } else {
      end ??= listen((state) => state && hear(state));
    }
  };
  document.addEventListener('visibilitychange', follow);
  follow();
};
