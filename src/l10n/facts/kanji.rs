//! Chinese numerals, and whether they are meant as numbers.

use super::letters::Letters;
use crate::parse::cjk::character::is_han;

/// A longer run of numerals is none: 兆 with all its digits has fewer.
const LONGEST: usize = 24;

/// Units that make a number of any numeral before them, 一 as well.
const UNITS: [&str; 36] = [
    "年",
    "月",
    "日",
    "人",
    "歳",
    "岁",
    "時間",
    "小时",
    "分間",
    "分钟",
    "秒",
    "週間",
    "周年",
    "か月",
    "カ月",
    "ヶ月",
    "ヵ月",
    "箇月",
    "个月",
    "世紀",
    "世纪",
    "メートル",
    "キロ",
    "公里",
    "千米",
    "厘米",
    "ドル",
    "ユーロ",
    "美元",
    "円",
    "元",
    "割",
    "パーセント",
    "か国",
    "カ国",
    "平方",
];

/// Counters that make a number of a numeral before them, but not of 一 alone: 一つ and 一个 are what English says with
/// an article.
const COUNTERS: [&str; 74] = [
    "つ",
    "個",
    "个",
    "箇",
    "か所",
    "カ所",
    "ヶ所",
    "ヵ所",
    "ヶ国",
    "ヵ国",
    "种",
    "種",
    "項",
    "项",
    "件",
    "本",
    "枚",
    "台",
    "回",
    "次",
    "度",
    "階",
    "层",
    "章",
    "位",
    "社",
    "校",
    "名",
    "方面",
    "領域",
    "领域",
    "分野",
    "点",
    "団体",
    "团体",
    "组",
    "組",
    "家",
    "座",
    "部",
    "篇",
    "册",
    "冊",
    "頁",
    "页",
    "ページ",
    "巻",
    "卷",
    "条",
    "款",
    "号",
    "票",
    "席",
    "室",
    "泊",
    "晚",
    "匹",
    "頭",
    "头",
    "羽",
    "只",
    "张",
    "張",
    "歩",
    "级",
    "級",
    "期",
    "届",
    "倍",
    "以上",
    "以下",
    "以内",
    "多",
    "余",
];

/// Words that look like a numeral with a unit.
const WORDS: [&str; 18] = [
    "一円",
    "一元",
    "二元",
    "三元",
    "一日本",
    "四日市",
    "十日町",
    "千歳",
    "二本松",
    "六本木",
    "五台山",
    "五箇山",
    "三次市",
    "一人ひとり",
    "一人一人",
    "千人針",
    "三位一体",
    "三日月",
];

pub(super) fn is_numeral(char: char) -> bool {
    digit(char).is_some() || small_scale(char).is_some() || big_scale(char).is_some()
}

fn digit(char: char) -> Option<u64> {
    Some(match char {
        '〇' | '零' => 0,
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

fn small_scale(char: char) -> Option<u64> {
    match char {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1000),
        _ => None,
    }
}

/// How many zeros a scale of four digits more stands for.
pub(super) fn zeros(char: char) -> Option<u32> {
    match char {
        '万' | '萬' => Some(4),
        '億' | '亿' => Some(8),
        '兆' => Some(12),
        _ => None,
    }
}

fn big_scale(char: char) -> Option<u64> {
    zeros(char).map(|zeros| 10_u64.pow(zeros))
}

/// The value of a run of numerals that ends before `end`; digits without scales are read one by one (二〇一二).
pub(super) fn value(text: &Letters, at: usize, end: usize) -> Option<u64> {
    if end == at || end - at > LONGEST {
        return None;
    }
    let (mut total, mut section) = (0_u64, 0_u64);
    let mut digits: Option<u64> = None;
    for at in at..end {
        let char = text.at(at);
        if let Some(digit) = digit(char) {
            let before = digits.unwrap_or(0);
            digits = Some(before.checked_mul(10)?.checked_add(digit)?);
        } else if let Some(scale) = small_scale(char) {
            let more = digits.take().unwrap_or(1).checked_mul(scale)?;
            section = section.checked_add(more)?;
        } else {
            let scale = big_scale(char)?;
            section = section.checked_add(digits.take().unwrap_or(0))?;
            // 万亿: the scales multiply.
            if section == 0 {
                total = total.checked_mul(scale)?;
            } else {
                total = total.checked_add(section.checked_mul(scale)?)?;
            }
            section = 0;
        }
    }
    total.checked_add(section)?.checked_add(digits.unwrap_or(0))
}

/// A numeral of a few digits, in dates and times, and where it ends.
pub(super) fn short(text: &Letters, at: usize) -> Option<(u32, usize)> {
    const MOST: usize = 5;
    let end = (at..at + MOST)
        .find(|at| !is_numeral(text.at(*at)))
        .unwrap_or(at);
    let value = value(text, at, end)?;
    Some((u32::try_from(value).ok()?, end))
}

/// Where a run of numerals ends.
pub(super) fn end(text: &Letters, at: usize) -> usize {
    text.while_at(at, is_numeral)
}

/// The number that a run of numerals is, if it is one.
pub(super) fn number(text: &Letters, at: usize, end: usize) -> Option<u64> {
    value(text, at, end).filter(|value| is_number(text, at, end, *value))
}

fn is_number(text: &Letters, at: usize, end: usize, value: u64) -> bool {
    if "数數几幾何".contains(text.before(at)) || WORDS.iter().any(|word| text.has(at, word)) {
        return false;
    }
    if text.has_before(at, "百分之") {
        return true;
    }
    // A share: 三分の一.
    if text.has(end, "分の") || text.has(end, "分之") {
        return false;
    }
    let has_unit = UNITS.iter().any(|unit| text.has(end, unit));
    let has_counter = has_unit || COUNTERS.iter().any(|counter| text.has(end, counter));
    if is_approximate(text, at, end) {
        return false;
    }
    if end - at == 1 {
        return match digit(text.at(at)) {
            Some(1) => has_unit,
            Some(_) => has_counter || text.before(at) == '第',
            // 十分 is "enough", 万人 "everybody".
            None => has_unit && big_scale(text.at(at)).is_none(),
        };
    }
    if big_scale(text.at(at)).is_some() {
        return false;
    }
    let is_structured = (at..end).any(|at| digit(text.at(at)).is_none_or(|digit| digit == 0));
    let stands_alone = !is_han(text.at(end));
    value > 0 && (has_counter || text.before(at) == '第' || (is_structured && stands_alone))
}

/// 五六人 and 五、六人 are five or six: two digits alone that follow each other, before a scale or the end.
fn is_approximate(text: &Letters, at: usize, end: usize) -> bool {
    let digit_at = |place: usize| {
        (at..end)
            .contains(&place)
            .then(|| digit(text.at(place)))
            .flatten()
    };
    let before = match text.before(at) {
        '、' => at.checked_sub(2).and_then(|before| digit(text.at(before))),
        _ => None,
    };
    if end - at == 1 && before.is_some_and(|before| digit_at(at) == Some(before + 1)) {
        return true;
    }
    (at..end).any(|place| match (digit_at(place), digit_at(place + 1)) {
        (Some(one), Some(next)) => {
            let is_pair = place
                .checked_sub(1)
                .is_none_or(|before| digit_at(before).is_none())
                && digit_at(place + 2).is_none();
            is_pair && one > 0 && next == one + 1
        }
        _ => false,
    })
}
