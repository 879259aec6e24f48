// Loading a page again, with scroll and focus as they were.

const KEPT = 'yuimaru-kept';
const TYPED = 'input:not([type="file"], [type="password"]), textarea, select';

const here = () => location.pathname + location.search;

const reload = () => {
  const focused = document.activeElement;
  const isTyped = focused?.matches(TYPED) && focused.value !== focused.defaultValue;
  const kept = {
    page: here(),
    x: scrollX,
    y: scrollY,
    focus: placeOf(focused),
    value: isTyped ? focused.value : null,
    selection: selectionOf(focused),
  };
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(kept));
  } catch {
    // Without storage the page begins at its top.
  }
  location.reload();
};

// A selector of the element, for the page as it will be.
const placeOf = (element) => {
  const steps = [];
  for (let at = element; at && at !== document.documentElement; at = at.parentElement) {
    if (at.id) {
      steps.unshift(`#${CSS.escape(at.id)}`);
      break;
    }
    const same = [...(at.parentElement?.children ?? [])].filter(({ localName }) => localName === at.localName);
    steps.unshift(`${CSS.escape(at.localName)}:nth-of-type(${same.indexOf(at) + 1})`);
  }
  return steps.join(' > ');
};

// Where there is no caret, asking is nothing or an error.
const selectionOf = (element) => {
  try {
    const { selectionStart, selectionEnd, selectionDirection } = element;
    return typeof selectionStart === 'number' ? [selectionStart, selectionEnd, selectionDirection] : null;
  } catch {
    return null;
  }
};

const restore = () => {
  let kept = null;
  try {
    kept = JSON.parse(sessionStorage.getItem(KEPT));
    sessionStorage.removeItem(KEPT);
  } catch {
    return;
  }
  if (kept?.page !== here()) {
    return;
  }
  const element = kept.focus && document.querySelector(kept.focus);
  if (element && element !== document.body) {
    element.focus({ preventScroll: true });
    if (kept.value !== null && element.matches(TYPED)) {
      element.value = kept.value;
    }
    if (kept.selection && selectionOf(element)) {
      element.setSelectionRange(...kept.selection);
    }
  }
  const scroll = () => scrollTo({ left: kept.x, top: kept.y, behavior: 'instant' });
  scroll();
  // What was loaded later may have moved the text; a reader who has scrolled since stays where that led.
  const { scrollX: x, scrollY: y } = window;
  addEventListener('load', () => scrollX === x && scrollY === y && scroll(), { once: true });
};
