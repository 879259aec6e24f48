"""Whether two generators wrote the same elements: the pages of one output held against those of the other.

A page becomes a list of what a reader's browser gets: start tags with the attributes that mean something, end tags, and texts.
What the two are known to write differently is made equal here, and nowhere else; README.md lists it for readers.
"""
import os
import re
from html.parser import HTMLParser
from urllib.parse import unquote

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
# Not `class` and `style`: how a cell is aligned and a word of code coloured is each generator's own. Not
# `content`: for a page without a description yuimaru takes the beginning of the text, Hugo nothing.
KEPT = {"datetime", "href", "hreflang", "id", "lang", "name", "rel", "src", "charset"}
# Hugo names a language by its code, yuimaru by its tag (BCP 47).
TAGS = {"zh-hans": "zh"}
# Emphasis that touches Chinese or Japanese stays literal with Hugo, and ruby always.
EMPHASIS = {"em", "strong", "ruby"}
READINGS = {"rt", "rp"}
RUBY = re.compile(r"\{([^{}|]+)\|[^{}]*\}")


class Page(HTMLParser):
    """A page; `items` holds it as a list."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.items, self.open, self.pending, self.readings = [], [], "", 0
        self.feed(text)
        self.close()
        self.flush()

    def flush(self):
        text = " ".join(RUBY.sub(r"\1", self.pending).replace("*", "").split())
        self.pending = ""
        if text:
            # Hugo writes the names of terms with a capital letter.
            self.items.append(text.casefold())

    def is_own(self, tag, attributes):
        """What one of the two writes around a table, around or in a block of code, or to say who made the page."""
        in_code = "pre" in self.open
        names = (attributes.get("class") or "").split()
        is_wrapper = tag == "div" and ("highlight" in names or "table-scroll" in names)
        is_generator = tag == "meta" and attributes.get("name") == "generator"
        is_emphasis = tag in EMPHASIS or tag in READINGS
        return (tag == "span" and in_code) or is_wrapper or is_generator or is_emphasis

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.readings += tag in READINGS
        own = self.is_own(tag, attributes)
        if tag not in VOID:
            self.open.append(None if own else tag)
        if own:
            return
        self.flush()
        kept = {name: unquote(value or "") for name, value in attributes.items() if name in KEPT}
        for name in ("lang", "hreflang"):
            if name in kept:
                kept[name] = TAGS.get(kept[name].lower(), kept[name].lower())
        shown = "".join(f' {name}="{kept[name]}"' for name in sorted(kept))
        self.items.append(f"<{tag}{shown}>")

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if tag in VOID or not self.open:
            return
        self.readings -= tag in READINGS
        if self.open.pop() is None:
            return
        self.flush()
        self.items.append(f"</{tag}>")

    def handle_data(self, data):
        if not self.readings:
            self.pending += data


def entries(items, start, end, item):
    """The list between `start` and `end` with its entries in the order of their bytes; everything else as it is."""
    out, at = [], 0
    while at < len(items):
        out.append(items[at])
        at += 1
        if items[at - 1] != start:
            continue
        close = items.index(end, at)
        inner, group = [], []
        for one in items[at:close]:
            group.append(one)
            if one == item:
                inner.append(group)
                group = []
        out += [one for group in sorted(inner) for one in group] + group
        at = close
    return out


def page(path, kind):
    """A page as a list. `kind`: `home`, `terms` or any other."""
    with open(path, encoding="utf-8") as file:
        items = Page(file.read()).items
    # Hugo orders sections by their newest page, yuimaru by title.
    items = entries(items, "<nav>", "</nav>", "</a>")
    if kind in ("home", "terms"):
        items = entries(items, "<ul>", "</ul>", "</li>")
    if kind == "terms":
        # Hugo dates a term by its newest page, yuimaru counts its pages.
        items = [one for one in items if one not in ("<time>", "</time>", "<span>", "</span>")]
        items = [one for one in items if one.startswith("<") or not one.replace("-", "").isdigit()]
    return items


def pages(hugo):
    """Which pages are compared: (path, kind). Of each section the first, the last and some between."""
    found = []
    for prefix in ("", "ja/", "zh/"):
        found.append((f"{prefix}index.html", "home"))
        found.append((f"{prefix}tags/index.html", "terms"))
        for term in ("okinawa", "crafts"):
            found.append((f"{prefix}tags/{term}/index.html", "term"))
        for section in ("agreement", "news", "trade"):
            found.append((f"{prefix}{section}/index.html", "section"))
            folder = os.path.join(hugo, prefix, section)
            reports = sorted(name for name in os.listdir(folder) if name.startswith("report-"))
            for name in reports[:3] + reports[-3:]:
                found.append((f"{prefix}{section}/{name}/index.html", "page"))
    return found


def compare(hugo, yuimaru, say):
    """Holds the outputs against each other; says each difference and returns how many pages differ."""
    differing = 0
    listed = pages(hugo)
    elements = 0
    for path, kind in listed:
        ours, theirs = (page(os.path.join(root, path), kind) for root in (yuimaru, hugo))
        elements += sum(one.startswith("<") and not one.startswith("</") for one in theirs)
        if ours == theirs:
            continue
        differing += 1
        at = next((at for at, (a, b) in enumerate(zip(ours, theirs)) if a != b), min(len(ours), len(theirs)))
        say(f"{path} differs after {' '.join(theirs[max(0, at - 3):at])}")
        say(f"  hugo:    {' '.join(theirs[at:at + 4])[:300]}")
        say(f"  yuimaru: {' '.join(ours[at:at + 4])[:300]}")
    missing = sorted(files(hugo) - files(yuimaru))
    for path in missing:
        say(f"{path} is only in Hugo's output")
    say(f"compared {len(listed)} pages, {elements} elements: {differing} differ; {len(missing)} pages missing")
    return differing + len(missing)


def files(root):
    """The pages of an output."""
    found = set()
    for folder, _, names in os.walk(root):
        found |= {os.path.relpath(os.path.join(folder, name), root) for name in names if name.endswith(".html")}
    # Hugo's redirect from /en/ to / ; a language at the root has no folder in yuimaru.
    return found - {"en/index.html"}
