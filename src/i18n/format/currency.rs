//! Amounts of money, each with the currency told apart from all others: ¥ alone stands for both yen and yuan, so it is
//! never written alone.
//!
//! ICU4X offers currencies only in its experimental part. Codes and fraction digits are those of ISO 4217 (amendment
//! 179); symbols, names and places are CLDR 48's, except where two currencies would look the same: JP¥, CN¥ and US$ in
//! all languages, and in Japanese 人民元 and in Chinese 元 for the yuan as it is written there.

use icu::locale::Locale;

use super::compact::is_traditional;
use super::{OptionError, OptionValue};

/// A currency: three capitals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency(&'static str);

/// `currencyDisplay`
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CurrencyDisplay {
    /// JP¥5,000
    Symbol,
    /// JPY 5,000
    Code,
    /// 5,000 Japanese yen
    Name,
}

/// ISO 4217, list one, without metals and funds.
const CODES: &str = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF \
    CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG \
    HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD \
    MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF \
    SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS \
    VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG";

const WITHOUT_FRACTION: &str = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF";

const WITH_THREE_DIGITS: &str = "BHD IQD JOD KWD LYD OMR TND";

/// What is written by mistake, and what is meant.
const MISTAKES: &[(&str, &str)] = &[
    ("RMB", "CNY"),
    ("CNH", "CNY"),
    ("YUAN", "CNY"),
    ("CNY¥", "CNY"),
    ("元", "CNY"),
    ("人民元", "CNY"),
    ("人民币", "CNY"),
    ("YEN", "JPY"),
    ("円", "JPY"),
    ("日元", "JPY"),
    ("NTD", "TWD"),
    ("EURO", "EUR"),
    ("DOLLAR", "USD"),
];

/// What is longer, in bytes, is no code with a mistake in it.
const LONGEST_MISTAKE: usize = 8;

/// A currency in symbols and words.
struct Words {
    code: &'static str,
    symbol: &'static str,
    /// In Japanese, Chinese in simplified and traditional characters, English for one and for more.
    names: [&'static str; 5],
}

#[rustfmt::skip]
const WORDS: &[Words] = &[
    Words { code: "JPY", symbol: "JP¥", names: ["円", "日元", "日圓", "Japanese yen", "Japanese yen"] },
    Words { code: "CNY", symbol: "CN¥", names: ["人民元", "元", "人民幣", "Chinese yuan", "Chinese yuan"] },
    Words { code: "MNT", symbol: "₮", names: ["モンゴル トグログ", "蒙古图格里克", "蒙古圖格里克", "Mongolian tugrik", "Mongolian tugriks"] },
    Words { code: "TWD", symbol: "NT$", names: ["新台湾ドル", "新台币", "新台幣", "New Taiwan dollar", "New Taiwan dollars"] },
    Words { code: "HKD", symbol: "HK$", names: ["香港ドル", "港元", "港幣", "Hong Kong dollar", "Hong Kong dollars"] },
    Words { code: "KRW", symbol: "₩", names: ["韓国ウォン", "韩元", "韓元", "South Korean won", "South Korean won"] },
    Words { code: "USD", symbol: "US$", names: ["米ドル", "美元", "美元", "US dollar", "US dollars"] },
    Words { code: "EUR", symbol: "€", names: ["ユーロ", "欧元", "歐元", "euro", "euros"] },
    Words { code: "GBP", symbol: "£", names: ["英国ポンド", "英镑", "英鎊", "British pound", "British pounds"] },
    Words { code: "AUD", symbol: "A$", names: ["オーストラリア ドル", "澳大利亚元", "澳幣", "Australian dollar", "Australian dollars"] },
    Words { code: "CAD", symbol: "CA$", names: ["カナダ ドル", "加拿大元", "加幣", "Canadian dollar", "Canadian dollars"] },
    Words { code: "SGD", symbol: "SGD", names: ["シンガポール ドル", "新加坡元", "新加坡幣", "Singapore dollar", "Singapore dollars"] },
];

impl Currency {
    /// The currency with this code, in capitals or not.
    #[must_use]
    pub fn new(code: &str) -> Option<Self> {
        let known = CODES.split_whitespace();
        let mut found = known.filter(|known| known.eq_ignore_ascii_case(code));
        found.next().map(Currency)
    }

    /// Its code: `JPY`.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.0
    }

    /// Digits behind the point.
    pub(super) fn digits(self) -> u8 {
        if WITHOUT_FRACTION.contains(self.0) {
            0
        } else if WITH_THREE_DIGITS.contains(self.0) {
            3
        } else {
            2
        }
    }

    pub(super) fn from_option(name: &str, value: OptionValue<'_>) -> Result<Self, OptionError> {
        let refused = |allowed: &str| value.refused(name, allowed.to_owned());
        let OptionValue::Text(text) = value else {
            return Err(refused("\"JPY\", \"CNY\" or another code of ISO 4217"));
        };
        if let Some(currency) = Currency::new(text) {
            return Ok(currency);
        }
        let capitals = text.to_uppercase();
        let meant = MISTAKES.iter().find(|(wrong, _)| *wrong == capitals);
        let meant = meant.map(|(_, code)| *code);
        let is_near = |code: &&str| {
            capitals.len() <= LONGEST_MISTAKE && strsim::damerau_levenshtein(&capitals, code) == 1
        };
        let near = || CODES.split_whitespace().find(is_near);
        Err(match meant.or_else(near) {
            Some(code) => refused(&format!("\"{code}\"")),
            None => refused("\"JPY\", \"CNY\" or another code of ISO 4217"),
        })
    }

    fn words(self) -> Option<&'static Words> {
        WORDS.iter().find(|words| words.code == self.0)
    }
}

impl CurrencyDisplay {
    pub(super) fn from_option(name: &str, value: OptionValue<'_>) -> Result<Self, OptionError> {
        if value == OptionValue::Text("narrowSymbol") {
            return Err(OptionError::Unsupported {
                name: format!("{name} narrowSymbol"),
                instead: "write \"symbol\": ¥ alone would stand for yen and yuan both",
            });
        }
        value.one_of(
            name,
            &[
                ("symbol", CurrencyDisplay::Symbol),
                ("code", CurrencyDisplay::Code),
                ("name", CurrencyDisplay::Name),
            ],
        )
    }
}

/// Which of a currency's names a language uses, by index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Names {
    Japanese,
    Simplified,
    Traditional,
    English,
    /// None are known; the code stands in.
    None,
}

/// Where symbols and codes stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    /// €5
    Close,
    /// € 5
    Before,
    /// 5 €
    Behind,
}

/// How one language writes amounts.
pub(super) struct Money {
    names: Names,
    side: Side,
}

impl Money {
    pub(super) fn of(locale: &Locale) -> Self {
        let region = locale
            .id
            .region
            .as_ref()
            .map_or("", |region| region.as_str());
        Money {
            names: match locale.id.language.as_str() {
                "ja" => Names::Japanese,
                "zh" if is_traditional(locale) => Names::Traditional,
                "zh" => Names::Simplified,
                "en" => Names::English,
                _ => Names::None,
            },
            side: match (locale.id.language.as_str(), region) {
                ("de", "AT" | "CH" | "LI") => Side::Before,
                ("pt", "PT") => Side::Behind,
                ("nl" | "pt" | "mn" | "bo" | "ne" | "sw" | "fa", _) => Side::Before,
                (
                    "ar" | "az" | "be" | "bg" | "bs" | "ca" | "cs" | "da" | "de" | "el" | "es"
                    | "et" | "eu" | "fi" | "fr" | "gl" | "he" | "hr" | "hu" | "hy" | "is" | "it"
                    | "ka" | "kk" | "ky" | "lt" | "lv" | "mk" | "my" | "nb" | "nn" | "no" | "pl"
                    | "ro" | "ru" | "sk" | "sl" | "sq" | "sr" | "sv" | "uk" | "uz" | "vi",
                    _,
                ) => Side::Behind,
                _ => Side::Close,
            },
        }
    }

    /// Puts the currency to a written number.
    pub(super) fn apply(
        &self,
        written: &str,
        currency: Currency,
        display: Option<CurrencyDisplay>,
    ) -> String {
        let words = currency.words();
        let usual = match self.names {
            Names::Japanese | Names::Simplified | Names::Traditional => CurrencyDisplay::Name,
            Names::English | Names::None => CurrencyDisplay::Code,
        };
        match (display.unwrap_or(usual), words) {
            (CurrencyDisplay::Name, Some(words)) => self.named(written, words),
            (CurrencyDisplay::Symbol, Some(words)) if words.symbol != words.code => {
                self.at_side(written, words.symbol, self.side)
            }
            _ => {
                let side = match self.side {
                    Side::Close => Side::Before,
                    other => other,
                };
                self.at_side(written, currency.code(), side)
            }
        }
    }

    fn named(&self, written: &str, words: &Words) -> String {
        let [japanese, simplified, traditional, one, more] = words.names;
        match self.names {
            Names::Japanese => format!("{written}{japanese}"),
            Names::Simplified => format!("{written}{simplified}"),
            Names::Traditional => format!("{written}\u{a0}{traditional}"),
            Names::English if matches!(written, "1" | "-1") => format!("{written}\u{a0}{one}"),
            Names::English => format!("{written} {more}"),
            Names::None => self.apply(written, Currency(words.code), Some(CurrencyDisplay::Code)),
        }
    }

    fn at_side(&self, written: &str, currency: &str, side: Side) -> String {
        // The sign stands before all: -JP¥5.
        let (sign, number) = written.split_at(written.find(char::is_numeric).unwrap_or(0));
        match side {
            Side::Close => format!("{sign}{currency}{number}"),
            Side::Before => format!("{sign}{currency}\u{a0}{number}"),
            Side::Behind => format!("{written}\u{a0}{currency}"),
        }
    }
}
