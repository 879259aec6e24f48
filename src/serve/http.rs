//! The network. All that waits for it stands here; everything else is plain functions, called on other threads.

use std::convert::Infallible;
use std::future::IntoFuture;
use std::io::{self, Read};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request as Incoming, State};
use axum::http::{Method, StatusCode};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::serve::ListenerExt;
use futures_util::future::{Either, select};
use futures_util::stream::{self, Stream, StreamExt};
use tokio::net::TcpListener;
use tokio::runtime::Builder;
use tokio::sync::broadcast::error::RecvError;
use tokio::task::{spawn_blocking, yield_now};

use super::reply::{Content, Reply, Request, refusal_to_tell, reply};
use super::{Shared, live};
use crate::assets::OpenAsset;

/// How many requests are worked on at the same time. Those that only wait for the network are not counted.
const WORKERS: usize = 16;

/// When a browser that has lost the stream of events asks for it again: soon, so that a restart goes unnoticed.
const RETRY: Duration = Duration::from_millis(500);

/// How many bytes of an asset are read at a time.
const CHUNK: usize = 64 * 1024;

/// Answers requests until the process is interrupted; from the call of `ready` on, that ends it in good order.
pub(super) fn serve(
    listener: std::net::TcpListener,
    shared: Arc<Shared>,
    ready: impl FnOnce(),
) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let runtime = Builder::new_current_thread()
        .enable_all()
        .max_blocking_threads(WORKERS)
        .build()?;
    let served = runtime.block_on(async move {
        let listener = TcpListener::from_std(listener)?.tap_io(|connection| {
            // Only slower where that does not work.
            let _ = connection.set_nodelay(true);
        });
        let app = Router::new().fallback(answer).with_state(shared);
        let serving = axum::serve(listener, app).into_future();
        let interrupted = tokio::spawn(tokio::signal::ctrl_c());
        // The signal is listened for once the task has run for the first time.
        yield_now().await;
        ready();
        match select(pin!(serving), interrupted).await {
            Either::Left((served, _)) => served,
            Either::Right((interrupted, _)) => interrupted.map_err(io::Error::other)?,
        }
    });
    // Open connections and half-made pages are nobody's loss.
    runtime.shutdown_background();
    served
}

async fn answer(State(shared): State<Arc<Shared>>, incoming: Incoming) -> Response {
    let (parts, _) = incoming.into_parts();
    let is_head = parts.method == Method::HEAD;
    let request = Request {
        method: parts.method,
        uri: parts.uri,
        headers: parts.headers,
    };
    if request.uri.path() == live::EVENTS {
        return match refusal_to_tell(&request, &shared.address) {
            Some(refusal) => response(refusal, is_head),
            None if is_head => Sse::new(stream::empty::<Told>()).into_response(),
            None => events(shared).into_response(),
        };
    }
    let answered = spawn_blocking(move || {
        let _answering = shared.traffic.request();
        reply(&request, &shared)
    });
    match answered.await {
        Ok(reply) => response(reply, is_head),
        // The server is going down.
        Err(_) => {
            let mut response = Response::new(Body::empty());
            *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
            response
        }
    }
}

type Told = Result<Event, Infallible>;

/// What is new, from now on: the present state first. Nobody holds a thread by listening.
fn events(shared: Arc<Shared>) -> Sse<impl Stream<Item = Told>> {
    let (first, receiver) = shared.live.listen();
    let first = Event::default().retry(RETRY).data(&*first);
    let rest = stream::unfold((receiver, shared), |(mut receiver, shared)| async move {
        let data = match receiver.recv().await {
            Ok(data) => data,
            // Whoever has missed something is told what holds now.
            Err(RecvError::Lagged(_)) => shared.live.present(),
            Err(RecvError::Closed) => return None,
        };
        Some((Ok(Event::default().data(&*data)), (receiver, shared)))
    });
    Sse::new(stream::iter([Ok(first)]).chain(rest)).keep_alive(KeepAlive::default())
}

fn response(reply: Reply, is_head: bool) -> Response {
    let body = match reply.content {
        _ if is_head => Body::empty(),
        Content::Bytes(bytes) => Body::from(bytes),
        Content::Asset(asset, length) => stream(asset, length),
    };
    let mut response = Response::new(body);
    *response.status_mut() = reply.status;
    *response.headers_mut() = reply.headers;
    response
}

/// So many bytes of the asset, read as the reader takes them.
fn stream(asset: OpenAsset, length: u64) -> Body {
    Body::from_stream(stream::try_unfold(
        (asset, length),
        |(asset, left)| async move {
            if left == 0 {
                return Ok(None);
            }
            let read = spawn_blocking(move || read_chunk(asset, left)).await;
            let (asset, chunk) = read.map_err(io::Error::other)??;
            let left = left - chunk.len() as u64;
            Ok::<_, io::Error>(Some((chunk, (asset, left))))
        },
    ))
}

/// At most `left` bytes; an error where the file has become shorter than was promised.
fn read_chunk(mut asset: OpenAsset, left: u64) -> io::Result<(OpenAsset, Bytes)> {
    let mut chunk = vec![0; CHUNK.min(usize::try_from(left).unwrap_or(CHUNK))];
    let length = asset.read(&mut chunk)?;
    if length == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    chunk.truncate(length);
    Ok((asset, chunk.into()))
}
