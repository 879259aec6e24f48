//! What holds of any blocks, of very many, and of the shipped site.

use std::path::Path;

use proptest::prelude::*;

use super::*;
use crate::parse::segment::{Markup, Segment};
use crate::source::{Kind, ScanOptions, scan};

/// A block of few kinds, headings with ids among them, so that much repeats.
fn any_block() -> impl Strategy<Value = Block> {
    let kind = 0..SegmentKind::NAMES.len();
    (kind, 1..4_u8, "[a-c0-2協定 ]{0,12}", 0..8_usize).prop_map(|(kind, level, text, id)| {
        let kind = SegmentKind::NAMES[kind].0;
        let is_heading = kind == SegmentKind::Heading;
        let segment = Segment {
            kind,
            level: if is_heading { level } else { 0 },
            text,
            markup: match is_heading && id < 5 {
                true => vec![Markup::Id(id.to_string().into())],
                false => Vec::new(),
            },
            code: Vec::new(),
            span: 0..1,
        };
        Block::new(segment, Writing::Japanese)
    })
}

proptest! {
    #[test]
    fn each_block_is_in_one_pair(
        source in prop::collection::vec(any_block(), 0..40),
        translation in prop::collection::vec(any_block(), 0..40),
    ) {
        let ratio = LengthRatio::between(Writing::Japanese, Writing::Other);
        assert_each_once(source.len(), translation.len(), &align(&source, &translation, ratio));
    }

    #[test]
    fn a_page_is_in_step_with_itself(page in prop::collection::vec(any_block(), 0..40)) {
        let ratio = LengthRatio::between(Writing::Japanese, Writing::Other);
        let alignment = align(&page, &page, ratio);
        for (at, pair) in alignment.pairs.iter().enumerate() {
            prop_assert_eq!(&pair.source, &(at..at + 1));
            prop_assert_eq!(&pair.translation, &(at..at + 1));
        }
        prop_assert_eq!(alignment.pairs.len(), page.len());
    }
}

/// Unlike paragraphs, some with numbers.
fn paragraphs(count: usize) -> Vec<Block> {
    let paragraph = |at: usize| {
        let text = format!("{} {}", "文".repeat(at * 7 % 40 + 5), at * 13 % 1000);
        Block::new(
            Segment {
                kind: SegmentKind::Paragraph,
                level: 0,
                text,
                markup: Vec::new(),
                code: Vec::new(),
                span: at..at + 1,
            },
            Writing::Japanese,
        )
    };
    (0..count).map(paragraph).collect()
}

#[test]
fn long_pages() {
    let ratio = LengthRatio::between(Writing::Japanese, Writing::Japanese);
    let source = paragraphs(4_000);
    let mut translation = source.clone();
    translation.remove(1_000);
    translation.insert(2_500, paragraphs(777)[776].clone());
    translation.remove(3_800);
    let alignment = align(&source, &translation, ratio);
    assert_each_once(source.len(), translation.len(), &alignment);
    let apart: Vec<String> = alignment
        .pairs
        .iter()
        .filter(|pair| pair.source.len() != pair.translation.len())
        .map(|pair| format!("{:?} {:?}", pair.source, pair.translation))
        .collect();
    assert_eq!(
        apart,
        [
            "1000..1001 1000..1000",
            "2501..2501 2500..2501",
            "3800..3801 3800..3800"
        ]
    );
    for (rows, columns) in [(12_000, 1), (1, 12_000), (11_000, 4_000), (0, 3), (3, 0)] {
        let (source, translation) = (paragraphs(rows), paragraphs(columns));
        let alignment = align(&source, &translation, ratio);
        assert_each_once(rows, columns, &alignment);
    }
}

/// The shipped pages, each in Japanese, Chinese and English.
fn shipped() -> Vec<(String, [Vec<Block>; 3])> {
    let options = ScanOptions {
        theme: "default".to_owned(),
        lets_go_of_texts: false,
        out: None,
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sources = scan(root, &options, None, &|_| {}).value;
    let text = |path: &str| sources.files.get(path)?.text().cloned();
    sources
        .of(Kind::Page)
        .filter_map(|file| file.path.strip_suffix(".ja.md").map(str::to_owned))
        .map(|page_path| {
            let of = |tag: &str| {
                let text = text(&format!("{page_path}.{tag}.md")).unwrap_or_default();
                page(tag, &text)
            };
            let all = [of("ja"), of("zh"), of("en")];
            (page_path, all)
        })
        .collect()
}

#[test]
fn the_shipped_site_is_in_step() {
    let pages = shipped();
    assert!(pages.len() > 10);
    let writings = [Writing::Japanese, Writing::Chinese, Writing::Other];
    for (path, all) in &pages {
        for (from, to) in [(0, 1), (0, 2), (1, 2), (2, 0)] {
            let ratio = LengthRatio::between(writings[from], writings[to]);
            let found = shown(&align(&all[from], &all[to], ratio));
            assert_eq!(found, run(0..all[from].len(), 0), "{path} {from} {to}");
        }
    }
}

#[test]
fn the_shipped_site_teaches_its_lengths() {
    let pages = shipped();
    for (to, low, high) in [(1, 0.6, 0.9), (2, 1.8, 3.2)] {
        let lengths = pages.iter().flat_map(|(_, all)| {
            let both = all[0].iter().zip(&all[to]);
            both.map(|(source, translation)| (source.characters(), translation.characters()))
        });
        let ratio = LengthRatio::learned(lengths).unwrap();
        let expected = ratio.expected(100) / 100.0;
        assert!(
            (low..high).contains(&expected),
            "{to}: {ratio:?} {expected}"
        );
    }
}

#[test]
fn few_pairs_teach_nothing() {
    assert_eq!(LengthRatio::learned([(10, 20); 15].into_iter()), None);
    assert_eq!(LengthRatio::learned([(0, 20); 99].into_iter()), None);
    // One pair in ten is wrong.
    let mut samples = vec![(10, 20); 90];
    samples.extend([(10, 2000); 10]);
    let ratio = LengthRatio::learned(samples.into_iter()).unwrap();
    assert!((ratio.expected(10) - 20.0).abs() < 0.1);
}
