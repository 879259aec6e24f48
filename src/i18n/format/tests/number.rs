use super::*;

fn number_options(written: &str) -> Result<NumberOptions, String> {
    let mut options = NumberOptions::default();
    for pair in written.split_whitespace() {
        let (name, value) = pair.split_once('=').ok_or("no =")?;
        options
            .set(name, OptionValue::Text(value))
            .map_err(|error| format!("{error}; {}", error.help(Writing::Message)))?;
    }
    options.validate().map_err(|error| error.to_string())?;
    Ok(options)
}

#[test]
fn numbers() {
    let table = [
        ("en", 1_234_567.0, "", "1,234,567"),
        ("en", 1_234_567.0, "useGrouping=false", "1234567"),
        ("en", -1234.5, "", "-1,234.5"),
        ("en", 1.23456, "", "1.235"),
        ("en", 0.0005, "", "0.001"),
        ("en", 2.5, "maximumFractionDigits=0", "3"),
        ("en", -0.4, "maximumFractionDigits=0", "-0"),
        ("en", 5.0, "minimumFractionDigits=2", "5.00"),
        ("en", 5.0, "minimumIntegerDigits=3", "005"),
        ("en", 0.1, "", "0.1"),
        ("en", 0.256, "style=percent", "26%"),
        (
            "en",
            0.256,
            "style=percent maximumFractionDigits=1",
            "25.6%",
        ),
        ("en", 12.0, "style=percent", "1,200%"),
        ("ja", 1_234_567.0, "", "1,234,567"),
        ("zh-Hans", 0.5, "style=percent", "50%"),
        ("de", 1_234_567.5, "", "1.234.567,5"),
        ("de", 0.5, "style=percent", "50 %"),
        ("fr", 1234.0, "", "1 234"),
        ("fr", 0.5, "style=percent", "50 %"),
        ("tr", -0.5, "style=percent", "-%50"),
        ("es", 1234.0, "", "1234"),
        ("es", 12345.0, "useGrouping=true", "12.345"),
        ("hi", 1_234_567.0, "", "12,34,567"),
        ("ar-EG", 1234.5, "", "١٬٢٣٤٫٥"),
        ("ja-u-nu-hanidec", 2026.0, "useGrouping=false", "二〇二六"),
        ("no such tag", 1234.5, "", "1,234.5"),
        ("en", 1e21, "", "1,000,000,000,000,000,000,000"),
    ];
    for (tag, value, written, expected) in table {
        let options = number_options(written).unwrap();
        let found = formats(&[tag]).number(Lang(0), value, &options).unwrap();
        assert_eq!(plain(&found), expected, "{tag} {value} {written}");
    }
}

#[test]
fn numbers_that_are_refused() {
    let formats = formats(&["en"]);
    for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert_eq!(
            formats.number(Lang(0), value, &NumberOptions::default()),
            Err(FormatError::NotFinite)
        );
    }
    let table = [
        (
            "useGroupin=false",
            "there is no option `useGroupin`; write `useGrouping`",
        ),
        (
            "minimumFractionDigits=40",
            "the option `minimumFractionDigits` cannot be \"40\"; write `minimumFractionDigits: a whole number from 0 to 15`",
        ),
        (
            "minimumFractionDigits=3 maximumFractionDigits=1",
            "minimumFractionDigits is 3, above maximumFractionDigits, which is 1",
        ),
    ];
    for (written, expected) in table {
        assert_eq!(number_options(written).unwrap_err(), expected, "{written}");
    }
}

#[test]
fn short_numbers() {
    let long = "notation=compact compactDisplay=long";
    let short = "notation=compact";
    let table = [
        ("ja", short, 1234.0, "1234"),
        ("ja", short, 12_345.0, "1.2万"),
        ("ja", short, 12_500.0, "1.3万"),
        ("ja", short, 123_456.0, "12万"),
        ("ja", short, 99_994_999.0, "9999万"),
        ("ja", short, 99_995_000.0, "1億"),
        ("ja", short, 3e8, "3億"),
        ("ja", long, 3.4e16, "3.4京"),
        ("ja", short, 1e20, "10,000京"),
        ("ja", short, -12_345.0, "-1.2万"),
        ("ja", short, 0.0, "0"),
        ("ja", short, 0.056_78, "0.057"),
        (
            "ja",
            "notation=compact maximumFractionDigits=1",
            12_345_678.0,
            "1234.6万",
        ),
        (
            "ja",
            "notation=compact minimumFractionDigits=1",
            30_000.0,
            "3.0万",
        ),
        (
            "ja",
            "notation=compact useGrouping=true",
            12_345_678.0,
            "1,235万",
        ),
        ("zh-Hans", short, 3e8, "3亿"),
        ("zh-Hans", short, 2e12, "2万亿"),
        ("zh-Hant", short, 12_345.0, "1.2萬"),
        ("zh-TW", short, 3e8, "3億"),
        ("ko", short, 12_345.0, "1.2만"),
        ("en", short, 999.5, "1K"),
        ("en", short, 1049.0, "1K"),
        ("en", short, 9949.0, "9.9K"),
        ("en", short, 12_345.0, "12K"),
        ("en", short, 999_500.0, "1M"),
        ("en", long, 12_345.0, "12 thousand"),
        ("en", long, 3e9, "3 billion"),
        ("en", "notation=compact style=percent", 123.0, "12K%"),
        ("en-GB", short, 2e9, "2bn"),
        // No words are known here.
        ("de", short, 12_345.0, "12.345"),
        ("en", "notation=standard", 12_345.0, "12,345"),
    ];
    for (tag, written, value, expected) in table {
        let options = number_options(written).unwrap();
        let found = formats(&[tag]).number(Lang(0), value, &options).unwrap();
        assert_eq!(found, expected, "{tag} {value} {written}");
    }
}

#[test]
fn yen_and_yuan_are_told_apart() {
    // By tag and display: 5,000 yen and 5,000 yuan.
    let table = [
        ("ja", "", "5,000円", "5,000人民元"),
        ("ja", "symbol", "JP¥5,000", "CN¥5,000"),
        ("ja", "code", "JPY 5,000", "CNY 5,000"),
        ("ja", "name", "5,000円", "5,000人民元"),
        ("zh-Hans", "", "5,000日元", "5,000元"),
        ("zh-Hans", "symbol", "JP¥5,000", "CN¥5,000"),
        ("zh-Hant", "", "5,000 日圓", "5,000 人民幣"),
        ("en", "", "JPY 5,000", "CNY 5,000"),
        ("en", "symbol", "JP¥5,000", "CN¥5,000"),
        ("en", "name", "5,000 Japanese yen", "5,000 Chinese yuan"),
        ("de", "", "5.000 JPY", "5.000 CNY"),
        ("de", "symbol", "5.000 JP¥", "5.000 CN¥"),
        ("de", "name", "5.000 JPY", "5.000 CNY"),
        ("nl", "symbol", "JP¥ 5.000", "CN¥ 5.000"),
    ];
    for (tag, display, yen, yuan) in table {
        for (code, expected) in [("JPY", yen), ("CNY", yuan)] {
            let display = if display.is_empty() {
                String::new()
            } else {
                format!("currencyDisplay={display}")
            };
            let written = format!("style=currency currency={code} {display}");
            let options = number_options(&written).unwrap();
            let found = formats(&[tag]).number(Lang(0), 5000.0, &options).unwrap();
            assert_eq!(plain(&found), expected, "{tag} {written}");
        }
    }
}

#[test]
fn money() {
    let table = [
        ("en", "USD currencyDisplay=symbol", 5000.0, "US$5,000"),
        ("en", "USD currencyDisplay=symbol", 5000.5, "US$5,000.50"),
        ("en", "USD currencyDisplay=symbol", 4999.999, "US$5,000"),
        ("en", "USD minimumFractionDigits=2", 5000.0, "USD 5,000.00"),
        ("en", "USD maximumFractionDigits=0", 5000.5, "USD 5,001"),
        ("en", "USD maximumFractionDigits=1", 5000.54, "USD 5,000.5"),
        ("en", "USD currencyDisplay=name", 1.0, "1 US dollar"),
        ("en", "usd currencyDisplay=name", 1.5, "1.50 US dollars"),
        ("en", "KWD", 0.5, "KWD 0.500"),
        ("en", "JPY", 0.5, "JPY 1"),
        ("en", "MNT currencyDisplay=symbol", -250.0, "-₮250"),
        ("en", "CHF currencyDisplay=symbol", -250.0, "-CHF 250"),
        ("en", "JPY notation=compact", 12_345_678.0, "JPY 12M"),
        (
            "en",
            "JPY notation=compact compactDisplay=long currencyDisplay=name",
            12_345_678.0,
            "12 million Japanese yen",
        ),
        ("ja", "JPY", -5000.0, "-5,000円"),
        ("ja", "CNY", 12.5, "12.50人民元"),
        ("ja", "JPY notation=compact", 12_345_678.0, "1235万円"),
        ("zh-Hans", "JPY notation=compact", 12_000.0, "1.2万日元"),
        ("ja", "CHF", 5.0, "CHF 5"),
        ("de", "EUR currencyDisplay=symbol", -5.5, "-5,50 €"),
        ("ar-EG", "EUR", 5.0, "٥ EUR"),
    ];
    for (tag, written, value, expected) in table {
        let options = number_options(&format!("style=currency currency={written}")).unwrap();
        let found = formats(&[tag]).number(Lang(0), value, &options).unwrap();
        assert_eq!(plain(&found), expected, "{tag} {value} {written}");
    }
}

#[test]
fn number_options_that_are_refused() {
    let codes = "write `currency: \"JPY\", \"CNY\" or another code of ISO 4217`";
    let table = [
        (
            "currency=RMB",
            "the option `currency` cannot be \"RMB\"; write `currency: \"CNY\"`",
        ),
        (
            "currency=円",
            "the option `currency` cannot be \"円\"; write `currency: \"JPY\"`",
        ),
        (
            "currency=JPYY",
            "the option `currency` cannot be \"JPYY\"; write `currency: \"JPY\"`",
        ),
        (
            "currency=shells",
            &format!("the option `currency` cannot be \"shells\"; {codes}"),
        ),
        (
            "currencyDisplay=narrowSymbol",
            "the option `currencyDisplay narrowSymbol` is not supported; write \"symbol\": ¥ alone would stand for yen and yuan both",
        ),
        (
            "minimumSignificantDigits=2",
            "the option `minimumSignificantDigits` is not supported; count the digits behind the point, with minimumFractionDigits and maximumFractionDigits",
        ),
        (
            "curency=JPY",
            "there is no option `curency`; write `currency`",
        ),
        (
            "notation=scientific",
            "the option `notation` cannot be \"scientific\"; write `notation: \"standard\" or \"compact\"`",
        ),
        (
            "style=currency",
            "the style \"currency\" needs a currency, such as \"JPY\"",
        ),
        (
            "currency=JPY",
            "currency and currencyDisplay need the style \"currency\"",
        ),
        (
            "compactDisplay=long",
            "compactDisplay needs the notation \"compact\"",
        ),
    ];
    for (written, expected) in table {
        assert_eq!(number_options(written).unwrap_err(), expected, "{written}");
    }
}

#[test]
fn lists() {
    let table = [
        ("ja", "1、2、3", "1、2"),
        ("zh-Hans", "1、2和3", "1和2"),
        ("en", "1, 2, and 3", "1 and 2"),
        ("en-GB", "1, 2 and 3", "1 and 2"),
        ("de", "1, 2 und 3", "1 und 2"),
    ];
    for (tag, three, two) in table {
        let formats = formats(&[tag]);
        let list = |count: usize| {
            let items: Vec<String> = (1..=count).map(|item| item.to_string()).collect();
            formats.list(Lang(0), &items)
        };
        let found = [list(0), list(1), list(2), list(3)];
        assert_eq!(found, ["", "1", two, three], "{tag}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn numbers_never_panic(
        value in any::<f64>(),
        minimum in proptest::option::of(0u8..=20),
        maximum in proptest::option::of(0u8..=20),
        style in "style=percent|style=currency currency=JPY|style=currency currency=CNY currencyDisplay=symbol|notation=compact|style=currency currency=USD notation=compact|",
        tag in "en|ja|zh|de|ar-EG|fa|tr",
    ) {
        let options = NumberOptions {
            minimum_fraction_digits: minimum,
            maximum_fraction_digits: maximum,
            ..number_options(&style).unwrap()
        };
        let written = formats(&[&tag]).number(Lang(0), value, &options);
        prop_assert_eq!(written.is_ok(), value.is_finite() && options.validate().is_ok());
    }
}
