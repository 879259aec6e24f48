//! Dimensions of an SVG, from its root start tag alone.

use std::io::{BufRead, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::ImageProblem;

/// The root start tag must end within this many bytes; what stands behind them is never read.
const MOST_BYTES: u64 = 64 * 1024;

/// `width` and `height` where they are lengths, else what `viewBox` says, scaled to the one that is given.
pub(super) fn dimensions(svg: &mut impl BufRead) -> Result<Option<(u32, u32)>, ImageProblem> {
    let mut start = Vec::new();
    svg.take(MOST_BYTES)
        .read_to_end(&mut start)
        .map_err(|_| ImageProblem::Damaged)?;
    // Cut in the middle of a character perhaps; the root tag stands long before.
    let start = String::from_utf8_lossy(&start);
    let mut reader = Reader::from_str(start.strip_prefix('\u{FEFF}').unwrap_or(&start));
    loop {
        match reader.read_event() {
            Ok(Event::Start(root) | Event::Empty(root)) => {
                return if root.local_name().as_ref() == "svg" {
                    Ok(size_of(&root))
                } else {
                    Err(ImageProblem::Damaged)
                };
            }
            Ok(Event::Eof) | Err(_) => return Err(ImageProblem::Damaged),
            Ok(_) => {}
        }
    }
}

fn size_of(root: &BytesStart<'_>) -> Option<(u32, u32)> {
    let (mut width, mut height, mut view_box) = (None, None, None);
    for attribute in root.attributes().flatten() {
        match attribute.key.as_ref() {
            "width" => width = length(&attribute.value),
            "height" => height = length(&attribute.value),
            "viewBox" => view_box = view_box_size(&attribute.value),
            _ => {}
        }
    }
    let (width, height) = match (width, height, view_box) {
        (Some(width), Some(height), _) => (width, height),
        (Some(width), None, Some((w, h))) => (width, width * h / w),
        (None, Some(height), Some((w, h))) => (height * w / h, height),
        (None, None, Some(size)) => size,
        _ => return None,
    };
    Some((pixels(width)?, pixels(height)?))
}

/// An absolute length in CSS pixels (CSS Values 4, 6.2); `None` for percentages and lengths relative to a font.
fn length(value: &str) -> Option<f64> {
    let value = value.trim();
    let unit_at = value
        .rfind(|character: char| character.is_ascii_digit() || character == '.')
        .map_or(0, |at| at + 1);
    let (number, unit) = value.split_at(unit_at);
    let scale = match unit.trim().to_ascii_lowercase().as_str() {
        "" | "px" => 1.0,
        "pt" => 96.0 / 72.0,
        "pc" => 16.0,
        "in" => 96.0,
        "cm" => 96.0 / 2.54,
        "mm" => 96.0 / 25.4,
        "q" => 96.0 / 101.6,
        _ => return None,
    };
    positive(number.trim().parse::<f64>().ok()? * scale)
}

/// Width and height of `min-x min-y width height`, with commas or white space between.
fn view_box_size(value: &str) -> Option<(f64, f64)> {
    let numbers: Vec<f64> = value
        .split(|character: char| character == ',' || character.is_ascii_whitespace())
        .filter(|number| !number.is_empty())
        .map_while(|number| number.parse().ok())
        .collect();
    match numbers[..] {
        [_, _, width, height] => Some((positive(width)?, positive(height)?)),
        _ => None,
    }
}

fn positive(value: f64) -> Option<f64> {
    (value.is_finite() && value > 0.0).then_some(value)
}

/// The nearest whole number, at least one; `None` for what no screen has.
fn pixels(value: f64) -> Option<u32> {
    const MOST: f64 = 1_000_000.0;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between one and a million"
    )]
    (value.is_finite() && value <= MOST).then(|| value.round().max(1.0) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn root_tags() {
        let rows = [
            (r#"<svg width="20" height="10"/>"#, Ok(Some((20, 10)))),
            (
                r#"<svg width=" 20.4px" height="9.6PX "></svg>"#,
                Ok(Some((20, 10))),
            ),
            (r#"<svg width="72pt" height="1in"/>"#, Ok(Some((96, 96)))),
            (
                r#"<svg width="25.4mm" height="2.54cm"/>"#,
                Ok(Some((96, 96))),
            ),
            (
                r#"<svg width="100%" height="50%" viewBox="0 0 30,40"/>"#,
                Ok(Some((30, 40))),
            ),
            (r#"<svg viewBox="-1 -1  300 400"/>"#, Ok(Some((300, 400)))),
            (
                r#"<svg width="60" viewBox="0 0 30 40"/>"#,
                Ok(Some((60, 80))),
            ),
            (
                r#"<svg height="80" viewBox="0 0 30 40"/>"#,
                Ok(Some((60, 80))),
            ),
            (r#"<svg width="2em" height="2em"/>"#, Ok(None)),
            (r#"<svg width="1e3" height="0.1"/>"#, Ok(Some((1000, 1)))),
            (r#"<svg width="-5" height="5"/>"#, Ok(None)),
            (r#"<svg width="NaN" height="inf"/>"#, Ok(None)),
            (r#"<svg width="1e300" height="1"/>"#, Ok(None)),
            (r#"<svg viewBox="0 0 0 10"/>"#, Ok(None)),
            ("<svg/>", Ok(None)),
            (
                "\u{FEFF}<?xml version=\"1.0\"?><!-- x --><s:svg xmlns:s=\"u\" width=\"1\" height=\"2\">",
                Ok(Some((1, 2))),
            ),
            (
                r#"<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY w "5">]><svg width="&w;" height="5">&a;</svg>"#,
                Ok(None),
            ),
            ("<html/>", Err(ImageProblem::Damaged)),
            ("", Err(ImageProblem::Damaged)),
            ("<svg width=", Err(ImageProblem::Damaged)),
            ("plain words", Err(ImageProblem::Damaged)),
        ];
        for (text, expected) in rows {
            assert_eq!(dimensions(&mut text.as_bytes()), expected, "{text}");
        }
    }

    #[test]
    fn a_root_tag_after_the_limit_is_not_looked_for() {
        let text = format!("<!--{}--><svg width='1' height='1'/>", "x".repeat(70_000));
        assert_eq!(dimensions(&mut text.as_bytes()), Err(ImageProblem::Damaged));
    }
}
