//! Readings over characters.

use super::{LANGUAGES, Texts, number, pitches};

fn ruby(lang: &str) -> String {
    let rt = |text: &str| format!("<rp>(</rp><rt{lang}>{text}</rt><rp>)</rp>");
    format!(
        "<ruby>羅{}生{}門{}</ruby>",
        rt("ら"),
        rt("しょう"),
        rt("もん")
    )
}

#[test]
fn readings_do_not_move_lines() {
    for lang in ["", " lang=\"ja\"", " lang=\"zh-Latn-pinyin\""] {
        let ruby = ruby(lang);
        let paragraph = format!("あ的a直{ruby}あ的a直、<em>あ的a</em>直、").repeat(12);
        let text = format!(
            "---\ntitle: 見本\n---\n\n<p id=\"text\">{paragraph}</p>\n\n<h2 id=\"heading\">{}</h2>\n\n- あ的a{ruby}\n",
            format!("あ的a{ruby}あ的a").repeat(12)
        );
        let Some(mut site) = Texts::start([&text, &text, &text]) else {
            return;
        };
        // Dots under a line of Chinese and readings over the next are more than a gap holds: without them there.
        for language in LANGUAGES {
            for width in [320, 390, 1280] {
                site.browser.width(width);
                let browser = site.go(language);
                if language == "zh" {
                    browser.value("document.querySelectorAll('em').forEach(em => em.style.textEmphasis = 'none')");
                }
                for selector in ["#text", "#heading"] {
                    let found = pitches(browser, selector);
                    assert!(found.len() > 3, "{language}: {found:?}");
                    let jumps = found.iter().any(|pitch| (pitch - found[0]).abs() > 0.2);
                    assert!(!jumps, "{language} {width} {lang} {selector}: {found:?}");
                }
            }
        }
    }
}

#[test]
fn readings_are_small_over_the_text_and_not_copied() {
    let text = format!(
        "---\ntitle: 見本\n---\n\n<p id=\"text\">直{}直</p>\n\n<p id=\"em\">直<em>直{}</em></p>\n",
        ruby(""),
        ruby(" lang=\"ja\"")
    );
    let Some(mut site) = Texts::start([&text, &text, &text]) else {
        return;
    };
    for language in LANGUAGES {
        let browser = site.go(language);
        let ratio = number(browser, "size(one('rt')) / size(one('#text'))");
        assert!((ratio - 0.5).abs() < 0.01, "{language}: {ratio}");
        // Over the characters that it belongs to, and within the gap.
        let over = number(
            browser,
            "characters(one('#text'))[1].bottom - one('rt').getBoundingClientRect().bottom",
        );
        assert!(over > 10.0, "{language}: {over}");
        let copied = "(() => {
            getSelection().selectAllChildren(document.querySelector('#text'));
            return getSelection().toString().replace(/\\s/g, '');
        })()";
        assert_eq!(browser.value(copied), "直羅生門直", "{language}");
    }
}

#[test]
fn dots_and_readings_are_not_in_one_place() {
    let text = format!(
        "---\ntitle: 見本\n---\n\n直<em>直{}</em>\n\n<ruby><em>人</em><rt lang=\"ja\">ひと</rt></ruby>\n",
        ruby(" lang=\"ja\"")
    );
    let Some(mut site) = Texts::start([&text, &text, &text]) else {
        return;
    };
    for language in ["ja", "zh"] {
        let browser = site.go(language);
        let dots = "[...document.querySelectorAll('em')].map(em => getComputedStyle(em).textEmphasisPosition)";
        assert_eq!(browser.texts(dots), ["under", "under"], "{language}");
        let dots = "[...document.querySelectorAll('rt')].map(rt => getComputedStyle(rt).textEmphasisStyle)";
        assert_eq!(browser.texts(dots), ["none"; 4], "{language}");
    }
}
