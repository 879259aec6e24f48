//! The command line: arguments in, an exit code out.
//!
//! Results go to standard output, messages to standard error. Nothing below this module prints.

mod arguments;
mod browser;
mod line;
mod preview;
mod terminal;

use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use crate::diag::Diagnostic;
use crate::diag::print::{Counts, failure as failure_text, github, human, json, sarif};
use crate::outcome::{Exit, Failure, Outcome};
use crate::{accept, adopt, build, check, diag, diff, init, new, project, schema, serve, status};
use arguments::{Arguments, Command, Format, Selection, StatusFormat};
use terminal::Terminal;

/// Runs the command that `arguments` (the program's name first) ask for.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    terminal::report_panics();
    terminal::start_log();
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(message) => return print_usage(&message),
    };
    let (report, outcome) = run(arguments);
    ExitCode::from(print(report, outcome).code())
}

/// Where the diagnostics of a command go.
#[derive(Debug)]
enum Report {
    /// They are messages: standard error.
    Messages,
    /// They are what was asked for: standard output. With the folder of the site as its repository names it, for formats
    /// that the repository's host reads.
    Findings(Format, String),
}

fn run(arguments: Arguments) -> (Report, Outcome) {
    let root = arguments.root;
    let options = |selection: Selection, base_url| project::Options {
        root: root.clone(),
        base_url,
        drafts: selection.drafts,
        future: selection.future,
        ..project::Options::default()
    };
    let findings = |format| {
        let folder = match format {
            Format::Human | Format::Json => String::new(),
            Format::Github | Format::Sarif => project::folder_in_repository(&root),
        };
        Report::Findings(format, folder)
    };
    match arguments.command {
        Command::Build(flags) => {
            let outcome = build::run(&build::BuildOptions {
                project: options(flags.selection, flags.base_url),
                out: flags.out,
                strictness: match flags.strict {
                    true => diag::Strictness::Strict,
                    false => diag::Strictness::Lenient,
                },
                timings: flags.timings,
            });
            (Report::Messages, outcome)
        }
        Command::Serve(flags) => {
            let outcome = serve::run(
                &serve::ServeOptions {
                    project: options(flags.selection, None),
                    host: flags.host,
                    port: flags.port,
                    method: match flags.poll {
                        true => serve::Method::Poll,
                        false => serve::Method::Events,
                    },
                    navigation: match flags.navigate {
                        true => serve::Navigation::Follow,
                        false => serve::Navigation::Stay,
                    },
                },
                preview::speaker(flags.open),
            );
            (Report::Messages, outcome)
        }
        Command::Check(flags) => {
            let outcome = check::run(&check::CheckOptions {
                project: options(flags.selection, None),
                since: flags.since,
            });
            (findings(flags.format), outcome)
        }
        Command::Status(flags) => {
            let (form, report) = match flags.format {
                StatusFormat::Human => (status::Form::Human, Report::Messages),
                StatusFormat::Json => (status::Form::Json, Report::Messages),
                StatusFormat::Html => (status::Form::Html, Report::Messages),
                StatusFormat::Github => (status::Form::Problems, findings(Format::Github)),
                StatusFormat::Sarif => (status::Form::Problems, findings(Format::Sarif)),
            };
            let outcome = status::run(&status::StatusOptions {
                project: options(flags.selection, None),
                page: flags.page,
                form,
                fail_on: flags.fail_on.into_iter().map(fail_on).collect(),
            });
            (report, outcome)
        }
        Command::Diff(flags) => {
            let outcome = diff::run(&diff::DiffOptions {
                project: options(flags.selection, None),
                page: flags.page,
                lang: flags.lang,
                marks: match Terminal::of(&io::stdout()).colour {
                    true => diff::Marks::Colours,
                    false => diff::Marks::Brackets,
                },
            });
            (Report::Messages, outcome)
        }
        Command::Accept(flags) => {
            let outcome = accept::run(&accept::AcceptOptions {
                project: options(flags.selection, None),
                page: flags.page,
                lang: flags.lang,
                block: flags.block,
                from: flags.from,
                unchanged: match flags.unchanged_ok {
                    true => accept::Unchanged::Fine,
                    false => accept::Unchanged::Refused,
                },
            });
            (Report::Messages, outcome)
        }
        Command::Adopt(flags) => {
            let outcome = adopt::run(&adopt::AdoptOptions {
                project: options(flags.selection, None),
                lang: flags.lang,
            });
            (Report::Messages, outcome)
        }
        Command::New(flags) => {
            let outcome = new::run(&new::NewOptions {
                root,
                key: flags.key,
                kind: flags.kind,
                title: flags.title,
            });
            (Report::Messages, outcome)
        }
        Command::Init(flags) => {
            let is_here = root.as_os_str() == ".";
            let dir = if is_here {
                flags.dir
            } else {
                root.join(flags.dir)
            };
            (Report::Messages, init::run(&dir))
        }
        Command::Schema(flags) => {
            let schema = match flags.of {
                arguments::SchemaOf::Site => schema::site(),
                arguments::SchemaOf::Page => schema::page(),
            };
            (Report::Messages, Outcome::done(format!("{schema:#}\n")))
        }
        Command::Completions(flags) => {
            let mut script = Vec::new();
            clap_complete::generate(
                flags.shell,
                &mut Arguments::command(),
                "yuimaru",
                &mut script,
            );
            (
                Report::Messages,
                Outcome::done(String::from_utf8_lossy(&script)),
            )
        }
    }
}

fn fail_on(state: arguments::FailOn) -> status::FailOn {
    match state {
        arguments::FailOn::Stale => status::FailOn::Stale,
        arguments::FailOn::Facts => status::FailOn::Facts,
        arguments::FailOn::Untracked => status::FailOn::Untracked,
        arguments::FailOn::Missing => status::FailOn::Missing,
    }
}

/// Prints everything, and the exit: that of the outcome unless the printing itself fails.
fn print(report: Report, mut outcome: Outcome) -> Exit {
    diag::sort(&mut outcome.diagnostics);
    let exit = outcome.exit();
    let written = match report {
        Report::Messages => write_messages(&outcome).and_then(|()| write_out(&outcome.report)),
        Report::Findings(format, folder) => write_out(&found(format, &folder, &outcome)),
    };
    let failure = match &outcome.failure {
        Some(failure) => write_failure(failure),
        None => Ok(()),
    };
    match written.and(failure) {
        Ok(()) => exit,
        // Whoever read has read enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => exit,
        Err(error) => {
            // Nothing is left to say it with where standard error fails too.
            let _ = write_failure(&Failure::Internal(format!(
                "the output cannot be written: {error}"
            )));
            Exit::Internal
        }
    }
}

fn found(format: Format, folder: &str, outcome: &Outcome) -> String {
    let Outcome {
        diagnostics,
        strictness,
        ..
    } = outcome;
    match format {
        // No report at all is not a report of nothing.
        _ if diagnostics.is_empty() && outcome.failure.is_some() => String::new(),
        Format::Human if diagnostics.is_empty() => {
            format!("{}{}\n", outcome.report, Counts::default())
        }
        Format::Human => {
            let terminal = Terminal::of(&io::stdout());
            human(diagnostics, *strictness, terminal.colour, terminal.width)
        }
        Format::Json => json(diagnostics, *strictness),
        Format::Github => github(&in_repository(diagnostics, folder), *strictness),
        Format::Sarif => {
            // Code scanning takes no result without a place.
            let placed = diagnostics.iter().map(|problem| match problem.place {
                Some(_) => problem.clone(),
                None => problem.clone().in_file("site.yaml"),
            });
            let placed: Vec<Diagnostic> = placed.collect();
            sarif(&in_repository(&placed, folder), *strictness)
        }
    }
}

fn in_repository(diagnostics: &[Diagnostic], folder: &str) -> Vec<Diagnostic> {
    let diagnostics = diagnostics.iter().cloned();
    diagnostics.map(|problem| problem.below(folder)).collect()
}

fn write_messages(outcome: &Outcome) -> io::Result<()> {
    let terminal = Terminal::of(&io::stderr());
    let text = human(
        &outcome.diagnostics,
        outcome.strictness,
        terminal.colour,
        terminal.width,
    );
    io::stderr().lock().write_all(text.as_bytes())
}

fn write_failure(failure: &Failure) -> io::Result<()> {
    let (Failure::Usage(text) | Failure::Internal(text)) = failure;
    let text = failure_text(text, Terminal::of(&io::stderr()).colour);
    io::stderr().lock().write_all(text.as_bytes())
}

fn write_out(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// Help and version are results; what is wrong with the arguments is a message.
fn print_usage(message: &clap::Error) -> ExitCode {
    let exit = if message.use_stderr() {
        Exit::Usage
    } else {
        Exit::Done
    };
    match message.print() {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            ExitCode::from(Exit::Internal.code())
        }
        _ => ExitCode::from(exit.code()),
    }
}
