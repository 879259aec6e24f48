//! A site of the shape that `benches/peers/gen.py` writes: the same elements in the same numbers, the same bytes at
//! every run. The texts are load, not content.

use std::fmt::Write as _;
use std::path::Path;

/// The languages, each with its pool of sentences, headings and title.
const LANGUAGES: [Language; 3] = [
    Language {
        code: "en",
        space: " ",
        title: "Exchange report",
        headings: ["Background", "Programme", "Next steps", "Practical notes"],
        ruby: "",
        sentences: [
            "The two groups signed a mutual exchange agreement in Hohhot.",
            "The agreement covers economic, trade, cultural, environmental and tourism cooperation.",
            "A resort based on Mongolian tents and culture is planned for the north of the prefecture.",
            "Visitors travel between the subtropical islands and the grassland steppe.",
        ],
    },
    Language {
        code: "ja",
        space: "",
        title: "交流報告",
        headings: ["背景", "プログラム", "今後の予定", "実務メモ"],
        ruby: "{沖縄|おきなわ}と{草原|そう|げん}",
        sentences: [
            "両団体はフフホトで相互交流協定に調印した。",
            "協定は経済、貿易、文化、環境、観光の各分野の協力を含む。",
            "県北部にモンゴルのテントと文化を生かしたリゾートを建設する計画がある。",
            "旅行者は亜熱帯の島々と草原を行き来する。",
        ],
    },
    Language {
        code: "zh",
        space: "",
        title: "交流报告",
        headings: ["背景", "活动安排", "下一步", "实用信息"],
        ruby: "{草原|cǎo|yuán}",
        sentences: [
            "双方在呼和浩特签署了相互交流协议。",
            "协议涵盖经济、贸易、文化、环境和旅游等领域的合作。",
            "冲绳县北部计划建设一座以蒙古包和蒙古文化为主题的度假村。",
            "游客往来于亚热带群岛与草原之间。",
        ],
    },
];

const SECTIONS: [&str; 8] = [
    "agreement",
    "tourism",
    "resort",
    "film",
    "news",
    "culture",
    "environment",
    "trade",
];

const TAGS: [&str; 16] = [
    "okinawa", "hohhot", "steppe", "islands", "cinema", "tents", "students", "minutes", "economy",
    "travel", "food", "music", "language", "nature", "sports", "crafts",
];

const CONFIG: &str = "\
title: Exchange
base_url: https://example.org/
default_language: en
default_language_at_root: true
languages:
  en: {name: English, tag: en}
  ja: {name: 日本語, tag: ja}
  zh: {name: 简体中文, tag: zh-Hans}
taxonomies: {tags: {}}
paginate: 0
";

const CODE: &str = "\
```rust
fn main() {
    for page in 0..10 {
        println!(\"page {page}\");
    }
}
```
";

struct Language {
    code: &'static str,
    space: &'static str,
    title: &'static str,
    headings: [&'static str; 4],
    ruby: &'static str,
    sentences: [&'static str; 4],
}

/// Numbers without order, the same from the same start: splitmix64.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) as usize % limit
    }
}

/// Writes a site of `pages` pages in three languages into `root`.
pub(crate) fn write(root: &Path, pages: usize) -> std::io::Result<()> {
    let file = |path: String, text: &str| {
        let path = root.join(path);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(path, text)
    };
    file("site.yaml".to_owned(), CONFIG)?;
    for language in &LANGUAGES {
        let code = language.code;
        let index = |title: &str| {
            let text = language.sentences[0];
            format!("---\ntitle: \"{title} ({code})\"\n---\n\n{text}\n")
        };
        file(format!("content/_index.{code}.md"), &index(language.title))?;
        for section in SECTIONS {
            file(
                format!("content/{section}/_index.{code}.md"),
                &index(section),
            )?;
        }
        for number in 0..pages {
            let path = format!("content/{}/report-{number}.{code}.md", section_of(number));
            file(path, &page(language, number, pages))?;
        }
    }
    Ok(())
}

fn section_of(page: usize) -> &'static str {
    SECTIONS[page % SECTIONS.len()]
}

fn page(language: &Language, number: usize, pages: usize) -> String {
    // Date, tags and links are those of the page in every language.
    let mut shared = Numbers(number as u64);
    let (year, month, day) = (
        2012 + shared.below(14),
        1 + shared.below(12),
        1 + shared.below(28),
    );
    let first_tag = shared.below(TAGS.len());
    let tags = [0, 5, 11].map(|step| TAGS[(first_tag + step) % TAGS.len()]);
    let links: [usize; 4] = std::array::from_fn(|_| shared.below(pages));
    let mut text = format!(
        "---\ntitle: \"{} {number}\"\ndate: {year}-{month:02}-{day:02}\ndescription: \"{}\"\ntags: [{}]\n---\n\n",
        language.title,
        language.sentences[number % language.sentences.len()],
        tags.join(", "),
    );
    body(language, number, &links, &mut text);
    text
}

fn body(language: &Language, number: usize, links: &[usize], text: &mut String) {
    let seed = number as u64 ^ (u64::from(language.code.as_bytes()[0]) << 32);
    let mut numbers = Numbers(seed);
    let mut sentences = |count: usize| {
        let chosen: Vec<&str> = (0..count)
            .map(|_| language.sentences[numbers.below(language.sentences.len())])
            .collect();
        chosen.join(language.space)
    };
    let has_code = number.is_multiple_of(4);
    let space = language.space;
    let mut block = |block: String| {
        text.push_str(&block);
        text.push_str("\n\n");
    };
    block(sentences(5));
    for heading in language.headings {
        block(format!("## {heading}"));
        block(sentences(6));
        let ruby = if has_code { language.ruby } else { "" };
        let (strong, middle, emphasis) = (sentences(1), sentences(4), sentences(1));
        block(format!(
            "**{strong}**{space}{middle}{space}*{emphasis}*{ruby}"
        ));
    }
    let mut table = "| A | B | C |\n|---|---|--:|".to_owned();
    for row in 0..6 {
        let _ = write!(
            table,
            "\n| {} | `{number}-{row}` | {} |",
            sentences(1),
            row * 1000 + number
        );
    }
    block(table);
    let items: Vec<String> = (0..5).map(|_| format!("- {}", sentences(1))).collect();
    block(items.join("\n"));
    let prefix = match language.code {
        "en" => String::new(),
        code => format!("/{code}"),
    };
    let title = language.title;
    let links: Vec<String> = links
        .iter()
        .map(|to| {
            format!(
                "[{title} {to}]({prefix}/{}/report-{to}/)  ",
                section_of(*to)
            )
        })
        .collect();
    block(links.join("\n"));
    if has_code {
        block(CODE.to_owned());
    }
    block(format!("> {}", sentences(3)));
    block(sentences(8));
}
