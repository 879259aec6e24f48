//! Options by name, as Fluent messages and template functions write them.

/// The value of an option as written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum OptionValue<'a> {
    /// `dateStyle: "long"`
    Text(&'a str),
    /// `minimumFractionDigits: 2`
    Number(f64),
    /// `hour12=true` in templates; Fluent has only texts and numbers.
    Bool(bool),
}

/// Where an option is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writing {
    /// In a message: `dateStyle: "full"`.
    Message,
    /// In a template: `dateStyle="full"`.
    Template,
}

impl Writing {
    fn option(self, name: &str, value: &str) -> String {
        match self {
            Writing::Message => format!("{name}: {value}"),
            Writing::Template if value == TRUTHS => format!("{name}=true or false"),
            Writing::Template => format!("{name}={value}"),
        }
    }
}

/// What stands for truth values in messages.
const TRUTHS: &str = "\"true\" or \"false\"";

/// An option that cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OptionError {
    /// There is no option of that name.
    #[error("there is no option `{name}`")]
    Unknown {
        /// As written.
        name: String,
        /// All names there are.
        known: &'static [&'static str],
    },
    /// The option exists in ECMA-402, but not here.
    #[error("the option `{name}` is not supported")]
    Unsupported {
        /// As written.
        name: String,
        /// What to write instead.
        instead: &'static str,
    },
    /// The option does not take that value.
    #[error("the option `{name}` cannot be {value}")]
    Value {
        /// The option.
        name: String,
        /// As written, quoted if it is a text.
        value: String,
        /// What it can be, in words.
        allowed: String,
    },
}

impl OptionError {
    /// The same of an option that has another name where it is written.
    #[must_use]
    pub fn named(mut self, written: &str) -> Self {
        let (OptionError::Unknown { name, .. }
        | OptionError::Unsupported { name, .. }
        | OptionError::Value { name, .. }) = &mut self;
        written.clone_into(name);
        self
    }

    /// What to write instead.
    #[must_use]
    pub fn help(&self, writing: Writing) -> String {
        match self {
            OptionError::Unknown { name, known } => {
                let nearest = known
                    .iter()
                    .map(|known| {
                        (
                            strsim::jaro_winkler(&name.to_lowercase(), &known.to_lowercase()),
                            known,
                        )
                    })
                    .max_by(|a, b| a.0.total_cmp(&b.0))
                    .filter(|(score, _)| *score > 0.8);
                match nearest {
                    Some((_, known)) => format!("write `{known}`"),
                    None => format!("the options are {}", known.join(", ")),
                }
            }
            OptionError::Unsupported { instead, .. } => (*instead).to_owned(),
            OptionError::Value { name, allowed, .. } => {
                format!("write `{}`", writing.option(name, allowed))
            }
        }
    }
}

impl OptionValue<'_> {
    fn written(self) -> String {
        match self {
            OptionValue::Text(text) => format!("\"{text}\""),
            OptionValue::Number(number) => number.to_string(),
            OptionValue::Bool(value) => value.to_string(),
        }
    }

    /// One of a few words.
    pub(super) fn one_of<T: Copy>(
        self,
        name: &str,
        choices: &[(&str, T)],
    ) -> Result<T, OptionError> {
        if let OptionValue::Text(text) = self
            && let Some((_, choice)) = choices.iter().find(|(word, _)| *word == text)
        {
            return Ok(*choice);
        }
        let words: Vec<String> = choices
            .iter()
            .map(|(word, _)| format!("\"{word}\""))
            .collect();
        Err(self.refused(name, words.join(" or ")))
    }

    /// A whole number from `min` to `max`.
    pub(super) fn count(self, name: &str, min: u8, max: u8) -> Result<u8, OptionError> {
        let number = match self {
            OptionValue::Number(number) => number,
            OptionValue::Text(text) => text.parse().unwrap_or(f64::NAN),
            OptionValue::Bool(_) => f64::NAN,
        };
        (min..=max)
            .find(|count| f64::from(*count) == number)
            .ok_or_else(|| self.refused(name, format!("a whole number from {min} to {max}")))
    }

    /// `true` or `false`, also as a text or as 1 or 0, for Fluent knows no truth values.
    pub(super) fn truth(self, name: &str) -> Result<bool, OptionError> {
        match self {
            OptionValue::Bool(value) => Ok(value),
            OptionValue::Text("true") => Ok(true),
            OptionValue::Text("false") => Ok(false),
            OptionValue::Number(1.0) => Ok(true),
            OptionValue::Number(0.0) => Ok(false),
            _ => Err(self.refused(name, TRUTHS.to_owned())),
        }
    }

    /// The error of a value that is none of those allowed.
    pub(super) fn refused(self, name: &str, allowed: String) -> OptionError {
        OptionError::Value {
            name: name.to_owned(),
            value: self.written(),
            allowed,
        }
    }
}
