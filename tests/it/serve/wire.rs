//! Requests and replies as bytes.

use std::io::{Read, Write};
use std::net::TcpStream;

use super::preview::LIMIT;

/// What a server says.
#[derive(Debug)]
pub(crate) struct Reply {
    /// 0 where nothing came.
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    /// Nothing came.
    pub(crate) fn none() -> Reply {
        Reply {
            status: 0,
            headers: Vec::new(),
            body: Vec::new(),
        }
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let header = self.headers.iter().find(|(key, _)| key == name)?;
        Some(&header.1)
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// Connects to a server on this machine.
pub(crate) fn connect(port: u16) -> TcpStream {
    let stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    stream.set_read_timeout(Some(LIMIT)).unwrap();
    stream
}

/// A whole reply at the beginning of these bytes, if it is there, and how long it is.
pub(crate) fn parse(bytes: &[u8], is_head: bool) -> Option<(Reply, usize)> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&bytes[..end]).unwrap();
    let mut lines = head.split("\r\n");
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
        .collect();
    let has_body = !is_head && status != 304;
    let promised = headers.iter().find(|(name, _)| name == "content-length");
    let length = match promised {
        Some((_, length)) if has_body => length.parse().unwrap(),
        _ => 0,
    };
    let end = end + 4 + length;
    let body = bytes.get(end - length..end)?.to_vec();
    let reply = Reply {
        status,
        headers,
        body,
    };
    Some((reply, end))
}

/// A connection that is used for one request after the other.
pub(crate) struct Kept {
    port: u16,
    stream: TcpStream,
}

impl Kept {
    pub(crate) fn new(port: u16) -> Kept {
        let stream = connect(port);
        stream.set_nodelay(true).unwrap();
        Kept { port, stream }
    }

    /// Asks for what is at a path, which is not encoded.
    pub(crate) fn get(&mut self, path: &str) -> Reply {
        let path = encoded(path);
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n",
            self.port
        );
        self.stream.write_all(request.as_bytes()).unwrap();
        let mut bytes = Vec::new();
        let mut chunk = [0; 64 * 1024];
        loop {
            if let Some((reply, length)) = parse(&bytes, false) {
                assert_eq!(length, bytes.len(), "more than was promised for {path}");
                if reply.header("connection") == Some("close") {
                    *self = Kept::new(self.port);
                }
                return reply;
            }
            let length = self.stream.read(&mut chunk).unwrap();
            assert!(
                length > 0,
                "cut off: {path} {}",
                String::from_utf8_lossy(&bytes)
            );
            bytes.extend(&chunk[..length]);
        }
    }
}

/// A path as it goes over the wire.
fn encoded(path: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte);
    path.bytes()
        .map(|byte| match is_plain(byte) {
            true => char::from(byte).to_string(),
            false => format!("%{byte:02X}"),
        })
        .collect()
}
