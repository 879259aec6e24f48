//! Bad input: what an editor is told, and that nothing is lost.
//!
//! Every row is one story: a good site is published, somebody breaks it, a build says what is wrong and leaves the
//! published site as it was, and the mistake is mended. After the last row of a test the site builds to the same bytes.

mod accepted;
mod addresses;
mod configuration;
mod dates;
mod files;
mod front_matter;
mod links;
mod lints;
mod messages;
mod output;
mod random;
mod readme;
mod templates;
mod texts;
mod theme_folders;

use std::collections::BTreeMap;

use snapbox::IntoData;

use crate::harness::{Run, Site, assert_same_tree};

/// The fixture `small`, built, to be broken and mended again and again.
struct Published {
    site: Site,
    sources: BTreeMap<String, Vec<u8>>,
    public: BTreeMap<String, Vec<u8>>,
}

impl Published {
    fn new() -> Self {
        let site = Site::fixture("small");
        let sources = site.bytes_of_tree(".");
        site.build().assert_status(0);
        let public = site.bytes_of_tree("public");
        assert!(!public.is_empty());
        Published {
            site,
            sources,
            public,
        }
    }

    /// A break that is an error in content: exit code 1.
    #[track_caller]
    fn broken(&self, edit: impl FnOnce(&Site), said: impl IntoData) {
        edit(&self.site);
        self.refuses(&self.site.build(), 1, said);
        self.mend();
    }

    /// A break that is an error in the configuration: exit code 2.
    #[track_caller]
    fn misconfigured(&self, edit: impl FnOnce(&Site), said: impl IntoData) {
        edit(&self.site);
        self.refuses(&self.site.build(), 2, said);
        self.mend();
    }

    /// A break that `build` warns of and publishes, and that `build --strict` and `check` take for an error.
    #[track_caller]
    fn finding(&self, edit: impl FnOnce(&Site), said: impl IntoData) {
        edit(&self.site);
        let strict = self.site.run(&["build", "--strict"]);
        strict.assert_status(1).assert_stdout("");
        self.assert_untouched();
        let check = self.site.check();
        check.assert_status(1);
        let build = self.site.run(&["build", "--out", "elsewhere"]);
        build.assert_status(0).assert_stderr(said);
        for code in codes(&build.stderr) {
            let error = format!("error[{code}]");
            let warning = format!("warning[{code}]");
            let strict_says = strict.stderr.contains(&error) || strict.stderr.contains(&warning);
            assert!(strict_says, "{}", strict.stderr);
            let check_says = check.stdout.contains(&error) || check.stdout.contains(&warning);
            assert!(check_says, "{}", check.stdout);
        }
        self.mend();
    }

    /// A break that is worth a look and never an obstacle, in no command.
    #[track_caller]
    fn warning(&self, edit: impl FnOnce(&Site), said: impl IntoData) {
        edit(&self.site);
        self.site.check().assert_status(0);
        self.site
            .run(&["build", "--strict", "--out", "elsewhere"])
            .assert_status(0)
            .assert_stderr(said);
        self.mend();
    }

    /// A break that only `check` sees: `build --strict` publishes it in silence.
    #[track_caller]
    fn found_by_check(&self, edit: impl FnOnce(&Site), said: impl IntoData) {
        edit(&self.site);
        self.site
            .check()
            .assert_status(1)
            .assert_stdout(said)
            .assert_stderr("");
        self.assert_untouched();
        self.mend();
    }

    /// What only `check` mentions, as worth a look: `build --strict` publishes it in silence.
    #[track_caller]
    fn mentioned_by_check(&self, edit: impl FnOnce(&Site), said: impl IntoData) {
        edit(&self.site);
        self.site
            .check()
            .assert_status(0)
            .assert_stdout(said)
            .assert_stderr("");
        self.site
            .run(&["build", "--strict", "--out", "elsewhere"])
            .assert_status(0)
            .assert_stderr("");
        self.mend();
    }

    /// A run that said this, and published nothing.
    #[track_caller]
    fn refuses(&self, run: &Run, status: i32, said: impl IntoData) {
        run.assert_status(status)
            .assert_stdout("")
            .assert_stderr(said);
        self.assert_untouched();
    }

    /// The published site is byte for byte as it was, and nothing lies beside it.
    #[track_caller]
    fn assert_untouched(&self) {
        assert_same_tree(&self.public, &self.site.bytes_of_tree("public"));
        let debris: Vec<_> = std::fs::read_dir(self.site.root())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.starts_with('.'))
            .collect();
        assert!(debris.is_empty(), "{debris:?}");
    }

    /// Puts every source back.
    fn mend(&self) {
        for entry in std::fs::read_dir(self.site.root()).unwrap() {
            let entry = entry.unwrap();
            if entry.file_name() == "public" {
                continue;
            }
            if entry.file_type().unwrap().is_dir() {
                std::fs::remove_dir_all(entry.path()).unwrap();
            } else {
                std::fs::remove_file(entry.path()).unwrap();
            }
        }
        for (path, bytes) in &self.sources {
            self.site.write_bytes(path, bytes);
        }
    }
}

/// When all is mended, the site builds to the same bytes again.
impl Drop for Published {
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        self.mend();
        self.site.build().assert_status(0).assert_stderr("");
        self.assert_untouched();
    }
}

/// The stable names of all problems in a report, each as often as it stands there.
fn codes(report: &str) -> Vec<&str> {
    report
        .lines()
        .filter_map(|line| {
            let rest = line
                .strip_prefix("error[")
                .or_else(|| line.strip_prefix("warning["))?;
            Some(rest.split_once(']')?.0)
        })
        .collect()
}
