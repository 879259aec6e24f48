//! The `yuimaru` command.

use std::process::ExitCode;

/// A build makes and drops millions of small values on all cores; the system's allocator spends a fifth of it on that.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    yuimaru::cli::main(std::env::args_os())
}
