//! The `yuimaru` command.

use std::process::ExitCode;

#[cfg(target_os = "linux")]
use mimalloc as _;

/// A build makes and drops millions of small values on all cores; the system's allocator spends a fifth of it on that.
/// On Linux mimalloc stands in the place of the C library's, whose `malloc` Rust calls: that way costs less than this,
/// which says with every value how it is to be aligned.
#[cfg(not(target_os = "linux"))]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    yuimaru::cli::main(std::env::args_os())
}
