//! The `yuimaru` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    yuimaru::cli::main(std::env::args_os())
}
