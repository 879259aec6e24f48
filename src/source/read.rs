//! One text file from disk into a text that the other stages can trust, or a problem with line and column.

use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, Read};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::unreadable::{not_a_file, unreadable};
use crate::diag::Diagnostic;

/// The largest text file that is read, in bytes. A book of a thousand pages has about three million.
const MAX_TEXT: u64 = 16 * 1024 * 1024;

/// Clocks of file systems tick in steps of up to two seconds (FAT): a file that changed less than this before it was
/// looked at may change again and bear the same time.
const CLOCK_STEP: Duration = Duration::from_secs(2);

/// A text and what identifies the file it came from.
pub(super) struct ReadText {
    /// The text, without a BOM, with LF alone.
    pub(super) text: Arc<str>,
    /// Bytes on disk.
    pub(super) size: u64,
    /// See [`super::SourceFile::modified`].
    pub(super) modified: i128,
}

/// Reads the file at `disk`, which diagnostics call `path`, at the time `looked_at` or later.
pub(super) fn read_text(
    disk: &Path,
    path: &Arc<str>,
    looked_at: SystemTime,
) -> Result<ReadText, Box<Diagnostic>> {
    let failed = |error: io::Error| Box::new(unreadable(path, disk, &error));
    let file = open_without_waiting(disk).map_err(failed)?;
    let metadata = file.metadata().map_err(failed)?;
    if !metadata.is_file() {
        return Err(Box::new(not_a_file(path, &metadata)));
    }
    let size = metadata.len();
    let mut bytes = Vec::new();
    if size <= MAX_TEXT {
        // The file may be growing: the limit holds for what is read, not for what was promised.
        bytes = read_bytes(file, size).map_err(failed)?;
    }
    if size > MAX_TEXT || bytes.len() as u64 > MAX_TEXT {
        return Err(Box::new(too_large(path, size.max(bytes.len() as u64))));
    }
    Ok(ReadText {
        text: decode(bytes, path)?,
        size,
        modified: stamp(&metadata, looked_at),
    })
}

/// All bytes of a file that promises `size` of them, up to [`MAX_TEXT`] and one.
fn read_bytes(mut file: File, size: u64) -> io::Result<Vec<u8>> {
    // With room for one more byte, that one read tells that there is none: the end need not be read for itself.
    let promised = usize::try_from(size).unwrap_or(0);
    let mut bytes = Vec::with_capacity(promised + 1);
    let length = read_once(&mut file, &mut bytes)?;
    if length != promised {
        let left = (MAX_TEXT + 1).saturating_sub(length as u64);
        file.take(left).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

/// As much as one call of the system gives, into the room that there is. Says how much.
#[cfg(unix)]
fn read_once(file: &mut File, bytes: &mut Vec<u8>) -> io::Result<usize> {
    use rustix::buffer::spare_capacity;
    let read = || rustix::io::read(&*file, spare_capacity(bytes));
    Ok(rustix::io::retry_on_intr(read)?)
}

#[cfg(not(unix))]
fn read_once(file: &mut File, bytes: &mut Vec<u8>) -> io::Result<usize> {
    let room = bytes.capacity() as u64;
    file.take(room).read_to_end(bytes)
}

/// Opens for reading; a FIFO put in place of a file does not block.
pub(crate) fn open_without_waiting(disk: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        if let Ok(flags) = i32::try_from(rustix::fs::OFlags::NONBLOCK.bits()) {
            options.custom_flags(flags);
        }
    }
    options.open(disk)
}

/// A number that is other when the file has changed, as far as its size, times and number on the disk tell.
pub(crate) fn version(metadata: &Metadata) -> u64 {
    let mut bytes = metadata.len().to_le_bytes().to_vec();
    bytes.extend(last_change(metadata).to_le_bytes());
    bytes.extend(number(metadata).to_le_bytes());
    rapidhash::v3::rapidhash_v3(&bytes)
}

/// When a file last changed and which it is, as [`super::SourceFile::modified`] holds it.
pub(super) fn stamp(metadata: &Metadata, looked_at: SystemTime) -> i128 {
    let modified = last_change(metadata);
    let limit = nanoseconds(looked_at.checked_sub(CLOCK_STEP).unwrap_or(UNIX_EPOCH));
    if modified < limit {
        (modified << u64::BITS) | i128::from(number(metadata))
    } else {
        0
    }
}

/// The later of the times at which content and metadata last changed, in nanoseconds since the epoch.
fn last_change(metadata: &Metadata) -> i128 {
    let modified = metadata.modified().map_or(0, nanoseconds);
    #[cfg(unix)]
    let modified = {
        use std::os::unix::fs::MetadataExt;
        // What sets the mtime back (`cp -p`, `touch -d`, a move from elsewhere) still moves the ctime on.
        let changed =
            i128::from(metadata.ctime()) * 1_000_000_000 + i128::from(metadata.ctime_nsec());
        modified.max(changed)
    };
    modified
}

/// The number of a file on its disk. Two that were written within one tick of the clock may change places with the
/// folders they are in, and nothing else tells one from the other.
#[cfg(unix)]
pub(super) fn number(metadata: &Metadata) -> u64 {
    use std::os::unix::fs::MetadataExt;
    metadata.ino()
}

#[cfg(not(unix))]
pub(super) fn number(_metadata: &Metadata) -> u64 {
    0
}

/// The hash of a text, as [`super::SourceFile::hash`] holds it.
pub(super) fn hash(text: &str) -> u64 {
    rapidhash::v3::rapidhash_v3(text.as_bytes())
}

fn nanoseconds(time: SystemTime) -> i128 {
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => i128::try_from(after.as_nanos()).unwrap_or(i128::MAX),
        Err(error) => -i128::try_from(error.duration().as_nanos()).unwrap_or(i128::MAX),
    }
}

/// UTF-8, BOM dropped, CRLF turned into LF; no NUL.
fn decode(mut bytes: Vec<u8>, path: &Arc<str>) -> Result<Arc<str>, Box<Diagnostic>> {
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        bytes.drain(..3);
    }
    // What most texts are is seen many bytes at a time; where it is otherwise, std says where.
    if let Ok(text) = simdutf8::basic::from_utf8(&bytes) {
        let special = text
            .bytes()
            .map(|byte| u8::from(byte == b'\r') | u8::from(byte == 0));
        if special.fold(0, |found, special| found | special) == 0 {
            return Ok(text.into());
        }
    }
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            return Err(Box::new(not_utf8(path, error.as_bytes(), valid)));
        }
    };
    let text = with_unix_line_ends(text);
    if let Some(at) = text.find('\0') {
        let help = match is_utf16(text.as_bytes()) {
            true => UTF16_HELP,
            false => "the file may be damaged, or no text at all; restore it, or delete this byte",
        };
        let text = Arc::from(text);
        return Err(Box::new(
            Diagnostic::error("nul-byte", "the text holds a NUL byte, which no text has")
                .at(path, &text, at..at + 1, "here")
                .help(help),
        ));
    }
    Ok(text.into())
}

fn with_unix_line_ends(text: String) -> String {
    if text.contains("\r\n") {
        text.replace("\r\n", "\n")
    } else {
        text
    }
}

const UTF16_HELP: &str =
    "the file is UTF-16; save it as UTF-8 (in Notepad: Save as, Encoding: UTF-8)";

/// Whether the bytes seem to be UTF-16: they begin with its mark, or every second one of the first is a NUL, as the upper
/// halves of ASCII are.
fn is_utf16(bytes: &[u8]) -> bool {
    const LOOKED_AT: usize = 16;
    const LEAST: usize = 4;
    if matches!(bytes, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..]) {
        return true;
    }
    let (pairs, _) = bytes[..bytes.len().min(LOOKED_AT)].as_chunks::<2>();
    let alike = |is: fn(&[u8; 2]) -> bool| pairs.iter().take_while(|pair| is(pair)).count();
    let is_little = |pair: &[u8; 2]| pair[0] != 0 && pair[1] == 0;
    let is_big = |pair: &[u8; 2]| pair[0] == 0 && pair[1] != 0;
    alike(is_little).max(alike(is_big)) >= pairs.len().clamp(1, LEAST)
}

fn not_utf8(path: &Arc<str>, bytes: &[u8], valid: usize) -> Diagnostic {
    let (shown, span) = lossy_with_span(bytes, valid);
    let bad = bytes.get(valid).copied().unwrap_or(0);
    let help = match is_utf16(bytes) {
        true => UTF16_HELP,
        false => {
            "save the file as UTF-8 (in Notepad: Save as, Encoding: UTF-8); it may be in an older encoding such as \
             Shift_JIS or GBK"
        }
    };
    Diagnostic::error(
        "not-utf8",
        format!("the byte 0x{bad:02X} is not valid UTF-8"),
    )
    .at(path, &shown, span, "not UTF-8 from here on")
    .help(help)
}

/// The text with replacement characters, for the code frame, and where the first of them stands in it.
fn lossy_with_span(bytes: &[u8], valid: usize) -> (Arc<str>, Range<usize>) {
    let (before, after) = bytes.split_at(valid.min(bytes.len()));
    let mut shown = with_unix_line_ends(String::from_utf8_lossy(before).into_owned());
    let start = shown.len();
    shown.push_str(&with_unix_line_ends(
        String::from_utf8_lossy(after).into_owned(),
    ));
    (shown.into(), start..start + '\u{FFFD}'.len_utf8())
}

fn too_large(path: &Arc<str>, size: u64) -> Diagnostic {
    const MIB: u64 = 1024 * 1024;
    Diagnostic::error(
        "too-large",
        format!(
            "the file is too large for a text: {} MiB, where {} MiB are the limit",
            size.div_ceil(MIB),
            MAX_TEXT / MIB
        ),
    )
    .in_file(path.clone())
    .help("split it into several pages; if it is no text, give it another extension")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_decoded() {
        let rows: [(&[u8], &str); 6] = [
            (b"a\r\nb\r\n", "a\nb\n"),
            (b"\xEF\xBB\xBFa", "a"),
            (b"\xEF\xBB\xBF\r\n", "\n"),
            (b"", ""),
            (b"a\rb", "a\rb"),
            ("結\u{FEFF}".as_bytes(), "結\u{FEFF}"),
        ];
        for (bytes, expected) in rows {
            let text = decode(bytes.to_vec(), &"p".into()).expect("a text");
            assert_eq!(&*text, expected);
        }
    }

    #[test]
    fn utf16_is_told_by_its_mark_or_its_nuls() {
        let utf16 =
            |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
        let big: Vec<u8> = utf16("a: b\n")
            .chunks(2)
            .flat_map(|pair| [pair[1], pair[0]])
            .collect();
        let rows: [(&[u8], bool); 8] = [
            (&utf16("title: 沖縄\n"), true),
            (&utf16("\u{FEFF}沖縄\n"), true),
            (&utf16("a\n"), true),
            (&big, true),
            (b"a\0", true),
            (b"title: x\0y", false),
            (b"a\0bc\0d", false),
            (b"\0\0\0\0\0\0", false),
        ];
        for (bytes, expected) in rows {
            let problem = decode(bytes.to_vec(), &"p".into()).expect_err("a problem");
            let help = problem.help.expect("help");
            assert_eq!(help.contains("UTF-16"), expected, "{bytes:?}: {help}");
        }
    }

    #[test]
    fn bad_bytes_have_line_and_column() {
        let rows: [(&[u8], &str, usize, usize, &str); 6] = [
            (
                b"\xEF\xBB\xBFa\r\n\xE7\xB5\x90\xFFx",
                "not-utf8",
                2,
                2,
                "0xFF",
            ),
            (b"\x93\xFA\x96\x7B", "not-utf8", 1, 1, "0x93"),
            (b"a\n\xE7\xB5", "not-utf8", 2, 1, "0xE7"),
            (b"\xFF\xFEa\0", "not-utf8", 1, 1, "0xFF"),
            (b"a\xED\xA0\x80", "not-utf8", 1, 2, "0xED"),
            ("結\r\nい\0".as_bytes(), "nul-byte", 2, 2, "NUL"),
        ];
        for (bytes, code, line, column, word) in rows {
            let diagnostic = decode(bytes.to_vec(), &"p".into()).expect_err("a problem");
            assert_eq!(diagnostic.code, code, "{bytes:?}");
            assert!(diagnostic.message.contains(word), "{}", diagnostic.message);
            let place = diagnostic.place.expect("a place");
            assert_eq!(place.line_column(), Some((line, column)), "{bytes:?}");
            let text = place.text.expect("a text");
            assert!(
                text.get(place.span.clone()).is_some(),
                "{bytes:?}: {:?}",
                place.span
            );
        }
    }
}
