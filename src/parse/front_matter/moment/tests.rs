use super::*;

#[test]
fn good() {
    let rows = [
        ("2012-01-19", "2012-01-19", "2012-01-18T15:00:00Z"),
        (
            "2012-01-19T10:00",
            "2012-01-19T10:00:00",
            "2012-01-19T01:00:00Z",
        ),
        (
            "2012-01-19 10:00:05",
            "2012-01-19T10:00:05",
            "2012-01-19T01:00:05Z",
        ),
        (
            "2012-01-19T10:00:00+08:00",
            "2012-01-19T10:00:00+08:00",
            "2012-01-19T02:00:00Z",
        ),
        (
            "2012-01-19 10:00:00 -0330",
            "2012-01-19T10:00:00-03:30",
            "2012-01-19T13:30:00Z",
        ),
        (
            "2012-01-19t10:00z",
            "2012-01-19T10:00:00Z",
            "2012-01-19T10:00:00Z",
        ),
        (
            "2012-01-19T10:00+09",
            "2012-01-19T10:00:00+09:00",
            "2012-01-19T01:00:00Z",
        ),
        (
            "2012-01-19T10:00:00.25Z",
            "2012-01-19T10:00:00.25Z",
            "2012-01-19T10:00:00.25Z",
        ),
        (
            "2012-01-19T10:00:00,5Z",
            "2012-01-19T10:00:00.5Z",
            "2012-01-19T10:00:00.5Z",
        ),
        (
            "2012-01-19T10:00:00-23:59",
            "2012-01-19T10:00:00-23:59",
            "2012-01-20T09:59:00Z",
        ),
        ("2012-02-29", "2012-02-29", "2012-02-28T15:00:00Z"),
    ];
    let zone = jiff::tz::TimeZoneDatabase::bundled()
        .get("Asia/Tokyo")
        .unwrap();
    for (input, iso, instant) in rows {
        let moment = Moment::parse(input).unwrap();
        assert_eq!(moment.iso(), iso, "{input}");
        assert_eq!(moment.instant(&zone).to_string(), instant, "{input}");
        assert_eq!(Moment::parse(&moment.iso()), Ok(moment), "{input}");
    }
}

#[test]
fn bad() {
    let rows = [
        ("2012-02-30", "does not exist", "`2012-02-29`"),
        ("2013-02-29", "does not exist", "`2013-02-28`"),
        ("2012-02-30T10:00", "does not exist", "`2012-02-29`"),
        ("2012-13-01", "does not exist", "01 to 12"),
        ("2012-01-00", "does not exist", "`2012-01-01`"),
        ("2012/1/19", "no date", "write `2012-01-19`"),
        ("2012.01.19", "no date", "write `2012-01-19`"),
        ("2012-1-9", "no date", "write `2012-01-09`"),
        ("2012年1月19日", "no date", "write `2012-01-19`"),
        ("２０１２年１月１９日", "no date", "write `2012-01-19`"),
        ("平成24年1月19日", "no date", "write `2012-01-19`"),
        ("令和元年5月1日", "no date", "write `2019-05-01`"),
        ("平成24年", "no date", "`2012-01-19` for"),
        ("January 19, 2012", "no date", "write `2012-01-19`"),
        ("19 Jan 2012", "no date", "write `2012-01-19`"),
        ("1/2/2012", "no date", "write it as `2012-01-19`"),
        ("2012年2月30日", "no date", "write it as `2012-01-19`"),
        // Weeks of ISO 8601 begin with Monday and may belong to another year.
        ("2020-W01-1", "no date", "write `2019-12-30`"),
        ("2020W537", "no date", "write `2021-01-03`"),
        ("2020-w01", "no date", "the whole date, year first"),
        ("2021-W53-1", "no date", "write it as `2012-01-19`"),
        ("2020-W01-8", "no date", "write it as `2012-01-19`"),
        ("tomorrow", "no date", "write it as"),
        ("", "no date", "write it as"),
        ("2012-01-19T25:00", "no time", "write it as"),
        ("2012-01-19T10:60", "no time", "write it as"),
        ("2012-01-19T24:01", "no time", "write it as"),
        ("2012-01-19T24:00", "next day", "`2012-01-20T00:00:00`"),
        (
            "2012-12-31T24:00:00.0+09:00",
            "next day",
            "`2013-01-01T00:00:00+09:00`",
        ),
        ("9999-12-31T24:00", "next day", "write it as"),
        ("2012-01-19T10", "no time", "write it as"),
        ("2012-01-19T10:00 JST", "no offset", "`+09:00`"),
        ("2012-01-19T10:00+09:99", "no offset", "`+09:00`"),
        ("2016-12-31T23:59:59+25:00", "no offset", "`+09:00`"),
        ("2016-12-31T23:59:59-24:00", "no offset", "`+09:00`"),
        ("2016-12-31T23:59:59+2400", "no offset", "`+09:00`"),
        ("2012-01-19T10:00+09:", "no offset", "`+09:00`"),
        ("2012-01-19x", "no date", "write"),
        ("99999999999999999999-01-01", "no date", "write"),
    ];
    for (input, message, help) in rows {
        let problem = Moment::parse(input).unwrap_err();
        assert!(problem.message.contains(message), "{input}: {problem:?}");
        assert!(problem.help.contains(help), "{input}: {problem:?}");
    }
}

#[test]
fn order() {
    let utc = TimeZone::UTC;
    let parse = |text| Moment::parse(text).unwrap();
    let rows = [
        ("2012-01-19", "2012-01-20", Ordering::Less),
        ("2012-01-19", "2012-01-19T00:00", Ordering::Equal),
        ("2012-01-19T09:00+09:00", "2012-01-19", Ordering::Equal),
        ("2012-01-19T09:00+09:00", "2012-01-19T08:00", Ordering::Less),
        ("0000-01-01", "9999-12-31", Ordering::Less),
    ];
    for (one, other, expected) in rows {
        assert_eq!(
            parse(one).compare(&parse(other), &utc),
            expected,
            "{one} {other}"
        );
    }
}
