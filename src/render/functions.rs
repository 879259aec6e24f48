//! The functions and filters that templates may call: a closed list.
//!
//! `t`, `url`, `asset`, `page`, `section`, `image`, `date`, `number`, `data`; filters of our own are `date`,
//! `truncate`, `striptags`, `wordcount` and `group_by`. All read the language from `lang`, which a component sees only if
//! it declares `@lang`.

use std::cell::RefCell;
use std::sync::Arc;

use tera::{ArgFromValue, Error, Kwargs, Map, State, Tera, TeraResult, Value};
use thread_local::ThreadLocal;

use super::answers::{Answers, Kind};
use super::arguments::{argument_named, takes_only};
use super::compose::encoded_rest;
use super::dates;
use super::fields::value as view_of;
use super::named::{self, Named};
use super::view::Views;
use crate::config::Lang;
use crate::diag::Diagnostic;
use crate::i18n::format::Formats;
use crate::i18n::messages::{Arg, Args, Formatted, Messages};
use crate::l10n::notice::Notices;
use crate::model::{Page, Site, links};

/// What functions answer from.
pub(super) struct Shared {
    pub(super) site: Arc<Site>,
    pub(super) views: Views,
    pub(super) messages: Arc<Messages>,
    pub(super) formats: Arc<Formats>,
    pub(super) notices: Arc<Notices>,
    pub(super) findings: Findings,
    pub(super) answers: Answers,
}

/// What functions have to say while a page is rendered. A page is rendered on one thread from start to end, so each
/// thread has its own list, which the renderer takes when the page is done.
#[derive(Default)]
pub(super) struct Findings {
    by_thread: ThreadLocal<RefCell<OfPage>>,
}

/// What one page has brought up.
#[derive(Default)]
struct OfPage {
    problems: Vec<Finding>,
    lacks_unread: bool,
}

/// A problem of a call in a template, which does not know where it stands.
pub(super) struct Finding {
    pub(super) problem: Diagnostic,
    /// The call, by what is wrong in it; none where the renderer itself asked.
    pub(super) call: Option<Argument>,
}

/// An argument of a call.
pub(super) struct Argument {
    pub(super) function: &'static str,
    pub(super) name: &'static str,
    pub(super) value: String,
}

impl Findings {
    /// Takes note of problems with a message that the renderer itself shows.
    pub(super) fn add(&self, problems: Vec<Diagnostic>) {
        let mut of_page = self.by_thread.get_or_default().borrow_mut();
        let problems = problems.into_iter();
        of_page.problems.extend(problems.map(|problem| Finding {
            problem,
            call: None,
        }));
    }

    /// Takes note of problems with what a template's call names.
    fn add_of_call(
        &self,
        problems: impl IntoIterator<Item = Diagnostic>,
        function: &'static str,
        name: &'static str,
        value: &str,
    ) {
        let mut of_page = self.by_thread.get_or_default().borrow_mut();
        let problems = problems.into_iter();
        of_page.problems.extend(problems.map(|problem| Finding {
            problem,
            call: Some(Argument {
                function,
                name,
                value: value.to_owned(),
            }),
        }));
    }

    /// Takes note that a page asks for something that exists and could not be read.
    fn add_unread(&self) {
        self.by_thread.get_or_default().borrow_mut().lacks_unread = true;
    }

    /// Whether this thread's page lacks something that could not be read: what fails in it may fail for that alone, and
    /// that has been told.
    pub(super) fn lacks_unread(&self) -> bool {
        self.by_thread.get_or_default().borrow().lacks_unread
    }

    /// What this thread's page has brought up; the next begins with nothing.
    pub(super) fn take(&self) -> Vec<Finding> {
        self.by_thread.get_or_default().take().problems
    }
}

/// A message of the renderer's own (`usage::OWN`), and what is wrong with it.
pub(super) fn own_message(
    messages: &Messages,
    lang: Lang,
    key: &str,
    argument: Option<(&str, Arg)>,
) -> Formatted {
    let arguments: Args = argument
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
    messages.format(lang, key, &arguments)
}

type Body = fn(&Shared, &Kwargs, &State) -> TeraResult<Value>;

const FUNCTIONS: [(&str, Body); 9] = [
    ("t", t),
    ("url", url),
    ("asset", asset),
    ("page", page),
    ("section", section),
    ("image", image),
    ("date", dates::date),
    ("number", dates::number),
    ("data", data),
];

/// The names of all functions.
pub(super) fn names() -> [&'static str; FUNCTIONS.len()] {
    FUNCTIONS.map(|(name, _)| name)
}

/// Registers all functions and filters.
pub(super) fn register(tera: &mut Tera, shared: &Arc<Shared>) {
    for (name, body) in FUNCTIONS {
        let shared = shared.clone();
        tera.register_function(name, move |arguments: Kwargs, state: &State| {
            body(&shared, &arguments, state)
        });
    }
    let of_date = shared.clone();
    tera.register_filter(
        "date",
        move |value: Value, arguments: Kwargs, state: &State| {
            dates::date_filter(&of_date, &value, &arguments, state)
        },
    );
    tera.register_filter("truncate", super::filters::truncate);
    tera.register_filter("striptags", super::filters::striptags);
    tera.register_filter("wordcount", super::filters::wordcount);
    tera.register_filter("group_by", super::filters::group_by);
}

/// The language asked for by `lang=`, else that of the page.
pub(super) fn language(shared: &Shared, arguments: &Kwargs, state: &State) -> TeraResult<Lang> {
    let of_page;
    let named = match argument_named(arguments, "lang") {
        Some(code) => Some(<&str as ArgFromValue>::from_value(code)?),
        None => {
            of_page = state.get::<Value>("lang")?;
            let code = of_page.as_ref().map(<&str as ArgFromValue>::from_value);
            code.transpose()?
        }
    };
    let Some(code) = named else {
        return Err(Error::message(
            "the language is not known here: in a component, add `@lang` to its arguments (`component card(page, @lang)`)",
        ));
    };
    shared.site.config.lang(code).ok_or_else(|| {
        let codes = shared
            .site
            .config
            .languages
            .iter()
            .map(|language| language.code.as_str());
        Error::message(unknown("the site has no language", code, codes))
    })
}

fn unknown<'a>(what: &str, name: &str, candidates: impl Iterator<Item = &'a str>) -> String {
    match crate::nearest::nearest(name, candidates) {
        Some(near) => format!("{what} `{name}`; did you mean `{near}`?"),
        None => format!("{what} `{name}`"),
    }
}

/// `t(key="…", lang="…", name=…)`: a message of the theme or site, in the language of the page. Texts, numbers and
/// ISO dates may be given as arguments.
fn t(shared: &Shared, arguments: &Kwargs, state: &State) -> TeraResult<Value> {
    let key = match argument_named(arguments, "key") {
        Some(key) => <&str as ArgFromValue>::from_value(key)?,
        None => arguments.must_get::<&str>("key")?,
    };
    let lang = language(shared, arguments, state)?;
    shared
        .answers
        .answer(Kind::Message(lang), None, arguments, || {
            let list: Args = arguments
                .iter()
                .filter_map(|(name, value)| Some((name.as_str()?, value)))
                .filter(|(name, _)| !matches!(*name, "key" | "lang"))
                .map(|(name, value)| (name.to_owned(), argument(value)))
                .collect();
            let formatted = shared.messages.format(lang, key, &list);
            // What is to be said of a message is said on every page that shows it.
            let is_lasting = formatted.findings.is_empty();
            shared
                .findings
                .add_of_call(formatted.findings, "t", "key", key);
            Ok((Value::from(formatted.text), is_lasting))
        })
}

/// A value as a message takes it.
pub(super) fn argument(value: &Value) -> Arg {
    if let Some(number) = value.as_number() {
        return Arg::Number(number.as_float());
    }
    let text = value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned);
    match dates::parse(&text) {
        Some(date) => Arg::Date(date),
        None => Arg::Text(text),
    }
}

/// `url(to="film/plan")`: the path of a page, given by key or source file, in the language; `url(to="/x/")`: a site
/// path with the path of `base_url` before it; what has a scheme stays as it is. `absolute=true` gives a whole URL.
fn url(shared: &Shared, arguments: &Kwargs, state: &State) -> TeraResult<Value> {
    takes_only("url", arguments, &["to", "lang", "absolute"])?;
    let to = arguments.must_get::<&str>("to")?;
    let absolute = arguments.get::<bool>("absolute")?.unwrap_or(false);
    let site = &shared.site;
    let address = |path: &str| {
        if absolute {
            site.absolute(path)
        } else {
            site.href(path)
        }
    };
    if to.starts_with("//") || links::has_scheme(to) {
        return Ok(to.into());
    }
    let (target, rest) = to.split_at(to.find(['#', '?']).unwrap_or(to.len()));
    if target.starts_with('/') {
        let path = links::decode(target);
        if site.route_at(&path).is_none() {
            let problem = links::nothing_at(&path);
            shared.findings.add_of_call([problem], "url", "to", to);
        }
        return Ok((address(&path) + &encoded_rest(rest)).into());
    }
    let lang = language(shared, arguments, state)?;
    match named::find(site, target)? {
        Named::Entry(entry) => {
            // What is not listed in a language can be linked to all the same, as in Markdown.
            let id = entry.listed[lang.index()].map_or(entry.origin, |listed| listed.page);
            Ok((address(&site.page(id).path) + &encoded_rest(rest)).into())
        }
        Named::Unpublished => Err(Error::message(format!("`{target}` is not published now"))),
        Named::Unread => {
            shared.findings.add_unread();
            Ok("".into())
        }
    }
}

/// `asset(path="style.css")`: the address of a file of the theme, with its fingerprint, or of a file below `static/`,
/// the same in every language.
fn asset(shared: &Shared, arguments: &Kwargs, _: &State) -> TeraResult<Value> {
    takes_only("asset", arguments, &["path", "lang"])?;
    let path = arguments.must_get::<&str>("path")?;
    shared.answers.answer(Kind::Asset, None, arguments, || {
        if let Some(address) = asset_address(&shared.site, path) {
            return Ok((address, true));
        }
        let assets = &shared.site.assets;
        let names = assets
            .theme
            .keys()
            .chain(assets.site.keys())
            .map(|name| &**name);
        Err(Error::message(unknown(
            "neither the theme nor static/ has a file",
            path,
            names,
        )))
    })
}

/// The address of a file of the theme or of `static/`.
pub(super) fn asset_address(site: &Site, path: &str) -> Option<Value> {
    let (_, path) = site.asset(path)?;
    Some(site.href(&path).into())
}

/// The page that is listed for a key or a source path in the language: a version in it, else the origin.
fn listed<'a>(shared: &'a Shared, written: &str, lang: Lang) -> TeraResult<Option<&'a Page>> {
    let site = &shared.site;
    let listed = match named::find(site, written)? {
        Named::Entry(entry) => entry.listed[lang.index()],
        Named::Unpublished => None,
        Named::Unread => {
            shared.findings.add_unread();
            None
        }
    };
    Ok(listed.map(|listed| site.page(listed.page)))
}

/// `page(key="film/plan")`: a page as lists show it, in the language; none where it has nothing to list.
fn page(shared: &Shared, arguments: &Kwargs, state: &State) -> TeraResult<Value> {
    takes_only("page", arguments, &["key", "lang"])?;
    let lang = language(shared, arguments, state)?;
    let found = listed(shared, arguments.must_get::<&str>("key")?, lang)?;
    Ok(found.map_or_else(Value::none, |page| shared.views.page_in(page.id, lang)))
}

/// `section(key="film/_index")`: a section with its `pages` and `sections`, in the language; none where it does not exist.
fn section(shared: &Shared, arguments: &Kwargs, state: &State) -> TeraResult<Value> {
    takes_only("section", arguments, &["key", "lang"])?;
    let lang = language(shared, arguments, state)?;
    let found = listed(shared, arguments.must_get::<&str>("key")?, lang)?;
    let found = found.filter(|page| shared.site.sections.contains_key(&page.id));
    Ok(found.map_or_else(Value::none, |page| shared.views.section_in(page, lang)))
}

/// `image(src="x.jpg", page=page.key)`: `path`, `url`, `width` and `height` of an image beside a page, below
/// `content/` or at a site path.
fn image(shared: &Shared, arguments: &Kwargs, state: &State) -> TeraResult<Value> {
    takes_only("image", arguments, &["src", "page", "lang"])?;
    let source = arguments.must_get::<&str>("src")?;
    let lang = language(shared, arguments, state)?;
    let key = arguments.get::<&str>("page")?.unwrap_or("_index");
    let missing = || Error::message(format!("there is no image `{source}` beside `{key}`"));
    let site = &shared.site;
    let page = match named::find(site, key)? {
        // What is not listed in a language has images all the same, as it has an address.
        Named::Entry(entry) => {
            let listed = entry.listed[lang.index()];
            site.page(listed.map_or(entry.origin, |listed| listed.page))
        }
        Named::Unpublished => return Err(missing()),
        Named::Unread => {
            shared.findings.add_unread();
            return Err(missing());
        }
    };
    shared.views.image(page, source).ok_or_else(missing)
}

/// `data(name="partners")`: what `content/_data/partners.yaml` holds, the same in every language; none where it could not
/// be read.
fn data(shared: &Shared, arguments: &Kwargs, _: &State) -> TeraResult<Value> {
    takes_only("data", arguments, &["name", "lang"])?;
    let written = arguments.must_get::<&str>("name")?;
    let site = &shared.site;
    let name = written.trim_end_matches(".yaml");
    if let Some(Some(value)) = site.data.get(name) {
        return Ok(view_of(value));
    }
    if site.data.contains_key(name) || site.unread.hides(&format!("_data/{name}.yaml")) {
        shared.findings.add_unread();
        return Ok(Value::none());
    }
    let names = site.data.keys().map(|name| &**name);
    Err(Error::message(unknown(
        "content/_data/ has no file",
        written,
        names,
    )))
}

/// Arguments of a component call as a template context.
pub(super) fn component_arguments(arguments: &[(Box<str>, serde_json::Value)]) -> Map {
    arguments
        .iter()
        .map(|(name, value)| (name.to_string().into(), view_of(value)))
        .collect()
}
