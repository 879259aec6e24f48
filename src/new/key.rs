//! Keys as people type them.

/// Bytes of one segment at most: file names may have 255 on most systems, and the language and extension follow.
const SEGMENT_BYTES: usize = 200;

/// The key of a page that may be written: NFC, without language and extension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Key(String);

impl Key {
    /// Refuses with a reason what is no key, or would make a file that is no content. `codes` are the site's languages.
    pub(super) fn parse(typed: &str, codes: &[&str]) -> Result<Self, String> {
        let key = crate::unicode::nfc(typed).into_owned();
        if key.is_empty() {
            return Err(refusal(typed, "it is empty", "write a path like film/plan"));
        }
        if let Some(rest) = key.strip_prefix("content/") {
            return Err(refusal(
                typed,
                "a key begins below content/",
                &format!("write {rest}"),
            ));
        }
        if let Some((stem, suffix)) = key.rsplit_once('.')
            && !suffix.contains('/')
            && (suffix == "md" || codes.contains(&suffix))
        {
            let stem = codes
                .iter()
                .find_map(|code| stem.strip_suffix(code)?.strip_suffix('.'))
                .unwrap_or(stem);
            let what = "a key has neither language nor extension, for the page is written in all languages";
            return Err(refusal(typed, what, &format!("write {stem}")));
        }
        let segments: Vec<&str> = key.split('/').collect();
        let last = segments.len() - 1;
        for (at, segment) in segments.iter().enumerate() {
            check_segment(segment, at == last)
                .map_err(|(what, help)| refusal(typed, &what, &help))?;
        }
        if key == "index" {
            return Err(refusal(
                typed,
                "it makes a page of its folder, and content/ itself is no page",
                "write _index for the home page",
            ));
        }
        if let Some(bundle) = key.strip_suffix("/index") {
            return Err(refusal(
                typed,
                "a page in its own folder has the folder's key",
                &format!("write {bundle}"),
            ));
        }
        Ok(Key(key))
    }

    /// The key.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// The archetype that fits where none is named.
    pub(super) fn kind(&self) -> &'static str {
        if self.is_section() { "section" } else { "page" }
    }

    /// The last segment of the address; `None` for the home page.
    pub(super) fn last_segment(&self) -> Option<&str> {
        self.address()?.rsplit('/').next()
    }

    /// Paths below `content/`, without language and extension, that lead to the same address.
    pub(super) fn stems(&self) -> Vec<String> {
        match self.address() {
            None => vec!["_index".to_owned()],
            Some(address) => vec![
                address.to_owned(),
                format!("{address}/index"),
                format!("{address}/_index"),
            ],
        }
    }

    fn is_section(&self) -> bool {
        self.0 == "_index" || self.0.ends_with("/_index")
    }

    fn address(&self) -> Option<&str> {
        if self.0 == "_index" {
            return None;
        }
        Some(self.0.strip_suffix("/_index").unwrap_or(&self.0))
    }
}

fn refusal(typed: &str, what: &str, help: &str) -> String {
    format!("{typed:?} cannot be the key of a page: {what}\n{help}")
}

/// What is wrong with a segment, and what to do instead.
fn check_segment(segment: &str, is_last: bool) -> Result<(), (String, String)> {
    let refuse = |what: String, help: &str| Err((what, help.to_owned()));
    if segment.is_empty() {
        return refuse(
            "a part between slashes is empty".into(),
            "write a path like film/plan",
        );
    }
    if segment == "." || segment == ".." {
        return refuse(
            format!("{segment:?} leads elsewhere"),
            "write the path below content/",
        );
    }
    if segment.starts_with('.') {
        return refuse(
            format!("{segment:?} is a hidden file"),
            "begin each part with a letter or a digit",
        );
    }
    if segment.starts_with('_') && !(is_last && segment == "_index") {
        let help = "begin each part with a letter or a digit; only a last _index may begin with _, for a section";
        return refuse(format!("{segment:?} is a name that is not content"), help);
    }
    if segment.trim() != segment || segment.ends_with(['.', '~']) {
        return refuse(
            format!("{segment:?} begins or ends in a space, a dot or ~"),
            "leave that out",
        );
    }
    // What Windows refuses in names, and what means something else in URLs.
    let forbidden = |char: char| char.is_control() || r#"\:*?"<>|#%"#.contains(char);
    if let Some(char) = segment.chars().find(|char| forbidden(*char)) {
        return refuse(
            format!("it holds {char:?}"),
            "use letters, digits and hyphens, with / between folders",
        );
    }
    if segment.len() > SEGMENT_BYTES {
        return refuse(
            format!("a part is longer than {SEGMENT_BYTES} bytes"),
            "write a shorter one; the title can be long",
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODES: [&str; 3] = ["ja", "zh", "en"];

    #[test]
    fn keys() {
        let rows = [
            ("film/plan", "film/plan", "page", Some("plan")),
            ("film/_index", "film/_index", "section", Some("film")),
            ("_index", "_index", "section", None),
            ("news/v1.2", "news/v1.2", "page", Some("v1.2")),
            ("映画/計画", "映画/計画", "page", Some("計画")),
            ("か\u{3099}", "が", "page", Some("が")),
            ("a b/x-y_z", "a b/x-y_z", "page", Some("x-y_z")),
            ("indexes", "indexes", "page", Some("indexes")),
        ];
        for (typed, key, kind, last) in rows {
            let parsed = Key::parse(typed, &CODES).unwrap();
            assert_eq!(
                (parsed.as_str(), parsed.kind(), parsed.last_segment()),
                (key, kind, last)
            );
        }
    }

    #[test]
    fn what_is_no_key() {
        let long = "あ".repeat(100);
        let rows = [
            ("", "empty"),
            ("/", "empty"),
            ("/film", "empty"),
            ("film/", "empty"),
            ("film//plan", "empty"),
            ("..", "leads elsewhere"),
            ("film/../../etc/passwd", "leads elsewhere"),
            ("./film", "leads elsewhere"),
            (".git/config", "hidden"),
            ("_data/x", "not content"),
            ("_index/x", "not content"),
            ("film/_plan", "not content"),
            ("film\\plan", "holds '\\\\'"),
            ("a\nb", "holds '\\n'"),
            ("a\0b", "holds '\\0'"),
            ("a\u{1b}b", "holds '\\u{1b}'"),
            ("what?", "holds '?'"),
            ("50%", "holds '%'"),
            ("c:film", "holds ':'"),
            (" film", "space"),
            ("film ", "space"),
            ("film~", "~"),
            ("film.", "dot"),
            ("film/plan.md", "write film/plan"),
            ("film/plan.ja", "write film/plan"),
            ("film/plan.ja.md", "write film/plan"),
            ("film/_index.zh.md", "write film/_index"),
            ("film/plan/index", "write film/plan"),
            ("content/film/plan", "write film/plan"),
            (&long, "longer"),
        ];
        for (typed, reason) in rows {
            let refusal = Key::parse(typed, &CODES).unwrap_err();
            assert!(refusal.contains(reason), "{typed:?}: {refusal}");
        }
    }

    #[test]
    fn stems_of_one_address() {
        let rows = [
            ("film", vec!["film", "film/index", "film/_index"]),
            ("film/_index", vec!["film", "film/index", "film/_index"]),
            ("_index", vec!["_index"]),
        ];
        for (typed, stems) in rows {
            assert_eq!(Key::parse(typed, &CODES).unwrap().stems(), stems);
        }
    }
}
