// Exchanging what a page has loaded. Each function says whether all of the page is new afterwards; where it is not, the
// page has to be loaded again.

const LOADING =
  'script, link[rel~="stylesheet"], link[rel~="icon"], img, source, video, audio, track, object, embed, iframe, input, image';
const ADDRESSES = ['src', 'srcset', 'href', 'poster', 'data'];

// Files of the theme whose names are other. The names are like no other text, so they are looked for everywhere.
const rename = async (renamed) => {
  const names = Object.entries(renamed);
  const changes = [];
  for (const element of document.querySelectorAll('*')) {
    for (const { name, value } of element.attributes) {
      const fresh = names.reduce((text, [before, after]) => text.replaceAll(before, after), value);
      if (fresh !== value) {
        changes.push([element, name, fresh]);
      }
    }
  }
  const isDone = await change(changes);
  const html = document.documentElement.outerHTML;
  return isDone && !names.some(([before]) => html.includes(before));
};

// The files among those that the page has loaded whose bytes are other by now.
const changed = async () => {
  const versions = new Map();
  for (const entry of performance.getEntriesByType('resource')) {
    const version = versionOf(entry);
    // Pages in frames look after themselves.
    if (version && !version.includes('.')) {
      versions.set(new URL(entry.name).pathname, version);
    }
  }
  const asked = [...versions].map(async ([path, version]) => ((await look(path)).version === version ? [] : [path]));
  return (await Promise.all(asked)).flat();
};

// Files under the same address whose bytes are other: those at `touched`, or whichever it is.
const touch = async (touched) => {
  if (!touched && !versionOfPage()) {
    return false;
  }
  const paths = new Set((touched ?? (await changed())).map(decoded));
  const stamp = Date.now().toString(36);
  const found = new Set();
  const anew = (address) => {
    let url;
    try {
      url = new URL(address, document.baseURI);
    } catch {
      return address;
    }
    const path = decoded(url.pathname);
    if (url.origin !== location.origin || !paths.has(path)) {
      return address;
    }
    found.add(path);
    url.searchParams.set('yuimaru', stamp);
    return url.href;
  };
  const changes = [];
  for (const element of document.querySelectorAll(LOADING)) {
    for (const name of ADDRESSES) {
      const value = element.getAttribute(name);
      if (value) {
        const fresh = name === 'srcset' ? inSrcset(value, anew) : anew(value);
        if (fresh !== value) {
          changes.push([element, name, fresh]);
        }
      }
    }
  }
  // Fonts, images of style sheets, what scripts have asked for.
  const loaded = performance.getEntriesByType('resource').map(({ name }) => decoded(new URL(name).pathname));
  const isMissed = loaded.some((path) => paths.has(path) && !found.has(path));
  return !isMissed && change(changes);
};

// HTML §4.8.4.2.1: an address ends at a space, and does not end with a comma.
const inSrcset = (value, anew) =>
  value.replace(/(^|,)(\s*)(\S*[^\s,])/g, (all, comma, space, address) => comma + space + anew(address));

const change = async (changes) => {
  // A script has already run.
  if (changes.some(([element]) => element.localName === 'script')) {
    return false;
  }
  const sheets = [];
  for (const [element, name, value] of changes) {
    if (element.localName === 'link' && name === 'href' && element.sheet) {
      sheets.push(exchange(element, value));
      continue;
    }
    element.setAttribute(name, value);
    if (element.localName === 'source') {
      element.parentElement.load?.();
    }
  }
  return (await Promise.all(sheets)).every(Boolean);
};

// Until the new style sheet is there the old one holds: no flash of a page without style.
const exchange = (link, href) =>
  new Promise((resolve) => {
    const fresh = link.cloneNode();
    fresh.href = href;
    fresh.addEventListener('load', () => {
      link.remove();
      resolve(true);
    });
    fresh.addEventListener('error', () => {
      fresh.remove();
      resolve(false);
    });
    link.after(fresh);
  });
