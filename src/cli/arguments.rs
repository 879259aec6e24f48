//! What may be typed. The doc comments are the help texts.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Turns Markdown in several languages into a web site.
#[derive(Debug, Parser)]
#[command(
    name = "yuimaru",
    version,
    about,
    propagate_version = false,
    arg_required_else_help = true
)]
pub(super) struct Arguments {
    /// The folder that holds site.yaml
    #[arg(long, global = true, value_name = "DIR", default_value = ".")]
    pub(super) root: PathBuf,
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Publish the site into public/; publishes nothing when there is an error
    Build(Build),
    /// Show the site in a browser while you write: every edit appears by itself
    Serve(Serve),
    /// Say what is wrong: all that a build would say, and links, fragments, messages, translations
    Check(Check),
    /// Say which translations say what their sources say, to the block
    Status(Status),
    /// Show what of a source changed since its translation was accepted
    Diff(Diff),
    /// Write down that a translation says what its source says
    Accept(Accept),
    /// Write the first locks of a site that has none
    Adopt(Adopt),
    /// Write a page in all languages
    New(New),
    /// Write a site that builds into a new or empty folder
    Init(Init),
    /// Print the JSON Schema of site.yaml, or of front matter and facts files
    Schema(Schema),
    /// Print a script that completes commands and flags in a shell
    Completions(Completions),
}

/// Which pages are in.
#[derive(Debug, Args)]
pub(super) struct Selection {
    /// With pages marked as drafts
    #[arg(long)]
    pub(super) drafts: bool,
    /// With pages whose day of publication has not come
    #[arg(long)]
    pub(super) future: bool,
}

#[derive(Debug, Args)]
pub(super) struct Build {
    /// Where the site goes [default: public in the site's folder]
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// Where the site is published, instead of base_url in site.yaml
    #[arg(long, value_name = "URL")]
    pub(super) base_url: Option<String>,
    #[command(flatten)]
    pub(super) selection: Selection,
    /// Treat links that lead nowhere, missing messages and the like as errors
    #[arg(long)]
    pub(super) strict: bool,
    /// Say how long each stage took
    #[arg(long)]
    pub(super) timings: bool,
}

#[derive(Debug, Args)]
pub(super) struct Serve {
    /// The name or address to answer at; 0.0.0.0 for the whole network
    #[arg(long, default_value = "127.0.0.1")]
    pub(super) host: String,
    /// The port to answer at; 0 for one that is free
    #[arg(long, default_value_t = 3000)]
    pub(super) port: u16,
    #[command(flatten)]
    pub(super) selection: Selection,
    /// Look at all files twice a second, where the system does not tell of changes
    #[arg(long)]
    pub(super) poll: bool,
    /// Open the site in the browser
    #[arg(long)]
    pub(super) open: bool,
    /// Let the browser open each page that is saved
    #[arg(long)]
    pub(super) navigate: bool,
}

#[derive(Debug, Args)]
pub(super) struct Check {
    /// Judge only what has changed since this branch left REF, in all languages, and what that breaks elsewhere
    #[arg(long, value_name = "REF")]
    pub(super) since: Option<String>,
    /// How problems are written
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(super) format: Format,
    #[command(flatten)]
    pub(super) selection: Selection,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people
    Human,
    /// For scripts and editors
    Json,
    /// For GitHub Actions
    Github,
    /// For code scanning: SARIF 2.1.0
    Sarif,
}

#[derive(Debug, Args)]
pub(super) struct Status {
    /// One page, by its key or file: film/plan, content/film/plan.ja.md; or `messages`
    pub(super) page: Option<String>,
    /// How it is said
    #[arg(long, value_enum, default_value_t = StatusFormat::Human)]
    pub(super) format: StatusFormat,
    /// End with 1 if a translation is like this
    #[arg(long, value_enum, value_delimiter = ',', value_name = "STATE")]
    pub(super) fail_on: Vec<FailOn>,
    #[command(flatten)]
    pub(super) selection: Selection,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum StatusFormat {
    /// For people
    Human,
    /// For scripts
    Json,
    /// A page of its own for a browser
    Html,
    /// For GitHub Actions
    Github,
    /// For code scanning: SARIF 2.1.0
    Sarif,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOn {
    /// Its source has changed since it was accepted
    Stale,
    /// A number, date or address in its source has changed
    Facts,
    /// Nobody has accepted it
    Untracked,
    /// It does not exist
    Missing,
}

#[derive(Debug, Args)]
pub(super) struct Diff {
    /// The page, by its key or file, or `messages`
    pub(super) page: String,
    /// The language of the translation
    #[arg(long, value_name = "CODE")]
    pub(super) lang: String,
    #[command(flatten)]
    pub(super) selection: Selection,
}

#[derive(Debug, Args)]
pub(super) struct Accept {
    /// The page, by its key or file, or `messages`
    #[arg(required_unless_present = "all", conflicts_with = "all")]
    pub(super) page: Option<String>,
    /// Every page, and messages
    #[arg(long)]
    pub(super) all: bool,
    /// The language of the translation
    #[arg(long, value_name = "CODE", required_unless_present = "all")]
    pub(super) lang: Option<String>,
    /// One block or message alone, by its number in `status PAGE`
    #[arg(long, value_name = "N", conflicts_with = "all")]
    pub(super) block: Option<usize>,
    /// The language that it was translated from, where that is not the first
    #[arg(long, value_name = "CODE", conflicts_with = "all")]
    pub(super) from: Option<String>,
    /// Also blocks whose source has changed and whose translation has not: they still say the same
    #[arg(long)]
    pub(super) unchanged_ok: bool,
    #[command(flatten)]
    pub(super) selection: Selection,
}

#[derive(Debug, Args)]
pub(super) struct Adopt {
    /// One language alone
    #[arg(long, value_name = "CODE")]
    pub(super) lang: Option<String>,
    #[command(flatten)]
    pub(super) selection: Selection,
}

#[derive(Debug, Args)]
pub(super) struct New {
    /// The page's path below content/, without language and extension: film/plan; film/_index for a section
    pub(super) key: String,
    /// The archetype: archetypes/KIND.md [default: page, or section for _index]
    #[arg(long)]
    pub(super) kind: Option<String>,
    /// The page's title [default: made from KEY]
    #[arg(long, allow_hyphen_values = true)]
    pub(super) title: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct Init {
    /// The folder; made where it does not exist
    pub(super) dir: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct Schema {
    /// Which schema
    #[arg(value_enum)]
    pub(super) of: SchemaOf,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum SchemaOf {
    /// site.yaml
    Site,
    /// Front matter and facts files
    Page,
}

#[derive(Debug, Args)]
pub(super) struct Completions {
    /// Which shell
    #[arg(value_enum)]
    pub(super) shell: clap_complete::Shell,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn definition_is_sound() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn root_stands_before_or_after_the_command() {
        for line in [
            "yuimaru --root x check",
            "yuimaru check --root x",
            "yuimaru check --root=x",
        ] {
            let arguments = Arguments::try_parse_from(line.split(' ')).unwrap();
            assert_eq!(arguments.root, PathBuf::from("x"), "{line}");
        }
        let arguments = Arguments::try_parse_from(["yuimaru", "check"]).unwrap();
        assert_eq!(arguments.root, PathBuf::from("."));
    }

    #[test]
    fn titles_begin_as_they_like() {
        for title in ["- x", "-5度", "--x", "-h"] {
            let line = ["yuimaru", "new", "a", "--title", title];
            let arguments = Arguments::try_parse_from(line).unwrap();
            let Command::New(new) = arguments.command else {
                panic!("{title}");
            };
            assert_eq!(new.title.as_deref(), Some(title));
        }
    }
}
