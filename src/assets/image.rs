//! Image dimensions, from the first bytes of a file.

mod orientation;
mod svg;

use std::io::{BufRead, Seek, SeekFrom};

use imagesize::{Compression, ImageType};

/// Extensions of images that browsers show.
const EXTENSIONS: [&str; 14] = [
    "apng", "avif", "bmp", "gif", "ico", "jfif", "jpe", "jpeg", "jpg", "pjp", "pjpeg", "png",
    "svg", "webp",
];

/// The same, of images whose dimensions are not read.
const UNMEASURED: [&str; 2] = ["cur", "svgz"];

/// Why an image has no dimensions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImageProblem {
    /// The bytes are damaged, or those of something else.
    Damaged,
    /// The bytes are those of a picture that browsers do not show.
    Unsupported,
}

/// Whether the name is that of an image.
#[must_use]
pub fn is_image(name: &str) -> bool {
    has_extension(name, &EXTENSIONS) || has_extension(name, &UNMEASURED)
}

fn has_extension(name: &str, extensions: &[&str]) -> bool {
    name.rsplit_once('.').is_some_and(|(_, found)| {
        let mut extensions = extensions.iter();
        extensions.any(|extension| found.eq_ignore_ascii_case(extension))
    })
}

/// Width and height in CSS pixels, as a browser shows the image: a JPEG turned as its EXIF orientation says. `None`
/// for an SVG that leaves them open or is packed, and for a cursor. The kind of a raster image is told by its bytes, not by its name.
///
/// # Errors
/// The bytes are not those of an image that browsers show.
pub fn dimensions(
    name: &str,
    bytes: &mut (impl BufRead + Seek),
) -> Result<Option<(u32, u32)>, ImageProblem> {
    if has_extension(name, &UNMEASURED) {
        return Ok(None);
    }
    if has_extension(name, &["svg"]) {
        return svg::dimensions(bytes);
    }
    let kind = imagesize::reader_type(&mut *bytes).map_err(|_| ImageProblem::Damaged)?;
    match kind {
        ImageType::Png
        | ImageType::Jpeg
        | ImageType::Gif
        | ImageType::Webp
        | ImageType::Heif(Compression::Av1)
        | ImageType::Bmp
        | ImageType::Ico => {}
        _ => return Err(ImageProblem::Unsupported),
    }
    let size = kind.reader_size(bytes).map_err(|_| ImageProblem::Damaged)?;
    let pixels = |length: usize| {
        u32::try_from(length)
            .ok()
            .filter(|length| *length > 0)
            .ok_or(ImageProblem::Damaged)
    };
    let (width, height) = (pixels(size.width)?, pixels(size.height)?);
    let is_turned = kind == ImageType::Jpeg
        && bytes.seek(SeekFrom::Start(0)).is_ok()
        && orientation::swaps_sides(bytes);
    Ok(Some(if is_turned {
        (height, width)
    } else {
        (width, height)
    }))
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    type Size = Result<Option<(u32, u32)>, ImageProblem>;

    /// The start of a PNG: signature and header chunk.
    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = b"\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR".to_vec();
        bytes.extend(width.to_be_bytes());
        bytes.extend(height.to_be_bytes());
        bytes.extend(b"\x08\x06\0\0\0");
        bytes
    }

    /// The start of a JPEG of 4 × 3: an EXIF segment with the orientation (byte order as named), then a frame header.
    fn jpeg(order: &[u8; 2], orientation: u16) -> Vec<u8> {
        let two = |value: u16| {
            if order == b"II" {
                value.to_le_bytes()
            } else {
                value.to_be_bytes()
            }
        };
        let four = |value: u32| {
            if order == b"II" {
                value.to_le_bytes()
            } else {
                value.to_be_bytes()
            }
        };
        let mut tiff = order.to_vec();
        tiff.extend(two(42));
        tiff.extend(four(8));
        tiff.extend(two(2));
        for (tag, value) in [(0x0100_u16, 9_u16), (0x0112, orientation)] {
            tiff.extend(two(tag));
            tiff.extend(two(3));
            tiff.extend(four(1));
            tiff.extend(two(value));
            tiff.extend([0, 0]);
        }
        let length = u16::try_from(2 + 6 + tiff.len()).expect("small");
        let mut bytes = b"\xFF\xD8\xFF\xE0\0\x04ab\xFF\xE1".to_vec();
        bytes.extend(length.to_be_bytes());
        bytes.extend(b"Exif\0\0");
        bytes.extend(tiff);
        bytes.extend(b"\xFF\xC0\0\x11\x08\0\x03\0\x04\x03");
        bytes.extend([0; 9]);
        bytes
    }

    #[test]
    fn sizes_are_read() {
        let gif = b"GIF89a\x05\0\x07\0\0\0\0".to_vec();
        let rows: [(&str, Vec<u8>, Size); 15] = [
            ("a.svgz", b"\x1F\x8B\x08".to_vec(), Ok(None)),
            ("a.cur", b"\0\0\x02\0".to_vec(), Ok(None)),
            ("a.png", png(640, 480), Ok(Some((640, 480)))),
            ("A.PNG", png(1, 1), Ok(Some((1, 1)))),
            ("a.png", png(0, 480), Err(ImageProblem::Damaged)),
            (
                "a.png",
                png(640, 480)[..18].to_vec(),
                Err(ImageProblem::Damaged),
            ),
            ("named-wrongly.jpg", gif, Ok(Some((5, 7)))),
            ("a.jpg", jpeg(b"II", 1), Ok(Some((4, 3)))),
            ("a.jpg", jpeg(b"II", 6), Ok(Some((3, 4)))),
            ("a.jpg", jpeg(b"MM", 8), Ok(Some((3, 4)))),
            ("a.jpg", jpeg(b"MM", 9), Ok(Some((4, 3)))),
            (
                "a.jpg",
                b"\xFF\xD8\xFF\xE1\0\x02".to_vec(),
                Err(ImageProblem::Damaged),
            ),
            (
                "a.jpg",
                b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec(),
                Err(ImageProblem::Unsupported),
            ),
            ("a.webp", Vec::new(), Err(ImageProblem::Damaged)),
            (
                "a.png",
                b"not an image at all".to_vec(),
                Err(ImageProblem::Damaged),
            ),
        ];
        for (name, bytes, expected) in rows {
            assert_eq!(
                dimensions(name, &mut Cursor::new(&bytes)),
                expected,
                "{name} {bytes:?}"
            );
        }
    }

    #[test]
    fn every_cut_of_an_image_is_survived() {
        for whole in [png(3, 4), jpeg(b"MM", 6), jpeg(b"II", 3)] {
            for end in 0..whole.len() {
                let _ = dimensions("a.jpg", &mut Cursor::new(&whole[..end]));
                let mut changed = whole.clone();
                changed[end] ^= 0xFF;
                let _ = dimensions("a.jpg", &mut Cursor::new(&changed));
            }
        }
    }

    #[test]
    fn images_are_told_by_name() {
        for (name, expected) in [
            ("a.JPG", true),
            ("x/a.svg", true),
            ("a.jpe", true),
            ("a.pjpeg", true),
            ("a.pjp", true),
            ("a.CUR", true),
            ("a.svgz", true),
            ("a.pdf", false),
            ("png", false),
        ] {
            assert_eq!(is_image(name), expected, "{name}");
        }
    }
}
