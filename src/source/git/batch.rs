//! What many files held at a commit, asked of one process: to start one takes longer than most answers.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

use super::Git;

/// A `git cat-file` that answers one question after the other.
pub(super) struct Batch {
    child: Child,
    questions: ChildStdin,
    answers: BufReader<ChildStdout>,
    has_texts: bool,
}

impl Batch {
    /// One that tells what files hold, or only that they are there.
    pub(super) fn start(git: &Git, has_texts: bool) -> Option<Batch> {
        let how = match has_texts {
            true => "--batch",
            false => "--batch-check",
        };
        let mut command = git.command(&["cat-file", how]);
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .ok()?;
        let pipes = child.stdin.take().zip(child.stdout.take());
        let (questions, answers) = pipes?;
        Some(Batch {
            child,
            questions,
            answers: BufReader::new(answers),
            has_texts,
        })
    }

    /// The file that `name` (`commit:path`, without a line break) names; empty where only asked whether it is there.
    pub(super) fn ask(&mut self, name: &str) -> Option<Vec<u8>> {
        writeln!(self.questions, "{name}").ok()?;
        let mut head = String::new();
        self.answers.read_line(&mut head).ok()?;
        // `<id> blob <size>`; of what is not there the name and a word.
        let mut words = head.trim_end().rsplit(' ');
        let size: u64 = words.next()?.parse().ok()?;
        let is_file = words.next()? == "blob";
        let mut bytes = Vec::new();
        if self.has_texts {
            let answer = self.answers.by_ref().take(size.checked_add(1)?);
            { answer }.read_to_end(&mut bytes).ok()?;
            bytes.pop();
        }
        is_file.then_some(bytes)
    }
}

impl Drop for Batch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
