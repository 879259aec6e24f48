//! Where the server answers, and by which names it may be called.

use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener, ToSocketAddrs};

use crate::outcome::Failure;

/// The address that a listener is bound to.
#[derive(Debug, Clone)]
pub(super) struct Address {
    /// As it was asked for: a name or an IP address.
    host: String,
    bound: SocketAddr,
}

/// Binds to the first address that `host` stands for and that can be had.
pub(super) fn bind(host: &str, port: u16) -> Result<(TcpListener, Address), Failure> {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    let candidates: Vec<SocketAddr> = (host, port)
        .to_socket_addrs()
        .map_err(|error| {
            Failure::Usage(format!(
                "--host {host} is no address of this machine: {error}\n\
                 leave it out to be heard on this machine alone, or write 0.0.0.0 to be heard in the whole network"
            ))
        })?
        .collect();
    let listener =
        TcpListener::bind(&*candidates).map_err(|error| cannot_bind(host, port, &error))?;
    let bound = listener
        .local_addr()
        .map_err(|error| cannot_bind(host, port, &error))?;
    let host = host.to_ascii_lowercase();
    Ok((listener, Address { host, bound }))
}

fn cannot_bind(host: &str, port: u16, error: &io::Error) -> Failure {
    match error.kind() {
        io::ErrorKind::AddrInUse => Failure::Internal(format!(
            "port {port} is taken: another program answers there, perhaps another `yuimaru serve`\n\
             stop it, or name another port with --port; --port 0 takes one that is free"
        )),
        io::ErrorKind::PermissionDenied => Failure::Internal(format!(
            "you may not use port {port}\nname one above 1023 with --port"
        )),
        io::ErrorKind::AddrNotAvailable => Failure::Usage(format!(
            "--host {host} is no address of this machine\n\
             leave it out to be heard on this machine alone, or write 0.0.0.0 to be heard in the whole network"
        )),
        _ => Failure::Internal(format!("{host} port {port} cannot be used: {error}")),
    }
}

impl Address {
    /// What stands for `base_url`: `http://HOST:PORT/`.
    pub(super) fn url(&self) -> String {
        let port = self.bound.port();
        match self.host.contains(':') {
            true => format!("http://[{}]:{port}/", self.host),
            false => format!("http://{}:{port}/", self.host),
        }
    }

    /// Whether a request that names this host (`Host`, RFC 9110 §7.2) is meant for us. Any other name may be that of a
    /// foreign page which was made to resolve to our address in order to read the answers (DNS rebinding). The port
    /// proves nothing and may differ: there are tunnels.
    pub(super) fn is_ours(&self, host: &str) -> bool {
        let Some(name) = without_port(host) else {
            return false;
        };
        let name = name.to_ascii_lowercase();
        let name = name.strip_suffix('.').unwrap_or(&name);
        if name == self.host {
            return true;
        }
        // Numbers resolve to themselves and need no trust.
        let bound = self.bound.ip();
        if let Ok(ip) = name.parse::<IpAddr>() {
            return bound.is_unspecified()
                || ip == bound
                || (bound.is_loopback() && ip.is_loopback());
        }
        name == "localhost" && (bound.is_loopback() || bound.is_unspecified())
    }
}

/// The name or address alone, IPv6 without brackets; `None` for what no `Host` can be.
fn without_port(host: &str) -> Option<&str> {
    let (name, rest) = match host.strip_prefix('[') {
        Some(inner) => inner.split_once(']')?,
        None => host.split_at(host.find(':').unwrap_or(host.len())),
    };
    let is_port = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit());
    let is_good = rest.is_empty() || rest.strip_prefix(':').is_some_and(is_port);
    (is_good && !name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(host: &str, bound: &str) -> Address {
        Address {
            host: host.to_owned(),
            bound: bound.parse().unwrap(),
        }
    }

    #[test]
    fn urls() {
        let rows = [
            ("127.0.0.1", "127.0.0.1:3000", "http://127.0.0.1:3000/"),
            ("localhost", "127.0.0.1:80", "http://localhost:80/"),
            ("::1", "[::1]:3000", "http://[::1]:3000/"),
        ];
        for (host, bound, url) in rows {
            assert_eq!(address(host, bound).url(), url);
        }
    }

    #[test]
    fn only_our_names_are_ours() {
        let loopback = address("127.0.0.1", "127.0.0.1:3000");
        let everywhere = address("0.0.0.0", "0.0.0.0:3000");
        let named = address("preview.lan", "192.168.1.5:3000");
        // Host, and whether it is ours for each of the three.
        let rows = [
            ("127.0.0.1:3000", [true, true, false]),
            ("127.0.0.1", [true, true, false]),
            ("localhost:3000", [true, true, false]),
            ("LOCALHOST.:8080", [true, true, false]),
            ("[::1]:3000", [true, true, false]),
            ("192.168.1.5:3000", [false, true, true]),
            ("preview.lan:3000", [false, false, true]),
            ("evil.example:3000", [false, false, false]),
            ("127.0.0.1.evil.example", [false, false, false]),
            ("localhost.evil.example", [false, false, false]),
            ("evil.example@127.0.0.1", [false, false, false]),
            ("127.0.0.1:3000:1", [false, false, false]),
            ("127.0.0.1:x", [false, false, false]),
            ("[::1", [false, false, false]),
            ("[::1]x", [false, false, false]),
            ("", [false, false, false]),
            (":3000", [false, false, false]),
        ];
        for (host, expected) in rows {
            let is_ours = [&loopback, &everywhere, &named].map(|address| address.is_ours(host));
            assert_eq!(is_ours, expected, "{host}");
        }
    }
}
