//! Themes that are there and cannot be read: no other theme is published in their place.

use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;

use super::Published;
use crate::harness::{Run, Site};

/// Makes a site with the theme `theme`, its template, and a theme `own` that is sound.
fn site_with_theme(site: &Site, theme: &str) {
    let config = site.read("site.yaml");
    site.write("site.yaml", &format!("{config}theme: {theme}\n"))
        .write(&format!("themes/{theme}/templates/page.html"), "page\n");
}

fn set_mode(path: &Path, mode: u32) {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

/// What is said without the last line, which counts.
fn said(run: &Run) -> String {
    run.assert_status(1).assert_stdout("");
    run.stderr.replace("\n1 error\n", "")
}

const NOT_READ: &str = "you may not read this folder";
const NOT_OPENED: &str = "you may not open what lies in this folder";

#[test]
fn themes_that_may_not_be_read() {
    let published = Published::new();
    let site = &published.site;
    let rows = [
        ("own", "themes/own", 0o000, NOT_READ, "themes/own"),
        ("own", "themes/own", 0o444, NOT_OPENED, "themes/own"),
        ("own", "themes", 0o000, NOT_READ, "themes"),
        ("own", "themes", 0o444, NOT_OPENED, "themes"),
        ("own", "themes", 0o111, NOT_READ, "themes"),
        (
            "own",
            "themes/own/templates",
            0o000,
            NOT_READ,
            "themes/own/templates",
        ),
        (
            "own",
            "themes/own/templates",
            0o444,
            NOT_OPENED,
            "themes/own/templates",
        ),
        (
            "default",
            "themes/default",
            0o000,
            NOT_READ,
            "themes/default",
        ),
        (
            "default",
            "themes/default",
            0o444,
            NOT_OPENED,
            "themes/default",
        ),
        ("default", "themes", 0o000, NOT_READ, "themes"),
    ];
    for (theme, closed, mode, message, place) in rows {
        let Some(mut command) = site.unprivileged() else {
            return;
        };
        set_mode(site.root(), 0o755);
        site_with_theme(site, theme);
        set_mode(&site.path(closed), mode);
        let run = Run::of(command.arg("build"), site.root());
        set_mode(&site.path(closed), 0o755);
        let expected = format!("error[unreadable]: {message}\n--> {place}\n");
        let said = said(&run);
        assert!(said.starts_with(&expected), "{closed} {mode:o}: {said}");
        assert_eq!(said.matches("error").count(), 1, "{said}");
        published.assert_untouched();
        published.mend();
    }
}

#[test]
fn themes_that_are_no_folders() {
    let published = Published::new();
    let site = &published.site;
    let link = |to: &str, at: &str| {
        let _ = std::fs::create_dir(site.path("themes"));
        symlink(to, site.path(at)).unwrap();
    };
    let file = |at: &str| {
        site.write(at, "");
    };
    let rows: [(&str, &dyn Fn(), &str, &str); 6] = [
        (
            "default",
            &|| link("nowhere", "themes/default"),
            "symlink-dangling",
            "themes/default",
        ),
        (
            "default",
            &|| link("default", "themes/default"),
            "symlink-dangling",
            "themes/default",
        ),
        (
            "own",
            &|| symlink("nowhere", site.path("themes")).unwrap(),
            "symlink-dangling",
            "themes",
        ),
        ("own", &|| file("themes"), "not-a-folder", "themes"),
        (
            "default",
            &|| file("themes/default"),
            "not-a-folder",
            "themes/default",
        ),
        ("own", &|| file("themes/own"), "not-a-folder", "themes/own"),
    ];
    for (theme, edit, code, place) in rows {
        let config = site.read("site.yaml");
        site.write("site.yaml", &format!("{config}theme: {theme}\n"));
        edit();
        let said = said(&site.build());
        assert!(said.starts_with(&format!("error[{code}]: ")), "{said}");
        assert!(said.contains(&format!("\n--> {place}\n")), "{said}");
        assert_eq!(said.matches("error").count(), 1, "{said}");
        published.assert_untouched();
        published.mend();
    }
}
