// What is wrong, over the page.

const STYLE = `
  :host { all: initial !important; display: block !important; position: fixed !important; inset: auto 0 0 0 !important;
    inline-size: 100% !important; z-index: 2147483647 !important; color-scheme: light dark !important; }
  section { box-sizing: border-box; display: grid; grid-template: auto minmax(0, 1fr) / 1fr auto; gap: 0.5rem;
    align-items: center; padding: 0.75rem 1rem; max-block-size: 60vh; font: 14px/1.5 system-ui, sans-serif;
    color: light-dark(#1b1b1f, #ececf0); background: light-dark(#fffdf8, #1d1c20);
    border-block-start: 4px solid light-dark(#b3261e, #ff8a80); box-shadow: 0 -4px 24px rgb(0 0 0 / 0.3); }
  h2 { margin: 0; font-size: 1rem; font-weight: 600; }
  button { font: inherit; min-block-size: 2rem; padding: 0 0.75rem; cursor: pointer; }
  pre { grid-column: 1 / -1; align-self: stretch; margin: 0; overflow: auto; white-space: pre;
    font: 13px/1.45 ui-monospace, "Noto Sans Mono CJK JP", monospace; }
  span { display: block; }
  .prose { white-space: pre-wrap; overflow-wrap: anywhere; padding-inline-start: 6ch; text-indent: -6ch; }
  @media print { :host { display: none !important; } }
`;

const problems = {
  host: null,
  frames: null,
  text: '',
  show(text) {
    if (text === this.text) {
      return;
    }
    this.text = text;
    if (!text) {
      this.hide();
      return;
    }
    if (!this.host) {
      this.make();
      document.body.append(this.host);
      // Above everything, whatever the page does.
      this.host.showPopover?.();
    }
    this.frames.replaceChildren(...text.split(/(?<=\n)/).map(this.line));
  },
  // Signs that point at a place of a line above must stay below it, so lines of source are not broken.
  line(text) {
    const line = document.createElement('span');
    line.textContent = text;
    line.className = /^(\w|\s+= )/.test(text) && !/^\d+ *\|/.test(text) ? 'prose' : '';
    return line;
  },
  hide() {
    this.host?.remove();
    this.host = null;
  },
  make() {
    this.host = document.createElement('yuimaru-problems');
    this.host.popover = 'manual';
    this.host.lang = 'en';
    this.host.dir = 'ltr';
    const root = this.host.attachShadow({ mode: 'open' });
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
    this.frames = document.createElement('pre');
    this.frames.tabIndex = 0;
    box.append(head, button, this.frames);
    root.append(box);
  },
};
