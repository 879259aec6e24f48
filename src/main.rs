//! The `yuimaru` command.

fn main() {}
