//! Tables of texts and what is said of them.

mod marks;
mod scripts;

use std::fmt::Write as _;
use std::sync::Arc;

use super::Linter;
use crate::config::{self, Lang};
use crate::diag::Diagnostic;

const JA: Lang = Lang(0);
const HANS: Lang = Lang(1);
const HANT: Lang = Lang(2);
const EN: Lang = Lang(3);
const KO: Lang = Lang(4);
const MONG: Lang = Lang(5);

fn linter() -> Linter {
    let text = "title: x\nbase_url: https://example.org/\ndefault_language: ja\nmarkdown: {math: true}\n\
        languages: {ja: {}, zh: {}, hant: {tag: zh-TW}, en: {}, ko: {}, mn: {tag: mn-Mong}}\n";
    let loaded = config::load(&Arc::from("site.yaml"), &Arc::from(text)).unwrap();
    Linter::new(&loaded.value)
}

fn lint_whole(linter: &Linter, lang: Lang, text: &str) -> (Arc<str>, Vec<Diagnostic>) {
    let text: Arc<str> = text.into();
    let mut found = linter.page(&Arc::from("page.md"), &text, lang);
    crate::diag::sort(&mut found);
    (text, found)
}

/// `code: marked text` of each problem of a body, or with `help: ` what is to be written.
fn told(linter: &Linter, lang: Lang, body: &str) -> Vec<String> {
    told_of_page(linter, lang, &format!("---\ntitle: x\n---\n\n{body}\n"))
}

fn told_of_page(linter: &Linter, lang: Lang, page: &str) -> Vec<String> {
    let (text, found) = lint_whole(linter, lang, page);
    let line = |problem: Diagnostic| {
        let span = problem.place.unwrap().span;
        format!("{}: {}", problem.code, &text[span])
    };
    found.into_iter().map(line).collect()
}

#[track_caller]
fn assert_told(lang: Lang, rows: &[(&str, &[&str])]) {
    let linter = linter();
    let mut faults = String::new();
    for (body, expected) in rows {
        let found = told(&linter, lang, body);
        if found != *expected {
            let _ = writeln!(
                faults,
                "{body:?}\n  told     {found:?}\n  expected {expected:?}"
            );
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}

#[test]
fn front_matter() {
    let linter = linter();
    for (lang, page, expected) in [
        (
            JA,
            "---\ntitle: ｵｷﾅﾜ\n---\n",
            &["half-width-kana: ｵｷﾅﾜ"][..],
        ),
        (
            HANS,
            "---\ndescription: >\n  おきなわ的\n  國\ntitle: \"冲绳\"\n---\n",
            &["untagged-script: おきなわ", "mixed-han-forms: 國"],
        ),
        (
            HANS,
            "---\ntitle: 国 # 國\nreading: おき\nparams: {a: 國}\n---\n",
            &[],
        ),
        (HANS, "---\ntitle: {國場|こくば}\n---\n", &[]),
        (EN, "---\ntitle: Okinawa (沖縄)\n---\n", &[]),
        (JA, "---\ntitle: ・沖縄＊＊海辺＊＊冲绳\n---\n", &[]),
        (JA, "", &[]),
        (JA, "---\ntitle: ｵｷﾅﾜ\n", &[]),
    ] {
        assert_eq!(told_of_page(&linter, lang, page), expected, "{page}");
    }
}

#[test]
fn helps_say_it_in_the_words_of_the_editor() {
    let linter = linter();
    for (lang, body, expected) in [
        (
            JA,
            "##　見出し",
            "write `## 見出し` with a half-width space",
        ),
        (
            JA,
            "#　見出し",
            "write `## 見出し` with a half-width space; `#` alone is for the title of the page",
        ),
        (JA, ">　引用", "write `> 引用` with a half-width space"),
        (JA, "＃＃見出し", "write `## 見出し`, all half-width"),
        (
            JA,
            "２．項目",
            "write `2. 項目` with a half-width number, dot and space, in every line of the list",
        ),
        (
            JA,
            "・項目",
            "write `- 項目` with a hyphen and a half-width space, in every line of the list",
        ),
        (
            JA,
            "＊＊重要＊＊",
            "write `**重要**` with half-width asterisks",
        ),
        (
            JA,
            "！［海］（umi.jpg）",
            "write `![海](umi.jpg)` with half-width brackets",
        ),
        (JA, "ﾊﾟｰﾃｨｰ", "write `パーティー`"),
        (
            EN,
            "東京",
            "write `<span lang=\"…\">東京</span>` with `ja`, `zh-Hans` or `zh-Hant` in place of the dots",
        ),
        (EN, "駅", "write `<span lang=\"ja\">駅</span>`"),
        (EN, "冲绳", "write `<span lang=\"zh-Hans\">冲绳</span>`"),
        (EN, "ᠮᠣᠩᠭᠣᠯ", "write `<span lang=\"mn-Mong\">ᠮᠣᠩᠭᠣᠯ</span>`"),
        (
            HANS,
            "國立",
            "write `国`; if it is to stay as it is, write `<span lang=\"…\">國立</span>` with `ja` or `zh-Hant` in place of the dots",
        ),
        (
            HANS,
            "駅",
            "write `驿`; if it is to stay as it is, write `<span lang=\"ja\">駅</span>`",
        ),
        (
            HANT,
            "发国",
            "write `發` or `髮` for `发`, `國` for `国`; if it is to stay as it is, write `<span lang=\"zh-Hans\">发国</span>`",
        ),
    ] {
        let (_, found) = lint_whole(&linter, lang, &format!("---\ntitle: x\n---\n{body}"));
        let help = found.first().and_then(|problem| problem.help.clone());
        assert_eq!(help.as_deref(), Some(expected), "{body}");
    }
}

#[test]
fn letters_of_other_languages() {
    let linter = linter();
    let rows = [
        ("重要", [EN, MONG].as_slice()),
        ("見る", &[HANS, HANT, EN, KO, MONG]),
        ("地図", &[HANS, HANT, EN, MONG]),
        ("经济", &[JA, HANT, EN, MONG]),
        ("한국", &[JA, HANS, HANT, EN, MONG]),
        ("YouTube！ 3", &[]),
        ("Монгол", &[]),
        ("", &[]),
    ];
    for (text, expected) in rows {
        let found: Vec<Lang> = [JA, HANS, HANT, EN, KO, MONG]
            .into_iter()
            .filter(|lang| linter.has_foreign_letters(text, *lang))
            .collect();
        assert_eq!(found, expected, "{text}");
    }
    assert!(!linter.has_foreign_letters("見る", Lang(9)));
}

#[test]
fn many_of_a_kind_are_counted() {
    let linter = linter();
    let page = format!("---\ntitle: x\n---\n{}", "ｵｷﾅﾜ\n\n・項目\n\n".repeat(12));
    let (_, found) = lint_whole(&linter, JA, &page);
    let of = |code: &str| found.iter().filter(|problem| problem.code == code).count();
    assert_eq!((of("half-width-kana"), of("dot-list")), (5, 5));
    let counting = |problem: &&Diagnostic| problem.message.ends_with("; 7 more below");
    assert_eq!(found.iter().filter(counting).count(), 2);
}

/// Pieces of what the lints look for, thrown together: nothing may panic, and every place is one in the text.
#[test]
fn anything_can_be_read() {
    const PIECES: [&str; 52] = [
        "#",
        "＃",
        "　",
        " ",
        "\n",
        "\n\n",
        "-",
        "*",
        "＊",
        "**",
        "＊＊",
        "[",
        "［",
        "]",
        "］",
        "(",
        "（",
        ")",
        "）",
        "a.md",
        "https://",
        "１",
        "．",
        "1",
        ".",
        "・",
        "①",
        "②",
        "{",
        "|",
        "}",
        "漢",
        "国",
        "國",
        "駅",
        "の",
        "ｱ",
        "ﾞ",
        "서",
        "ᠮ",
        "\u{E0100}",
        "<b>",
        "</b>",
        "<p lang=ja>",
        "</p>",
        "`",
        "```\n",
        "> ",
        "---\n",
        "title: ",
        "\\",
        "\u{2400}",
    ];
    let linter = linter();
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state >> 33).unwrap() % below
    };
    for round in 0..6000 {
        let mut text = String::new();
        if round % 2 == 0 {
            text.push_str("---\ntitle: x\n---\n");
        }
        for _ in 0..random(40) {
            text.push_str(PIECES[random(PIECES.len())]);
        }
        let lang = Lang(u8::try_from(random(6)).unwrap());
        let (text, found) = lint_whole(&linter, lang, &text);
        for problem in found {
            let span = problem.place.unwrap().span;
            assert!(!span.is_empty(), "{} in {text:?}", problem.code);
            assert!(text.get(span).is_some(), "{} in {text:?}", problem.code);
        }
    }
}

/// With time that grows by the square, each of these would take minutes.
#[test]
fn long_texts_that_open_and_never_close() {
    let linter = linter();
    for piece in [
        "［a］（",
        "[a](",
        "]（a",
        "＊＊a",
        "・a\n",
        "①a\n②b\n",
        "國",
        "<p lang=ja>漢",
        "</p>",
        "{a|あ",
        "http:/",
        "の",
    ] {
        let page = format!(
            "---\ntitle: x\n---\n{}",
            piece.repeat(200_000 / piece.len())
        );
        for lang in [JA, HANS, EN] {
            let (_, found) = lint_whole(&linter, lang, &page);
            assert!(found.len() <= 10, "{piece}");
        }
    }
}
