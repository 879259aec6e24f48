//! The one EXIF field that changes how large a JPEG is shown.

use std::io::{BufRead, Read, Seek, SeekFrom};

/// The TIFF tag "Orientation" (Exif 2.32, 4.6.4 A).
const ORIENTATION: u16 = 0x0112;

/// The TIFF type of a 16-bit number.
const SHORT: u16 = 3;

/// Segments that are looked at before the search is given up; cameras write EXIF first or second.
const MOST_SEGMENTS: usize = 32;

/// Whether the orientation lays the image on its side (values 5 to 8). `jpeg` stands at its start.
pub(super) fn swaps_sides(jpeg: &mut (impl BufRead + Seek)) -> bool {
    find_exif(jpeg)
        .and_then(|tiff| orientation(&tiff))
        .is_some_and(|value| (5..=8).contains(&value))
}

/// The TIFF structure inside the EXIF segment.
fn find_exif(jpeg: &mut (impl BufRead + Seek)) -> Option<Vec<u8>> {
    let mut start = [0; 2];
    jpeg.read_exact(&mut start).ok()?;
    for _ in 0..MOST_SEGMENTS {
        let mut header = [0; 4];
        jpeg.read_exact(&mut header).ok()?;
        let [0xFF, marker, high, low] = header else {
            return None;
        };
        let length = u64::from(u16::from_be_bytes([high, low])).checked_sub(2)?;
        // Markers from the start of the scan on have image data behind them.
        if (0xD0..=0xDA).contains(&marker) {
            return None;
        }
        if marker != 0xE1 {
            jpeg.seek(SeekFrom::Current(i64::try_from(length).ok()?))
                .ok()?;
            continue;
        }
        let mut segment = Vec::new();
        jpeg.by_ref().take(length).read_to_end(&mut segment).ok()?;
        if let Some(tiff) = segment.strip_prefix(b"Exif\0\0") {
            return Some(tiff.to_vec());
        }
    }
    None
}

fn orientation(tiff: &[u8]) -> Option<u16> {
    let two = |at: usize| -> Option<u16> {
        let bytes = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        match tiff.first()? {
            b'I' => Some(u16::from_le_bytes(bytes)),
            b'M' => Some(u16::from_be_bytes(bytes)),
            _ => None,
        }
    };
    let four = |at: usize| -> Option<usize> {
        let bytes: [u8; 4] = tiff.get(at..at.checked_add(4)?)?.try_into().ok()?;
        let value = match tiff.first()? {
            b'I' => u32::from_le_bytes(bytes),
            _ => u32::from_be_bytes(bytes),
        };
        usize::try_from(value).ok()
    };
    let directory = four(4)?;
    let entries = usize::from(two(directory)?);
    // Twelve bytes an entry: tag, type, count, value.
    (0..entries)
        .map(|entry| directory + 2 + entry * 12)
        .take_while(|at| *at < tiff.len())
        .find(|at| two(*at) == Some(ORIENTATION) && two(*at + 2) == Some(SHORT))
        .and_then(|at| two(at + 8))
}
