// Keeps a page of the preview as the site is: swaps style sheets and images, reloads, and shows what is wrong.
//
// The same file is a page's script and a shared worker's. The worker listens for all pages of a browser, since browsers
// hold no more than six connections to a host open and would not load a seventh page.
'use strict';

(() => {
  const EVENTS = '/_yuimaru/events';
  const SCRIPT = '/_yuimaru/live.js';
  const KEPT = 'yuimaru-kept';

  // Calls `hear` with each state that the server tells, again after the server was away. Returns what ends it.
  const listen = (hear) => {
    let source;
    let again;
    const open = () => {
      source = new EventSource(EVENTS);
      source.onmessage = (event) => hear(JSON.parse(event.data));
      source.onerror = () => {
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

  const decoded = (path) => {
    try {
      return decodeURI(path);
    } catch {
      return path;
    }
  };

  // What is no news to a page that was there before.
  const presentOf = (state) => ({ ...state, renamed: {}, touched: [], navigate: null });

  const work = () => {
    const pages = new Map();
    let last = null;
    let times = 0;

    // The page that opens what was saved: none if one shows it, else the last looked at, in its language before others.
    const opener = ({ path, lang }) => {
      const all = [...pages].sort(([, one], [, other]) => other.seen - one.seen);
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
        } else {
          pages.set(port, { ...data, seen: ++times });
        }
      };
      if (last) {
        port.postMessage(presentOf(last));
      }
    };

    listen((state) => {
      last = state;
      const chosen = state.navigate && opener(state.navigate);
      for (const port of pages.keys()) {
        port.postMessage({ ...state, navigate: port === chosen ? state.navigate : null });
      }
    });
  };

  const show = () => {
    const isExplanation = document.documentElement.dataset.yuimaru === 'problems';
    const path = location.pathname + location.search;
    let known = null;
    let last = null;
    let queue = Promise.resolve();

    const parse = (description) => {
      const [version, shape] = description.split('.');
      return { version, shape };
    };

    // What this page was loaded as, where the browser says so (only to secure origins, such as this machine).
    const loaded = () => {
      const [entry] = performance.getEntriesByType('navigation');
      const timing = entry?.serverTiming?.find(({ name }) => name === 'yuimaru');
      return timing ? parse(timing.description) : null;
    };

    // What it would be loaded as now.
    const look = async () => {
      try {
        const response = await fetch(path, { method: 'HEAD', cache: 'no-store' });
        const timing = /yuimaru;desc="([^"]*)"/.exec(response.headers.get('server-timing') ?? '');
        const isBroken = response.status === 500;
        return { ...parse(timing?.[1] ?? `${response.status}.`), isBroken };
      } catch {
        return null;
      }
    };

    const hear = async (state) => {
      last = state;
      problems.show(isExplanation ? '' : state.problems);
      if (state.navigate) {
        location.assign(state.navigate.path);
        return;
      }
      const now = await look();
      // The page that is here is better than none, or than one that cannot be shown.
      const isUsable = now && (isExplanation || !now.isBroken);
      known ??= now;
      if (isUsable && now.version !== known.version) {
        const isSwapped = now.shape === known.shape && Object.keys(state.renamed).length > 0;
        if (!isSwapped) {
          reload();
          return;
        }
        known = now;
      }
      swap(state);
    };

    // One after the other: what came last holds.
    const tell = (state) => {
      queue = queue.then(() => hear(state)).catch((error) => console.error('yuimaru:', error));
    };

    const connectToWorker = () => {
      const worker = new SharedWorker(SCRIPT);
      const port = worker.port;
      const present = () => port.postMessage({ path, lang: document.documentElement.lang });
      port.onmessage = ({ data }) => tell(data);
      present();
      addEventListener('focus', present);
      document.addEventListener('visibilitychange', () => document.hidden || present());
      addEventListener('pagehide', () => port.postMessage({ leaves: true }));
      addEventListener('pageshow', ({ persisted }) => {
        if (persisted) {
          present();
          last && tell(presentOf(last));
        }
      });
      worker.onerror = () => connectAlone();
    };

    // Hidden pages give their connection up and ask when they are looked at again.
    const connectAlone = () => {
      const hearHere = (state) => {
        const isHere = state.navigate && decoded(state.navigate.path) === decoded(path);
        tell(isHere ? { ...state, navigate: null } : state);
      };
      let end = null;
      const follow = () => {
        if (document.hidden) {
          end?.();
          end = null;
        } else {
          end ??= listen(hearHere);
        }
      };
      document.addEventListener('visibilitychange', follow);
      follow();
    };

    known = loaded();
    restore();
    if ('SharedWorker' in window) {
      connectToWorker();
    } else {
      connectAlone();
    }
  };

  // Exchanges style sheets and images whose address or content is new. A script that has changed has already run, so
  // its page is loaded again.
  const swap = ({ site, renamed, touched }) => {
    const isOurs = (url) => url.origin === location.origin;
    const target = (address) => {
      let url;
      try {
        url = new URL(address, document.baseURI);
      } catch {
        return null;
      }
      if (!isOurs(url)) {
        return null;
      }
      const name = Object.keys(renamed).find((name) => decoded(name) === decoded(url.pathname));
      if (name) {
        return renamed[name];
      }
      const isTouched = touched?.some((one) => decoded(one) === decoded(url.pathname)) ?? true;
      if (!isTouched) {
        return null;
      }
      url.searchParams.set('yuimaru', site);
      return url.href;
    };
    const isNothing = touched?.length === 0 && Object.keys(renamed).length === 0;
    if (isNothing) {
      return;
    }
    for (const script of document.querySelectorAll('script[src]')) {
      const isLive = new URL(script.src).pathname === SCRIPT;
      if (!isLive && touched && target(script.getAttribute('src'))) {
        reload();
        return;
      }
    }
    for (const link of document.querySelectorAll('link[rel~="stylesheet"][href]')) {
      const href = target(link.getAttribute('href'));
      if (href) {
        const fresh = link.cloneNode();
        fresh.href = href;
        // Until the new one is there, the old one holds: no flash of a page without style.
        fresh.onload = fresh.onerror = () => link.remove();
        link.after(fresh);
      }
    }
    const attributes = ['src', 'poster', 'data', 'href', 'srcset'];
    const elements = 'img, source, video, audio, object, embed, iframe, input, image, link[rel~="icon"]';
    for (const element of document.querySelectorAll(elements)) {
      for (const name of attributes) {
        const value = element.getAttribute(name);
        if (value === null) {
          continue;
        }
        const fresh =
          name === 'srcset'
            ? value.replace(/(^|,\s+|,(?=\/))([^\s,]+)/g, (all, before, url) => before + (target(url) ?? url))
            : target(value) ?? value;
        if (fresh !== value) {
          element.setAttribute(name, fresh);
        }
      }
    }
  };

  // Where an element stands, for the page as it will be.
  const placeOf = (element) => {
    const steps = [];
    for (let at = element; at && at !== document.body; at = at.parentElement) {
      if (at.id) {
        steps.unshift(`#${CSS.escape(at.id)}`);
        break;
      }
      const same = [...(at.parentElement?.children ?? [])].filter((one) => one.localName === at.localName);
      steps.unshift(`${CSS.escape(at.localName)}:nth-of-type(${same.indexOf(at) + 1})`);
    }
    return steps.length > 0 ? steps.join(' > ') : null;
  };

  const reload = () => {
    const focused = document.activeElement;
    const kept = {
      path: location.pathname + location.search,
      x: scrollX,
      y: scrollY,
      focus: placeOf(focused),
      value: typeof focused?.value === 'string' ? focused.value : null,
      selection: selectionOf(focused),
    };
    try {
      sessionStorage.setItem(KEPT, JSON.stringify(kept));
    } catch {
      // Without storage the page begins at its top.
    }
    location.reload();
  };

  const selectionOf = (element) => {
    try {
      return [element.selectionStart ?? null, element.selectionEnd ?? null];
    } catch {
      return [null, null];
    }
  };

  // Scroll and focus as they were before the page was loaded again.
  const restore = () => {
    let kept = null;
    try {
      kept = JSON.parse(sessionStorage.getItem(KEPT));
      sessionStorage.removeItem(KEPT);
    } catch {
      return;
    }
    if (kept?.path !== location.pathname + location.search) {
      return;
    }
    const element = kept.focus && document.querySelector(kept.focus);
    if (element) {
      element.focus({ preventScroll: true });
      if (kept.value !== null && 'value' in element) {
        element.value = kept.value;
      }
      if (kept.selection[0] !== null) {
        try {
          element.setSelectionRange(...kept.selection);
        } catch {
          // It has no text to select in any more.
        }
      }
    }
    const scroll = () => scrollTo({ left: kept.x, top: kept.y, behavior: 'instant' });
    scroll();
    // Images may have moved the text once more.
    addEventListener('load', scroll, { once: true });
  };

  // What is wrong, over the page.
  const problems = {
    host: null,
    text: '',
    show(text) {
      if (text === this.text) {
        return;
      }
      this.text = text;
      this.host?.remove();
      this.host = null;
      if (text) {
        this.host = this.make(text);
        document.body.append(this.host);
        // Above everything, whatever the page does.
        this.host.showPopover?.();
      }
    },
    hide() {
      this.host?.remove();
      this.host = null;
    },
    make(text) {
      const host = document.createElement('yuimaru-problems');
      host.setAttribute('popover', 'manual');
      host.setAttribute('lang', 'en');
      const root = host.attachShadow({ mode: 'open' });
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      root.adoptedStyleSheets = [sheet];
      const box = document.createElement('section');
      box.setAttribute('role', 'alert');
      const head = document.createElement('h2');
      head.textContent = 'Not shown yet: this has to be mended first';
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = 'Hide';
      button.addEventListener('click', () => this.hide());
      const frames = document.createElement('pre');
      frames.tabIndex = 0;
      frames.textContent = text;
      box.append(head, button, frames);
      root.append(box);
      return host;
    },
  };

  const STYLE = `
    :host { all: initial; position: fixed; inset: auto 0 0 0; z-index: 2147483647; display: block; margin: 0; padding: 0;
      border: 0; inline-size: 100%; max-inline-size: none; background: none; color-scheme: light dark; }
    section { box-sizing: border-box; display: grid; grid-template: auto 1fr / 1fr auto; gap: 0.5rem; padding: 0.75rem 1rem;
      max-block-size: 60vh; font: 14px/1.5 system-ui, sans-serif; color: light-dark(#1b1b1f, #ececf0);
      background: light-dark(#fffdf8, #1d1c20); border-block-start: 4px solid light-dark(#b3261e, #ff8a80);
      box-shadow: 0 -4px 24px rgb(0 0 0 / 0.3); }
    h2 { margin: 0; font-size: 1rem; font-weight: 600; }
    button { font: inherit; min-block-size: 2rem; padding: 0 0.75rem; cursor: pointer; }
    pre { grid-column: 1 / -1; margin: 0; overflow: auto; white-space: pre;
      font: 13px/1.45 ui-monospace, "Noto Sans Mono CJK JP", monospace; }
    @media print { :host { display: none; } }
  `;

  if (typeof document === 'undefined') {
    work();
  } else {
    addEventListener('keydown', ({ key }) => key === 'Escape' && problems.hide());
    show();
  }
})();
