//! What functions of templates have answered: a page asks for a dozen messages and dates, and they are the same on
//! most pages.

use std::cell::RefCell;

use tera::{Kwargs, TeraResult, Value};
use thread_local::ThreadLocal;

use crate::config::Lang;
use crate::model::HashMap;

/// A thread forgets its answers when it has so many.
const MOST: usize = 16_384;

/// Answers by question. Each thread has its own, so that none waits for another.
#[derive(Default)]
pub(super) struct Answers {
    by_thread: ThreadLocal<RefCell<Known>>,
}

/// What is asked, besides the arguments.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    Message(Lang),
    Date(Lang),
    Asset,
}

#[derive(Default)]
struct Known {
    question: Vec<u8>,
    answers: HashMap<Box<[u8]>, Value>,
}

impl Answers {
    /// The answer given before to a function of this kind with these arguments, or to a filter of what stands `before`
    /// it; else what `find` says, which is kept where it says so too. `lang` among the arguments does not count: the kind
    /// has it.
    pub(super) fn answer(
        &self,
        kind: Kind,
        before: Option<&Value>,
        arguments: &Kwargs,
        find: impl FnOnce() -> TeraResult<(Value, bool)>,
    ) -> TeraResult<Value> {
        let known = self.by_thread.get_or_default();
        let question: Box<[u8]> = {
            let Known { question, answers } = &mut *known.borrow_mut();
            question.clear();
            if ask(question, kind, before, arguments).is_none() {
                return find().map(|(answer, _)| answer);
            }
            if let Some(answer) = answers.get(question.as_slice()) {
                return Ok(answer.clone());
            }
            question.as_slice().into()
        };
        let (answer, is_lasting) = find()?;
        if is_lasting {
            let answers = &mut known.borrow_mut().answers;
            if answers.len() >= MOST {
                answers.clear();
            }
            answers.insert(question, answer.clone());
        }
        Ok(answer)
    }
}

/// Writes the question down, so that no two have the same bytes; `None` where an argument is a list or the like.
fn ask(
    question: &mut Vec<u8>,
    kind: Kind,
    before: Option<&Value>,
    arguments: &Kwargs,
) -> Option<()> {
    let (function, lang) = match kind {
        Kind::Message(lang) => (0, lang.index()),
        Kind::Date(lang) => (1, lang.index()),
        Kind::Asset => (2, 0),
    };
    question.push(function);
    question.push(u8::try_from(lang).ok()?);
    question.push(before.is_some().into());
    if let Some(before) = before {
        push_value(question, before)?;
    }
    for (name, value) in arguments.iter() {
        let name = name.as_str()?;
        if name == "lang" {
            continue;
        }
        push_text(question, name);
        push_value(question, value)?;
    }
    Some(())
}

fn push_text(question: &mut Vec<u8>, text: &str) {
    question.extend_from_slice(&text.len().to_le_bytes());
    question.extend_from_slice(text.as_bytes());
}

fn push_value(question: &mut Vec<u8>, value: &Value) -> Option<()> {
    if let Some(text) = value.as_str() {
        question.push(0);
        push_text(question, text);
    } else if let Some(number) = value.as_number() {
        question.push(1);
        question.extend_from_slice(&number.as_float().to_le_bytes());
    } else {
        question.push(2);
        question.push(value.as_bool()?.into());
    }
    Some(())
}
