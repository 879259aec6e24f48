//! Reading an asset's bytes piece by piece, for whoever hands them on without holding them all.

use std::io::{self, Cursor, Read, Seek};

use super::AssetBytes;
use crate::source;

/// An asset that is being read.
pub struct OpenAsset {
    length: u64,
    version: u64,
    bytes: Box<dyn ReadSeek + Send>,
}

trait ReadSeek: Read + Seek {}
impl<T: Read + Seek> ReadSeek for T {}

impl AssetBytes {
    /// Opens the asset at its beginning.
    ///
    /// # Errors
    /// The file on disk is gone, is no plain file any more, or may not be read.
    pub fn open(&self) -> io::Result<OpenAsset> {
        Ok(match self {
            AssetBytes::Disk(path) => {
                let file = source::open_without_waiting(path)?;
                let metadata = file.metadata()?;
                if !metadata.is_file() {
                    return Err(io::Error::other("it is not a plain file"));
                }
                OpenAsset {
                    length: metadata.len(),
                    version: source::version(&metadata),
                    bytes: Box::new(file),
                }
            }
            AssetBytes::Embedded(bytes) => OpenAsset::in_memory(*bytes),
            AssetBytes::Memory(bytes) => OpenAsset::in_memory(bytes.clone()),
        })
    }
}

impl OpenAsset {
    fn in_memory(bytes: impl AsRef<[u8]> + Send + 'static) -> Self {
        OpenAsset {
            version: rapidhash::v3::rapidhash_v3(bytes.as_ref()),
            length: bytes.as_ref().len() as u64,
            bytes: Box::new(Cursor::new(bytes)),
        }
    }

    /// How many bytes there were when it was opened.
    #[must_use]
    pub fn length(&self) -> u64 {
        self.length
    }

    /// A number that is other where the bytes are other: the hash of what is in memory, and of a file on disk that of
    /// its size and times, so that two changes within a step of the clock may bear the same.
    #[must_use]
    pub fn version(&self) -> u64 {
        self.version
    }

    /// Goes on at the byte `offset`.
    ///
    /// # Errors
    /// The system's.
    pub fn seek_to(&mut self, offset: u64) -> io::Result<()> {
        self.bytes.seek(io::SeekFrom::Start(offset)).map(|_| ())
    }
}

impl Read for OpenAsset {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.bytes.read(buffer)
    }
}

impl std::fmt::Debug for OpenAsset {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OpenAsset")
            .field("length", &self.length)
            .finish_non_exhaustive()
    }
}
