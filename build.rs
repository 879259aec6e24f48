//! The default theme is embedded: a file that is added or removed must be noticed too.

fn main() {
    println!("cargo::rerun-if-changed=themes/default");
    println!("cargo::rerun-if-changed=src/init/starter");
}
