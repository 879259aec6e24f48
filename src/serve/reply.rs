//! From a request to a reply, without a network: what is asked of which site, and what it answers.

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};

use super::Shared;
use super::address::Address;
use super::content_type;
use super::current::Shown;
use super::live;
use super::lookup::{Found, look_up};
use super::page::{Page, Text, is_html, version};
use super::partial::{Part, etag, is_known, part};
use super::rendered::Rendered;
use crate::assets::{AssetBytes, OpenAsset};
use crate::model::Target;

/// Tells the script what its page was loaded as: the version and shape of [`Text`], and the step of its files; and as what
/// a file that the page has loaded (Server Timing §2).
const SERVER_TIMING: header::HeaderName = header::HeaderName::from_static("server-timing");

/// Nothing of a preview is meant for pages of others.
const RESOURCE_POLICY: header::HeaderName =
    header::HeaderName::from_static("cross-origin-resource-policy");

/// From where a request comes (Fetch Metadata §2.3).
const FETCH_SITE: header::HeaderName = header::HeaderName::from_static("sec-fetch-site");

const SCRIPT: &str = "text/javascript; charset=utf-8";
const HTML: &str = "text/html; charset=utf-8";
const TEXT: &str = "text/plain; charset=utf-8";

/// Browsers ask again each time, and are told when nothing is new.
const ASK_AGAIN: HeaderValue = HeaderValue::from_static("no-cache");

/// What must not be remembered: it may be another thing after the next edit.
const FORGET: HeaderValue = HeaderValue::from_static("no-store");

/// What is asked for.
#[derive(Debug)]
pub(super) struct Request {
    pub(super) method: Method,
    pub(super) uri: Uri,
    pub(super) headers: HeaderMap,
}

/// What is answered. For `HEAD` the body is left out on the way.
#[derive(Debug)]
pub(super) struct Reply {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) content: Content,
}

/// The body of a reply.
#[derive(Debug)]
pub(super) enum Content {
    /// Bytes at hand.
    Bytes(Bytes),
    /// So many bytes of an asset, from where it stands.
    Asset(OpenAsset, u64),
}

/// Answers one request from the site that is served when it comes.
pub(super) fn reply(request: &Request, shared: &Shared) -> Reply {
    if let Some(refusal) = refusal(request, &shared.address) {
        return refusal;
    }
    match request.uri.path() {
        live::SCRIPT => script(request),
        live::LOOK => look(request, shared),
        _ => answer(request, shared),
    }
}

/// What the site answers.
fn answer(request: &Request, shared: &Shared) -> Reply {
    let shown = shared.current.get();
    let shown = match &*shown {
        Shown::Site(shown) => shown,
        Shown::Broken(page) => return broken(page, shared),
    };
    let Some(site) = shown.renderer().map(|renderer| renderer.site()) else {
        return Reply::text(StatusCode::NOT_FOUND, "there is no site");
    };
    match look_up(site, request.uri.path()) {
        Found::Route(at) => route(at, StatusCode::OK, request, shown, shared),
        Found::Moved(path) => moved(&site.href(&path), request.uri.query()),
        Found::Nothing(Some(at)) => route(at, StatusCode::NOT_FOUND, request, shown, shared),
        Found::Nothing(None) => Reply::text(StatusCode::NOT_FOUND, "there is no such page"),
    }
}

/// Why a request is not looked at.
fn refusal(request: &Request, address: &Address) -> Option<Reply> {
    let mut hosts = request.headers.get_all(header::HOST).iter();
    let host = match (hosts.next(), hosts.next()) {
        (Some(host), None) => host.to_str().ok(),
        _ => None,
    };
    let Some(host) = host else {
        let message = "the request does not name one host";
        return Some(Reply::text(StatusCode::BAD_REQUEST, message));
    };
    // RFC 9112 §3.2.2: the host of an absolute request target replaces that of `Host`.
    let is_foreign = |host: &str| !address.is_ours(host);
    if is_foreign(host) || request.uri.host().is_some_and(is_foreign) {
        let message = "this preview does not answer to that name; \
                       start it with --host and the name or address that you use";
        return Some(Reply::text(StatusCode::FORBIDDEN, message));
    }
    if request.method != Method::GET && request.method != Method::HEAD {
        let message = "this is a preview: it can only be read";
        let mut reply = Reply::text(StatusCode::METHOD_NOT_ALLOWED, message);
        reply.set(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        return Some(reply);
    }
    None
}

/// Why somebody is not told what is new: as for other requests, and if a page of somebody else asks. A browser names
/// the origin of the page (RFC 6454 §7, Fetch Metadata) wherever it is not ours.
pub(super) fn refusal_to_tell(request: &Request, address: &Address) -> Option<Reply> {
    if let Some(refusal) = refusal(request, address) {
        return Some(refusal);
    }
    let is_ours = |origin: &HeaderValue| {
        let host = origin
            .to_str()
            .ok()
            .and_then(|text| text.strip_prefix("http://"));
        host.is_some_and(|host| address.is_ours(host))
    };
    let is_foreign = request
        .headers
        .get_all(header::ORIGIN)
        .iter()
        .any(|origin| !is_ours(origin));
    let is_from_elsewhere = request
        .headers
        .get(FETCH_SITE)
        .is_some_and(|site| site != "same-origin" && site != "none");
    (is_foreign || is_from_elsewhere).then(|| {
        let message = "only pages of this preview are told what is new";
        Reply::text(StatusCode::FORBIDDEN, message)
    })
}

/// What the route with this index answers.
fn route(
    at: usize,
    status: StatusCode,
    request: &Request,
    shown: &Rendered,
    shared: &Shared,
) -> Reply {
    let hear = |problems: &[_]| shared.heard(problems);
    let (Some(page), Some(renderer)) = (shown.page(at, hear), shown.renderer()) else {
        return Reply::text(StatusCode::NOT_FOUND, "there is no such page");
    };
    let route = &renderer.site().routes[at];
    let kind = content_type::of(route);
    match page {
        Page::Broken(page) => broken(&page, shared),
        Page::Text(text) => {
            let etag = etag(text.version);
            let mut reply = bytes_of(text.bytes.clone(), &etag, status, request, &kind);
            if is_html(route) {
                reply.set_for_script(&text, shared);
            }
            reply
        }
        Page::Asset(asset) => {
            let mut reply = asset_of(&asset, request, &kind);
            // Files of the theme have other addresses where they are other.
            if !matches!(route.target, Target::ThemeAsset(_)) {
                reply.set_version();
            }
            reply
        }
    }
}

/// The script that listens to what is new.
fn script(request: &Request) -> Reply {
    let text = live::SCRIPT_TEXT.as_bytes();
    let etag = etag(version(text));
    bytes_of(
        Bytes::from_static(text),
        &etag,
        StatusCode::OK,
        request,
        SCRIPT,
    )
}

/// What the page in the query would be loaded as: the status, and what the script is told of it. That is not asked of the
/// page itself, since browsers write to the console of every answer that is an error.
fn look(request: &Request, shared: &Shared) -> Reply {
    let uri = request.uri.query().and_then(|query| query.parse().ok());
    let Some(uri) = uri.filter(|uri: &Uri| uri.host().is_none()) else {
        return Reply::text(StatusCode::BAD_REQUEST, "the query is no path");
    };
    let page = Request {
        method: Method::GET,
        uri,
        headers: HeaderMap::new(),
    };
    let reply = answer(&page, shared);
    let described = reply.headers.get(SERVER_TIMING);
    let described = described.and_then(|value| value.to_str().ok());
    let status = reply.status.as_str();
    Reply::text(
        StatusCode::OK,
        format!("{status} {}", described.unwrap_or_default()),
    )
}

fn bytes_of(bytes: Bytes, etag: &str, status: StatusCode, request: &Request, kind: &str) -> Reply {
    let is_known = status == StatusCode::OK && is_known(&request.headers, etag);
    let mut reply = match is_known {
        true => Reply::new(StatusCode::NOT_MODIFIED, Content::Bytes(Bytes::new()), kind),
        false => Reply::new(status, Content::Bytes(bytes), kind),
    };
    reply.set(header::CACHE_CONTROL, ASK_AGAIN);
    reply.set_text(header::ETAG, etag);
    reply
}

/// Weak: times of files have steps, and two changes may fall into one (RFC 9110 §8.8.1).
fn asset_etag(asset: &OpenAsset) -> String {
    format!("W/{}", etag(asset.version()))
}

fn asset_of(asset: &AssetBytes, request: &Request, kind: &str) -> Reply {
    let mut asset = match asset.open() {
        Ok(asset) => asset,
        Err(error) => {
            // Gone since the last look: the next snapshot will say so.
            let message = format!("the file cannot be read: {error}");
            return Reply::text(StatusCode::NOT_FOUND, message);
        }
    };
    let total = asset.length();
    let etag = asset_etag(&asset);
    if is_known(&request.headers, &etag) {
        let empty = Content::Bytes(Bytes::new());
        let mut reply = Reply::new(StatusCode::NOT_MODIFIED, empty, kind);
        reply.set(header::CACHE_CONTROL, ASK_AGAIN);
        reply.set_text(header::ETAG, &etag);
        return reply;
    }
    // RFC 9110 §14.2: no other method has ranges.
    let part = match request.method == Method::GET {
        true => part(&request.headers, total),
        false => Part::Whole,
    };
    let (status, range) = match part {
        Part::Whole => (StatusCode::OK, 0..total),
        Part::Range(range) => (StatusCode::PARTIAL_CONTENT, range),
        Part::None => (StatusCode::RANGE_NOT_SATISFIABLE, 0..0),
    };
    if range.start > 0
        && let Err(error) = asset.seek_to(range.start)
    {
        let message = format!("the file cannot be read: {error}");
        return Reply::text(StatusCode::NOT_FOUND, message);
    }
    let described = match status {
        StatusCode::PARTIAL_CONTENT => format!("bytes {}-{}/{total}", range.start, range.end - 1),
        _ => format!("bytes */{total}"),
    };
    let mut reply = Reply::new(status, Content::Asset(asset, range.end - range.start), kind);
    reply.set(header::CACHE_CONTROL, ASK_AGAIN);
    reply.set(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    reply.set_text(header::ETAG, &etag);
    if status != StatusCode::OK {
        reply.set_text(header::CONTENT_RANGE, &described);
    }
    reply
}

/// To an address of the site. Not to be remembered: after an edit something else may stand here.
fn moved(href: &str, query: Option<&str>) -> Reply {
    let target = match query {
        Some(query) => format!("{href}?{query}"),
        None => href.to_owned(),
    };
    let Ok(location) = HeaderValue::try_from(target) else {
        return Reply::text(StatusCode::NOT_FOUND, "there is no such page");
    };
    let mut reply = Reply::text(
        StatusCode::PERMANENT_REDIRECT,
        "the page is at another address",
    );
    reply.set(header::LOCATION, location);
    reply
}

fn broken(page: &Text, shared: &Shared) -> Reply {
    let status = StatusCode::INTERNAL_SERVER_ERROR;
    let mut reply = Reply::new(status, Content::Bytes(page.bytes.clone()), HTML);
    reply.set(header::CACHE_CONTROL, FORGET);
    reply.set_text(header::ETAG, &etag(page.version));
    reply.set_for_script(page, shared);
    reply
}

impl Reply {
    fn new(status: StatusCode, content: Content, kind: &str) -> Reply {
        let mut reply = Reply {
            status,
            headers: HeaderMap::new(),
            content,
        };
        if let Ok(kind) = HeaderValue::try_from(kind) {
            reply.set(header::CONTENT_TYPE, kind);
        }
        reply.set(
            header::X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        );
        reply.set(RESOURCE_POLICY, HeaderValue::from_static("same-origin"));
        let length = match &reply.content {
            Content::Bytes(bytes) => bytes.len() as u64,
            Content::Asset(_, length) => *length,
        };
        if status != StatusCode::NOT_MODIFIED {
            reply.set(header::CONTENT_LENGTH, HeaderValue::from(length));
        }
        reply
    }

    fn text(status: StatusCode, text: impl Into<String>) -> Reply {
        let text = format!("{}\n", text.into());
        let mut reply = Reply::new(status, Content::Bytes(text.into()), TEXT);
        reply.set(header::CACHE_CONTROL, FORGET);
        reply
    }

    /// What the script must know of the page it is in.
    fn set_for_script(&mut self, text: &Text, shared: &Shared) {
        let Text { version, shape, .. } = text;
        let step = shared.live.step();
        let described = format!("yuimaru;desc=\"{version:016x}.{shape:016x}.{step}\"");
        self.set_text(SERVER_TIMING, &described);
    }

    /// What the script must know of a file that its page has loaded.
    fn set_version(&mut self) {
        let etag = self.headers.get(header::ETAG);
        let version: String = etag
            .and_then(|etag| etag.to_str().ok())
            .map(|etag| etag.chars().filter(char::is_ascii_alphanumeric).collect())
            .unwrap_or_default();
        self.set_text(SERVER_TIMING, &format!("yuimaru;desc=\"{version}\""));
    }

    fn set_text(&mut self, name: header::HeaderName, value: &str) {
        if let Ok(value) = HeaderValue::try_from(value) {
            self.set(name, value);
        }
    }

    fn set(&mut self, name: header::HeaderName, value: HeaderValue) {
        self.headers.insert(name, value);
    }
}
