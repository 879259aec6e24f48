### Texts of the theme "default". A site replaces any of them by a message of the same name in its own locales/en/.

## Frame of every page

# First link of the page, for readers who use the keyboard: jumps over header and menu.
skip-link = Skip to content
# Names of the navigation landmarks, read aloud by screen readers ("…, navigation").
nav-main = Main menu
nav-breadcrumbs = You are here
nav-languages = Language
nav-footer = About this site
nav-siblings = Previous and next page
nav-pager = Pages of this list
# In the language switcher, after the name of a language in which the page does not exist; the link leads to the home page.
# It is read by people who want that language, or in another language one that has no texts of its own.
# $language: the name of the language in its own words.
switcher-unavailable = (no { $language } version; to the home page)
# Link at the foot of the page to the Atom feed.
feed-link = Atom feed
# Title of the Atom feed. $site: the title of the site.
feed-title = { $site }: updates

## A page

# Before the date of publication, and before that of the last change of content.
published = Published
updated = Updated
# $minutes: how long reading takes, a whole number from 1.
reading-time = { $minutes ->
    [one] { $minutes } minute to read
   *[other] { $minutes } minutes to read
}
# Mark on a page that is not published yet; seen in the preview only.
draft = Draft
# Heading of the table of contents.
toc-title = On this page
# Links to the neighbors of a page within its section; the title of the page follows.
previous = Previous
next = Next
# Box on a page that may not say what its original says. notice-label names the box for screen readers.
notice-label = About this translation
# The original was changed after this translation was made.
notice-minor = The original page has been changed since this translation was made. Parts of this page may be out of date.
# The same, and what was changed is a date, a number or an address.
notice-facts = Dates, numbers or addresses in the original page have been changed. Those on this page may be wrong: please check the original.
# A machine translated the page, and nobody has looked at it since.
notice-machine = This page is a machine translation that nobody has reviewed yet.
# There is no translation: the page stands in another language. $language: the name of the language that is missing, in its own words.
notice-original = This page has not been translated into { $language } yet. You are reading the original text.
# Link to the original; the name of its language follows in brackets.
notice-link = Open the original page

## Lists

# Headings of lists: the subsections of a section, the newest pages on the home page, the pages of a section.
list-sections = Sections
list-recent = Latest
list-pages = Pages
# Instead of an empty list.
list-empty = There is nothing here yet.
# $count: how many pages a section has, or a tag.
page-count = { $count ->
    [one] { $count } page
   *[other] { $count } pages
}
# Which part of a list in several parts this is. $number, $total: whole numbers.
page-number = Page { $number } of { $total }
# Links to the parts of a list. pager-page is the name of a bare number for screen readers. $number: a whole number.
pager-previous = Previous
pager-next = Next
pager-page = Page { $number }
# Title of a way to classify pages, where site.yaml gives none. $id: its name in site.yaml.
taxonomy-title = { $id ->
    [tags] Tags
    [categories] Categories
   *[other] { $id }
}
# Heading of the list of pages with one tag. $taxonomy: "Tags", $term: "Okinawa".
term-title = { $taxonomy }: { $term }

## Parts of a text

# Titles of the boxes that a text marks with [!NOTE], [!TIP], [!IMPORTANT], [!WARNING], [!CAUTION].
alert-note = Note
alert-tip = Tip
alert-important = Important
alert-warning = Warning
alert-caution = Caution
# Titles of the component `note`.
note-info = Note
note-warning = Warning
# Name of the footnotes for screen readers.
footnotes-title = Footnotes
# Name of the arrow from a footnote back into the text. $number: the number of the footnote.
footnote-backlink = Back to reference { $number }

## Special pages

# There is no page at this address.
not-found-title = Page not found
not-found-text = There is no page at this address. It may have been moved or deleted, or the address may contain a mistake.
# Link to the home page. $site: the title of the site.
not-found-home = Go to the home page: { $site }
# Part of the heading of the page that offers all languages.
chooser-title = Choose a language
