use super::{Part, Writing, html_of_source, parts_of_source, read_out, strip, write_html};

fn html(text: &str, writing: Writing) -> String {
    let mut html = String::new();
    for part in parts_of_source(text) {
        match part {
            Part::Plain(text) => html.push_str(text),
            Part::Ruby(ruby) => write_html(&mut html, &ruby, writing, |html, text| {
                html.push_str(&text.replace('<', "&lt;"));
            }),
            Part::Misfit(text, _) => {
                html.push('!');
                html.push_str(text);
            }
        }
    }
    html
}

#[test]
fn ruby_as_html() {
    use Writing::{Chinese, Japanese, Korean, Other};
    for (text, writing, expected) in [
        (
            "{漢字|かんじ}を",
            Japanese,
            "<ruby>漢字<rp>（</rp><rt>かんじ</rt><rp>）</rp></ruby>を",
        ),
        (
            "{漢字｜かん｜じ}",
            Japanese,
            "<ruby>漢<rp>（</rp><rt>かん</rt><rp>）</rp>字<rp>（</rp><rt>じ</rt><rp>）</rp></ruby>",
        ),
        (
            "{取り組み|と||く|}",
            Japanese,
            "<ruby>取<rp>（</rp><rt>と</rt><rp>）</rp>り<rt></rt>組<rp>（</rp><rt>く</rt><rp>）</rp>み<rt></rt></ruby>",
        ),
        (
            "{葛\u{E0100}城|かつら|ぎ}",
            Japanese,
            "<ruby>葛\u{E0100}<rp>（</rp><rt>かつら</rt><rp>）</rp>城<rp>（</rp><rt>ぎ</rt><rp>）</rp></ruby>",
        ),
        (
            "{北京|Běi|jīng}",
            Chinese,
            "<ruby>北<rp>(</rp><rt lang=\"zh-Latn-pinyin\">Běi</rt><rp>)</rp>京<rp>(</rp><rt lang=\"zh-Latn-pinyin\">jīng</rt><rp>)</rp></ruby>",
        ),
        (
            "{呼和浩特|Hohhot}",
            Chinese,
            "<ruby>呼和浩特<rp>(</rp><rt lang=\"zh-Latn-pinyin\">Hohhot</rt><rp>)</rp></ruby>",
        ),
        (
            "{東京|Tōkyō}",
            Japanese,
            "<ruby>東京<rp>(</rp><rt>Tōkyō</rt><rp>)</rp></ruby>",
        ),
        (
            "{北京|Běijīng}",
            Other,
            "<ruby>北京<rp>(</rp><rt lang=\"zh-Latn-pinyin\">Běijīng</rt><rp>)</rp></ruby>",
        ),
        (
            "{沖縄|おきなわ}",
            Other,
            "<ruby>沖縄<rp>（</rp><rt lang=\"ja\">おきなわ</rt><rp>）</rp></ruby>",
        ),
        (
            "{北京|ㄅㄟˇㄐㄧㄥ}",
            Chinese,
            "<ruby>北京<rp>（</rp><rt lang=\"zh-Bopo\">ㄅㄟˇㄐㄧㄥ</rt><rp>）</rp></ruby>",
        ),
        (
            "{漢字|한자}",
            Korean,
            "<ruby>漢字<rp>（</rp><rt>한자</rt><rp>）</rp></ruby>",
        ),
        ("{漢字|か|ん|じ}", Japanese, "!{漢字|か|ん|じ}"),
        ("{a|b} {漢字}", Japanese, "{a|b} {漢字}"),
    ] {
        assert_eq!(html(text, writing), expected, "{text}");
    }
}

#[test]
fn stripped_to_the_base() {
    for (text, expected) in [
        ("{沖縄|おきなわ}の旅", "沖縄の旅"),
        ("a{漢字|かん|じ}b{字｜じ}", "a漢字b字"),
        ("{漢字|か|ん|じ}", "{漢字|か|ん|じ}"),
        ("{a|b}字", "{a|b}字"),
        ("{", "{"),
        ("字{|", "字{|"),
    ] {
        assert_eq!(strip(text), expected, "{text}");
    }
}

#[test]
fn whole_texts() {
    let html = html_of_source(
        "<{字|じ}>{字|じ|じ}",
        Writing::Japanese,
        |html, text| {
            html.push_str(&text.replace('<', "&lt;"));
        },
    );
    assert_eq!(
        html,
        "&lt;<ruby>字<rp>（</rp><rt>じ</rt><rp>）</rp></ruby>>{字|じ|じ}"
    );
    assert_eq!(read_out("{沖縄|おきなわ}の旅"), "おきなわの旅");
}

#[test]
fn readings() {
    let reading = |text| match &parts_of_source(text)[..] {
        [Part::Ruby(ruby)] => ruby.reading(),
        other => format!("{other:?}"),
    };
    assert_eq!(reading("{取り組み|と||く|}"), "とりくみ");
    assert_eq!(reading("{漢字|かん|じ}"), "かんじ");
    assert_eq!(reading("{漢字| かんじ }"), "かんじ");
}
