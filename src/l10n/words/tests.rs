use proptest::prelude::*;

use super::*;

/// `[-gone-]` and `[+new+]` in the text.
fn shown(old: &str, new: &str) -> String {
    changes(old, new)
        .iter()
        .map(|change| match change {
            Change::Same(text) => text.clone(),
            Change::Gone(text) => format!("[-{text}-]"),
            Change::New(text) => format!("[+{text}+]"),
        })
        .collect()
}

#[test]
fn by_words() {
    for (old, new, expected) in [
        ("", "", ""),
        ("", "a", "[+a+]"),
        ("a", "", "[-a-]"),
        ("a b", "a b", "a b"),
        // English.
        (
            "Applications close on April 1, 2026.",
            "Applications close on May 20, 2026.",
            "Applications close on [-April 1-][+May 20+], 2026.",
        ),
        (
            "The fee is 12,000 yen.",
            "The fee is 15,000 yen and includes meals.",
            "The fee is [-12,000-][+15,000+] yen[+ and includes meals+].",
        ),
        (
            "We leave Naha early and arrive late.",
            "We leave Naha and arrive late.",
            "We leave Naha [-early -]and arrive late.",
        ),
        ("It's here.", "It isn't here.", "[-It's-][+It isn't+] here."),
        // Two that say something else are not picked apart for the words that they share by accident.
        (
            "Please ask at the office.",
            "Please write to the school.",
            "Please [-ask at the office-][+write to the school+].",
        ),
        // Japanese.
        (
            "申込みは2026年4月1日から受け付けます。",
            "申込みは2026年5月20日から受け付けます。",
            "申込みは2026年[-4月1-][+5月20+]日から受け付けます。",
        ),
        (
            "参加費は12,000円で、食費を含みます。",
            "参加費は15,000円で、食費と宿泊費を含みます。",
            "参加費は[-12,000-][+15,000+]円で、食費[+と宿泊費+]を含みます。",
        ),
        (
            "沖縄と内モンゴルの学校が開きます。",
            "沖縄とモンゴルの大学が開きます。",
            "沖縄と[-内-]モンゴルの[-学校-][+大学+]が開きます。",
        ),
        (
            "コンピューターを使います。",
            "コンピュータを使います。",
            "[-コンピューター-][+コンピュータ+]を使います。",
        ),
        // Chinese.
        (
            "报名自2026年4月1日开始，5月20日截止。",
            "报名自2026年4月1日开始，6月30日截止。",
            "报名自2026年4月1日开始，[-5月20-][+6月30+]日截止。",
        ),
        (
            "交流项目每年由冲绳和内蒙古的学校举办。",
            "交流项目每年由冲绳和内蒙古的大学共同举办。",
            "交流项目每年由冲绳和内蒙古的[-学校-][+大学共同+]举办。",
        ),
    ] {
        assert_eq!(shown(old, new), expected);
    }
}

proptest! {
    #[test]
    fn both_texts_are_in_it(
        old in "[a-c 日本語のカ12,。\u{301}\u{1f468}\u{200d}]{0,30}",
        new in "[a-c 日本語のカ12,。\u{301}\u{1f468}\u{200d}]{0,30}",
    ) {
        let found = changes(&old, &new);
        let (mut before, mut after) = (String::new(), String::new());
        for change in &found {
            match change {
                Change::Same(text) => {
                    before.push_str(text);
                    after.push_str(text);
                }
                Change::Gone(text) => before.push_str(text),
                Change::New(text) => after.push_str(text),
            }
        }
        prop_assert_eq!(before, old);
        prop_assert_eq!(after, new);
        for two in found.windows(2) {
            let in_order = matches!(
                two,
                [Change::Same(_), Change::Gone(_) | Change::New(_)]
                    | [Change::Gone(_), Change::New(_) | Change::Same(_)]
                    | [Change::New(_), Change::Same(_)]
            );
            prop_assert!(in_order, "{:?}", found);
        }
    }
}

#[test]
fn long_texts() {
    let sentence = |at: usize| format!("文{at}は{}年のものです。 Sentence {at}. ", at * 31 % 997);
    let long: String = (0..20_000).map(sentence).collect();
    let edited = long.replacen("Sentence 9000.", "Phrase 9000.", 1);
    assert_eq!(changes(&long, &edited).len(), 4);
    // Too much lies between the first change and the last.
    let edited = edited.replacen("Sentence 15000.", "Phrase 15000.", 1);
    assert_eq!(changes(&long, &edited).len(), 4);
    // All other, and as much as is compared.
    let old: String = (0..10_000).map(|at| format!("{at} ")).collect();
    let new: String = (0..10_000).map(|at| format!("x{at} ")).collect();
    assert!(!changes(&old, &new).is_empty());
    let old: String = (0..10_000).map(|at| format!("{} ", at * at % 7)).collect();
    let new: String = (0..10_000).map(|at| format!("{} ", at * at % 11)).collect();
    assert!(!changes(&old, &new).is_empty());
}
