//! Where lines end, and how wide characters are.

use super::{LANGUAGES, Texts, WIDTHS, measure, number, texts};

/// What no line may begin with, and what none may end with.
const NOT_FIRST: &str =
    "、。，．」』）〉》】”’！？：；・ーっッゃゅょゎぁぃぅぇぉャュョァィゥェォ々…—";
const NOT_LAST: &str = "「『（〈《【“‘";

const JAPANESE: &str = "「ちょっと、ラッパーのコーヒーを」と言った。それから、『きっと、もっとゆっくり』（とっても）、**チーム**、*ジャッキ*。<ruby>羅生門<rp>(</rp><rt>らしょうもん</rt><rp>)</rp></ruby>、<ruby>人<rp>(</rp><rt>ひと</rt><rp>)</rp>々<rp>(</rp><rt>びと</rt><rp>)</rp></ruby>。[リンク](https://example.org/)、`code`、《はっきり》ー。OKですか？はい！えっ……「っ」、";
const CHINESE: &str = "他说：“你好，《内蒙古》！”然后（真的吗？）呢；“是的。”——‘不，是。’《沙漠与海》，**重要**、*强调*。<ruby>草<rp>(</rp><rt>cǎo</rt><rp>)</rp>原<rp>(</rp><rt>yuán</rt><rp>)</rp></ruby>，[链接](https://example.org/)。`code`，那霸……OK？好！“‘一’，二”、";

/// The text after none to twelve other characters: so each of its characters comes to stand at the end of a line.
fn shifted(filler: &str, text: &str) -> String {
    let paragraphs: Vec<String> = (0..12)
        .map(|count| format!("{}{text}{text}", filler.repeat(count)))
        .collect();
    format!("---\ntitle: 見本\n---\n\n{}\n", paragraphs.join("\n\n"))
}

#[test]
fn no_line_begins_or_ends_with_what_must_not() {
    let (japanese, chinese) = (shifted("あ", JAPANESE), shifted("的", CHINESE));
    let Some(mut site) = Texts::start([&japanese, &chinese, "---\ntitle: Text\n---\n"]) else {
        return;
    };
    let lines = "[...document.querySelectorAll('.prose p')].flatMap(lines)";
    let wrong = format!(
        "{lines}.filter((line, at, all) => '{NOT_FIRST}'.includes(line[0].text) || '{NOT_LAST}'.includes(line.at(-1).text))
            .map(line => line.map(({{text}}) => text).join(''))"
    );
    for language in ["ja", "zh"] {
        for width in WIDTHS {
            site.browser.width(width);
            let browser = site.go(language);
            let found = texts(browser, &wrong);
            assert!(found.is_empty(), "{language} {width}: {found:#?}");
            let count = number(browser, &format!("{lines}.length"));
            assert!(count > 40.0, "{language} {width}: {count}");
            // Where a line may break anywhere, the same text does begin lines with them.
            browser.value("document.documentElement.style.lineBreak = 'anywhere'");
            let found = texts(browser, &wrong);
            assert!(found.len() > 5, "{language} {width}: {found:#?}");
        }
    }
}

#[test]
fn a_line_break_in_the_source_adds_no_width() {
    let japanese = "---\ntitle: 見本\n---\n\n沖縄県、および内モンゴル。「直接」の**交流**を\n\n沖縄\n県、\nおよび内モンゴル。\n「直接」の\n**交流**\nを\n";
    let chinese = "---\ntitle: 样例\n---\n\n冲绳县，以及内蒙古。《直接》的**交流**项目\n\n冲绳\n县，\n以及内蒙古。\n《直接》的\n**交流**\n项目\n";
    let english = "---\ntitle: Text\n---\n\nOkinawa and Mongolia\n\nOkinawa\nand\nMongolia\n";
    let Some(mut site) = Texts::start([japanese, chinese, english]) else {
        return;
    };
    for language in LANGUAGES {
        let browser = site.go(language);
        let widths = "[...document.querySelectorAll('.prose p')].map(p => characters(p).at(-1).right - characters(p)[0].left)";
        let [whole, broken]: [f64; 2] =
            serde_json::from_value(browser.value(&measure(widths))).unwrap();
        assert!(whole > 100.0);
        assert!((whole - broken).abs() < 0.1, "{language}: {whole} {broken}");
        // And there is one line of each, or nothing was measured.
        let count = number(browser, "lines(one('.prose')).length");
        assert!((count - 2.0).abs() < 0.1, "{language}");
    }
}

#[test]
fn quotation_marks_are_as_wide_as_an_ideograph_in_chinese() {
    let text = "---\ntitle: 样例\n---\n\n他说“你好”了，又‘再见’了——真的……吧\n";
    let Some(mut site) = Texts::start([
        text,
        text,
        "---\ntitle: Text\n---\n\nhe said “so” and ‘so’\n",
    ]) else {
        return;
    };
    let widths = "characters(one('.prose p')).filter(({text}) => '“”‘’—…'.includes(text)).map(({width}) => width / size(one('.prose p')))";
    let of = |site: &mut Texts, language: &str| -> Vec<f64> {
        serde_json::from_value(site.go(language).value(&measure(widths))).unwrap()
    };
    let chinese = of(&mut site, "zh");
    assert_eq!(chinese.len(), 8);
    assert!(
        chinese.iter().all(|width| (width - 1.0).abs() < 0.01),
        "{chinese:?}"
    );
    let english = of(&mut site, "en");
    assert_eq!(english.len(), 4);
    assert!(english.iter().all(|width| *width < 0.6), "{english:?}");
}

#[test]
fn a_line_holds_as_many_characters_as_one_reads_at_a_glance() {
    let japanese = format!("---\ntitle: 見本\n---\n\n{}\n", "漢字".repeat(90));
    let chinese = format!("---\ntitle: 样例\n---\n\n{}\n", "汉字".repeat(90));
    let english = format!(
        "---\ntitle: Text\n---\n\n{}\n",
        "They met in the steppe and again on the coast of the island. ".repeat(8)
    );
    let Some(mut site) = Texts::start([&japanese, &chinese, &english]) else {
        return;
    };
    let rows = [("ja", 38.0, 40.0), ("zh", 38.0, 40.0), ("en", 65.0, 85.0)];
    for (language, least, most) in rows {
        site.browser.width(1280);
        let browser = site.go(language);
        // With the spaces, that have no part in `lines`.
        let longest = "Math.max(...lines(one('.prose p')).map(line => line.length)) * one('.prose p').innerText.length / characters(one('.prose p')).length";
        let count = number(browser, longest);
        assert!((least..=most).contains(&count), "{language}: {count}");
        // The gap between two lines is 50 to 100 % of a character.
        let gap = number(
            browser,
            "parseFloat(getComputedStyle(one('.prose p')).lineHeight) / size(one('.prose p')) - 1",
        );
        assert!((0.5..=1.0).contains(&gap), "{language}: {gap}");
    }
}

#[test]
fn latin_letters_stand_off_from_ideographs_but_not_in_code() {
    let text = "---\ntitle: 見本\n---\n\n日本と`直a直`ABCと\n";
    let Some(mut site) = Texts::start([text, text, text]) else {
        return;
    };
    for (language, wanted) in [("ja", true), ("zh", true), ("en", false)] {
        let browser = site.go(language);
        if browser.value("CSS.supports('text-autospace', 'normal')") != true {
            return;
        }
        let width =
            "characters(one('.prose p')).at(-1).right - characters(one('.prose p'))[0].left";
        let own = number(browser, width);
        let in_code =
            "characters(one('.prose code')).at(-1).right - characters(one('.prose code'))[0].left";
        let code = number(browser, in_code);
        browser.value("document.documentElement.style.textAutospace = 'no-autospace'");
        assert_eq!(own > number(browser, width) + 1.0, wanted, "{language}");
        let difference = code - number(browser, in_code);
        assert!(difference.abs() < 0.01, "{language}");
    }
}

#[test]
fn an_opening_bracket_at_the_beginning_of_a_line_is_half_as_wide() {
    let text = "---\ntitle: 見本\n---\n\n「直接」の「直接」\n\n```text\n「直接」\n```\n";
    let Some(mut site) = Texts::start([text, text, text]) else {
        return;
    };
    for language in ["ja", "zh"] {
        let browser = site.go(language);
        if browser.value("CSS.supports('text-spacing-trim', 'trim-start')") != true {
            return;
        }
        for (selector, expected) in [(".prose p", [0.5, 1.0]), ("pre code", [1.0, 1.0])] {
            let widths = format!(
                "characters(one('{selector}')).filter(({{text}}) => text === '「').map(({{width}}) => width / size(one('{selector}')))"
            );
            let found: Vec<f64> = serde_json::from_value(browser.value(&measure(&widths))).unwrap();
            for (found, expected) in found.iter().zip(expected) {
                assert!(
                    (found - expected).abs() < 0.01,
                    "{language} {selector}: {found}"
                );
            }
        }
    }
}

#[test]
fn a_heading_in_japanese_breaks_between_phrases() {
    let phrases = ["沖縄と", "内モンゴルの", "交流に", "関する", "お知らせです"];
    let title = phrases.concat();
    let text = format!("---\ntitle: {title}\n---\n\n## {title}\n\n{title}\n");
    let Some(mut site) = Texts::start([&text, &text, &text]) else {
        return;
    };
    for width in [320, 344, 360, 375, 390] {
        site.browser.width(width);
        let browser = site.go("ja");
        if browser.value("CSS.supports('word-break', 'auto-phrase')") != true {
            return;
        }
        for heading in ["h1", ".prose h2"] {
            let starts = format!(
                "lines(one('{heading}')).map(line => line.map(({{text}}) => text).join(''))"
            );
            let lines = texts(browser, &starts);
            assert!(lines.len() > 1, "{width}: {lines:?}");
            for line in &lines {
                let begins = phrases.iter().any(|phrase| line.starts_with(phrase));
                assert!(begins, "{width}: {lines:?}");
            }
        }
    }
}

#[test]
fn the_same_character_has_its_shape_in_each_language() {
    let text = "---\ntitle: 直\n---\n\n<span id=\"own\">直</span> <span lang=\"ja\">直</span> <span lang=\"zh\">直</span> <span lang=\"zh-Hant\">直</span> <span lang=\"zh-HK\">直</span> <em lang=\"ja\">直</em>\n";
    let Some(mut site) = Texts::start([text, text, text]) else {
        return;
    };
    for language in LANGUAGES {
        let browser = site.go(language);
        let rows = [
            (".prose [lang=ja]", "JP"),
            (".prose [lang=zh]", "SC"),
            (".prose [lang=zh-Hant]", "TC"),
            (".prose [lang=zh-HK]", "HK"),
            (".prose em", "JP"),
        ];
        for (selector, region) in rows {
            let fonts = browser.fonts(selector);
            assert!(
                fonts.len() == 1 && fonts[0].ends_with(region),
                "{language} {selector}: {fonts:?}"
            );
        }
        let own = match language {
            "ja" => "JP",
            "zh" => "SC",
            _ => continue,
        };
        for selector in ["#own", "h1", ".breadcrumbs a, .site-title a"] {
            let fonts = browser.fonts(selector);
            assert!(
                fonts.iter().all(|font| font.ends_with(own)),
                "{language} {selector}: {fonts:?}"
            );
        }
    }
}
