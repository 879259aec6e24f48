//! Dates and numbers that templates cannot have.

use snapbox::str;

use super::Published;

#[test]
fn dates_and_numbers_that_cannot_be_written() {
    let published = Published::new();
    let row = |call: &str, said: snapbox::data::Inline| {
        published.broken(
            |site| {
                site.write("templates/page.html", &format!("{{{{ {call} }}}}"));
            },
            said,
        );
    };
    row(
        r#"date(value="2026-04-03", end="2026-04-01")"#,
        str![[r#"
error[template]: the range ends (2026-04-01) before it begins (2026-04-03): exchange the two
 --> templates/page.html:1:4
  |
1 | {{ date(value="2026-04-03", end="2026-04-01") }}
  |    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = note: while this page was rendered, for /en/film/plan/: content/film/plan.en.md

1 error

"#]],
    );
    row(
        r#"date(value=["2026-04-03", "soon"])"#,
        str![[r#"
error[template]: `soon` is no ISO 8601 date; write `2012-01-19`
 --> templates/page.html:1:4
  |
1 | {{ date(value=["2026-04-03", "soon"]) }}
  |    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = note: while this page was rendered, for /en/film/plan/: content/film/plan.en.md

1 error

"#]],
    );
    row(
        r#"date(value=["2026-04-03"], end="2026-04-05")"#,
        str![[r#"
error[template]: a list of dates has no `end`: give the range its first date as `value`
 --> templates/page.html:1:4
  |
1 | {{ date(value=["2026-04-03"], end="2026-04-05") }}
  |    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = note: while this page was rendered, for /en/film/plan/: content/film/plan.en.md

1 error

"#]],
    );
    row(
        r#"date(value="2026-04-03", calender="japanese")"#,
        str![[r#"
error[template]: there is no option `calender`; write `calendar`
 --> templates/page.html:1:4
  |
1 | {{ date(value="2026-04-03", calender="japanese") }}
  |    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = note: while this page was rendered, for /en/film/plan/: content/film/plan.en.md

1 error

"#]],
    );
    row(
        r#"number(value=[1, "two"])"#,
        str![[r#"
error[template]: `two` in the list is no number
 --> templates/page.html:1:4
  |
1 | {{ number(value=[1, "two"]) }}
  |    ^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = note: while this page was rendered, for /en/film/plan/: content/film/plan.en.md

1 error

"#]],
    );
    row(
        r#"number(value=5, style="currency", currency="RMB")"#,
        str![[r#"
error[template]: the option `currency` cannot be "RMB"; write `currency="CNY"`
 --> templates/page.html:1:4
  |
1 | {{ number(value=5, style="currency", currency="RMB") }}
  |    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = note: while this page was rendered, for /en/film/plan/: content/film/plan.en.md

1 error

"#]],
    );
    row(
        r#"date(value="2026-04-01", style=5)"#,
        str![[r#"
error[template]: the option `style` cannot be 5; write `style="full" or "long" or "medium" or "short"`
 --> templates/page.html:1:4
  |
1 | {{ date(value="2026-04-01", style=5) }}
  |    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = note: while this page was rendered, for /en/film/plan/: content/film/plan.en.md

1 error

"#]],
    );
    row(
        r#"date(value="2026-04-01", hour12="x")"#,
        str![[r#"
error[template]: the option `hour12` cannot be "x"; write `hour12=true or false`
 --> templates/page.html:1:4
  |
1 | {{ date(value="2026-04-01", hour12="x") }}
  |    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = note: while this page was rendered, for /en/film/plan/: content/film/plan.en.md

1 error

"#]],
    );
    row(
        r#"date(value="2026-04-01", dayPeriod="short")"#,
        str![[r#"
error[template]: the option `dayPeriod` is not supported; leave it out: with hour12 the hour has AM or PM
 --> templates/page.html:1:4
  |
1 | {{ date(value="2026-04-01", dayPeriod="short") }}
  |    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = note: while this page was rendered, for /en/film/plan/: content/film/plan.en.md

1 error

"#]],
    );
    row(
        r#"number(value=5, currency="JPY")"#,
        str![[r#"
error[template]: currency and currencyDisplay need the style "currency"
 --> templates/page.html:1:4
  |
1 | {{ number(value=5, currency="JPY") }}
  |    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = note: while this page was rendered, for /en/film/plan/: content/film/plan.en.md

1 error

"#]],
    );
}
