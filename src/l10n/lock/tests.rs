use super::*;

const TEXT: &str = "\
yuimaru-lock 1
normaliser 1
from ja 557db03de997c86a4a028e1ebd3a1ceb225be238

title 00000000000000aa 00000000000000bb
item 0000000000000001+0000000000000002 - date:2012-01-19 number:3 link:a%20b%25.md component:card%20n=1
note - ffffffffffffffff
";

fn parse(text: &str) -> Result<Lock, String> {
    Lock::parse(&"locales/zh/pages/a.lock".into(), &text.into()).map_err(|problem| {
        let line = problem.place.as_ref().and_then(|place| place.line_column());
        format!("{:?} {}", line.map(|(line, _)| line), problem.message)
    })
}

#[test]
fn a_lock_is_written_as_it_was_read() {
    let lock = parse(TEXT).unwrap();
    assert_eq!(lock.to_text(), TEXT);
    assert_eq!(lock.from, "ja");
    assert_eq!(lock.pairs[1].source, [BlockHash(1), BlockHash(2)]);
    assert_eq!(lock.pairs[1].translation, []);
    assert_eq!(
        lock.pairs[1].markup,
        [
            Markup::Link("a b%.md".into()),
            Markup::Component("card n=1".into())
        ]
    );
}

#[test]
fn a_lock_of_messages_is_written_as_it_was_read() {
    let text = "\
yuimaru-lock 1
normaliser 1
from ja -

message 00000000000000aa 00000000000000bb number:3 id:a

message 00000000000000aa 00000000000000bb id:a.title
";
    let lock = parse(text).unwrap();
    assert_eq!(lock.to_text(), text);
    assert_eq!(lock.pairs[0].id(), Some("a"));
    assert_eq!(lock, Lock::of_messages("ja", 1, lock.pairs.clone()));
}

#[test]
fn the_blob_id_is_that_of_git() {
    // `printf 'hello world\n' | git hash-object --stdin`
    assert_eq!(
        blob_id("hello world\n"),
        "3b18e512dba79e4c8300dd08aeb37f8e728b8dad"
    );
}

#[test]
fn what_cannot_be_read_is_told() {
    for (from, to, expected) in [
        (
            "yuimaru-lock 1",
            "lock",
            "Some(1) this is no lock file: a lock file begins with `yuimaru-lock`",
        ),
        (
            "lock 1",
            "lock 2",
            "Some(1) this is no lock file: a newer yuimaru wrote this file",
        ),
        (
            "normaliser 1",
            "normaliser x",
            "Some(2) this is no lock file: the version of the rules is missing",
        ),
        (
            "from ja",
            "form ja",
            "Some(3) this is no lock file: this line stands in the wrong place",
        ),
        (
            "title ",
            "titel ",
            "Some(5) this is no lock file: the line does not begin with a kind of block",
        ),
        (
            "00aa",
            "00ag",
            "Some(5) this is no lock file: a hash has 16 digits",
        ),
        (
            "date:2012",
            "day:2012",
            "Some(6) this is no lock file: no detail is of this kind",
        ),
        (
            "note",
            "<<<<<<< HEAD\nnote",
            "Some(7) two branches changed this lock file, and git could not merge it",
        ),
    ] {
        let text = TEXT.replacen(from, to, 1);
        assert_eq!(parse(&text), Err(expected.to_owned()), "{text}");
    }
    assert!(parse("").is_err());
    assert!(parse("yuimaru-lock 1\n").is_err());
}
