//! Emphasis: dots and no slant in Japanese and Chinese, a slant and no dots elsewhere.

use super::{LANGUAGES, Texts, pitches};

const TEXT: &str = "---\ntitle: 見本\n---\n\n<p id=\"em\">あ的a<br>直<em>直骨</em>あ的a<br>あ的a</p>

<p id=\"nested\"><em>直<span lang=\"ja\">直</span><span lang=\"zh\">直</span><span lang=\"en\">a</span><code>a</code></em></p>

<p id=\"others\"><i>直</i><cite>直</cite><dfn>直</dfn><var>直</var></p>
";

const STYLE: &str = "(() => {
    const of = selector => {
        const style = getComputedStyle(document.querySelector(selector));
        const dots = style.textEmphasisStyle === 'none' ? 'none' : style.textEmphasisPosition.split(' ')[0];
        return `${style.fontStyle} ${dots}`;
    };
    return ['#em em', '#nested em', '#nested [lang=ja]', '#nested [lang=zh]', '#nested [lang=en]', '#nested code', '#others i', '#others cite'].map(of);
})()";

#[test]
fn dots_are_over_in_japanese_under_in_chinese_and_nothing_is_slanted() {
    let Some(mut site) = Texts::start([TEXT, TEXT, TEXT]) else {
        return;
    };
    let (ja, zh, en) = ("normal over", "normal under", "italic none");
    let rows = [
        (
            "ja",
            [
                ja,
                ja,
                ja,
                zh,
                en,
                "normal none",
                "normal none",
                "normal none",
            ],
        ),
        (
            "zh",
            [
                zh,
                zh,
                ja,
                zh,
                en,
                "normal none",
                "normal none",
                "normal none",
            ],
        ),
        ("en", [en, en, ja, zh, en, en, en, en]),
    ];
    for (language, expected) in rows {
        assert_eq!(site.go(language).texts(STYLE), expected, "{language}");
    }
}

/// With no gap between lines, dots need room of their own: over the line or under it.
#[test]
fn the_room_that_dots_take_is_on_their_side() {
    let Some(mut site) = Texts::start([TEXT, TEXT, TEXT]) else {
        return;
    };
    let rows = [
        ("ja", [true, false]),
        ("zh", [false, true]),
        ("en", [false, false]),
    ];
    for (language, expected) in rows {
        let browser = site.go(language);
        browser.value("void (document.querySelector('#em').style.lineHeight = 1)");
        let found = pitches(browser, "#em");
        let grows = [found[1] - found[0] > 3.0, found[2] - found[0] > 3.0];
        assert_eq!(grows, expected, "{language}: {found:?}");
    }
}

#[test]
fn lines_with_dots_or_words_of_another_language_are_as_far_apart_as_others() {
    let words = "あ的a直<em>直骨</em>あ的a<strong>直</strong><span lang=\"en\">Kg</span>あ的a<span lang=\"ja\">直</span><span lang=\"zh\">直</span>あ的a<em lang=\"en\">Kg</em> ";
    let text = format!(
        "---\ntitle: 見本\n---\n\n<p id=\"text\">{}</p>\n",
        words.repeat(12)
    );
    let Some(mut site) = Texts::start([&text, &text, &text]) else {
        return;
    };
    for language in LANGUAGES {
        for width in [320, 390, 1280] {
            site.browser.width(width);
            let found = pitches(site.go(language), "#text");
            assert!(found.len() > 4, "{language}: {found:?}");
            let jumps = found.iter().any(|pitch| (pitch - found[0]).abs() > 0.2);
            assert!(!jumps, "{language} {width}: {found:?}");
        }
    }
}
