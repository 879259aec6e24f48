use super::*;

/// The titles of a section's pages, in order.
fn titles(site: &Site, key: &str, lang: &str) -> Vec<String> {
    let lang = site.config.lang(lang).unwrap();
    let id = site.entries.get(key).unwrap().versions[lang.index()].unwrap();
    let pages = &site.sections[&id].pages;
    let title = |id: &PageId| site.page(*id).title.to_string();
    pages.iter().map(title).collect()
}

#[test]
fn lists_are_ordered_as_readers_look_things_up() {
    let made = site(
        "",
        &[
            ("a/_index.ja.md", "title: A"),
            ("a/1.ja.md", "title: 第10回"),
            ("a/2.ja.md", "title: 第２回"),
            ("a/3.ja.md", "title: 第1回"),
            ("b/_index.ja.md", "title: B"),
            ("b/1.ja.md", "title: 沖縄\nreading: おきなわ"),
            ("b/2.ja.md", "title: 大阪\nreading: おおさか"),
            ("b/3.ja.md", "title: 音楽\nreading: オンガク"),
            ("b/4.ja.md", "title: エイサー"),
            ("c/_index.zh.md", "title: C"),
            ("c/1.zh.md", "title: 中国"),
            ("c/2.zh.md", "title: 北京"),
            // Characters with two readings: the usual one is zhǎng.
            ("c/3.zh.md", "title: 长春\nreading: Chángchūn"),
            ("c/5.zh.md", "title: 长沙\nreading: changsha"),
            ("c/6.zh.md", "title: 成都"),
            ("c/4.zh.md", "title: 内蒙古"),
        ],
    );
    let table: [(&str, &str, &[&str]); 3] = [
        ("a/_index", "ja", &["第1回", "第２回", "第10回"]),
        ("b/_index", "ja", &["エイサー", "大阪", "沖縄", "音楽"]),
        (
            "c/_index",
            "zh",
            &["北京", "长春", "长沙", "成都", "内蒙古", "中国"],
        ),
    ];
    for (key, lang, expected) in table {
        assert_eq!(titles(&made.value, key, lang), expected, "{key}");
    }
}

/// By their labels or by how `site.yaml` says that those are read, each language by its own.
#[test]
fn terms_are_ordered_by_their_readings() {
    let more = "taxonomies: {tags: {terms: {okinawa: {ja: 沖縄, zh: 冲绳, reading: {ja: おきなわ}}, \
                osaka: {ja: 大阪, reading: {ja: おおさか}}, hohhot: {ja: フフホト, zh: 呼和浩特}, \
                naha: {ja: 那覇, zh: 那霸, reading: なは}}}}\n";
    let tags = "tags: [naha, hohhot, osaka, okinawa, 第10回, 第2回]";
    let made = site(
        more,
        &[
            ("p.ja.md", &format!("title: P\n{tags}")),
            ("p.zh.md", &format!("title: P\n{tags}")),
            ("p.en.md", &format!("title: P\n{tags}")),
        ],
    );
    let taxonomy = &made.value.taxonomies[0];
    let ids = |lang: &str| -> Vec<&str> {
        let lang = made.value.config.lang(lang).unwrap();
        let existing = taxonomy.existing[lang.index()].iter();
        existing.map(|at| &*taxonomy.terms[*at].id).collect()
    };
    assert_eq!(
        ids("ja"),
        ["osaka", "okinawa", "naha", "hohhot", "第2回", "第10回"]
    );
    assert_eq!(ids("zh")[0], "okinawa");
    // The label is shown as ever.
    let okinawa = taxonomy.terms.iter().find(|term| &*term.id == "okinawa");
    assert_eq!(&*okinawa.unwrap().label[0], "沖縄");
}
