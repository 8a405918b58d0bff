//! The language of texts for people: English from the code, or Spanish from the catalogue in `locales/es`.
//!
//! Data for programs (CSV, JSON, codes, column names) are the same in both languages.

pub mod arguments;
pub mod causes;
pub mod content;
mod document;
pub mod errors;
pub mod findings;
pub mod help;
pub mod rows;
#[cfg(test)]
mod tests;

use std::fmt::Display;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{LazyLock, OnceLock};

use clap::ValueEnum;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

pub use self::document::localised;

/// A language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Language {
    /// English.
    En,
    /// Spanish.
    Es,
}

/// The language of this process, and whether an option or a profile chose it. It is set once, before the command line is built.
static CHOSEN: OnceLock<(Language, bool)> = OnceLock::new();

/// Whether all further texts are values for programs, which are always English.
static FOR_PROGRAMS: AtomicBool = AtomicBool::new(false);

/// The files of the catalogue.
const FILES: [&str; 4] = [
    include_str!("../locales/es/help.ftl"),
    include_str!("../locales/es/messages.ftl"),
    include_str!("../locales/es/batch.ftl"),
    include_str!("../locales/es/portfolio.ftl"),
];

/// The parsed catalogue. It is parsed only if the language is Spanish.
static CATALOGUE: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| {
    // the language selects the plural forms
    let spanish: LanguageIdentifier = "es".parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![spanish]);
    // isolation marks would be copied with the values
    bundle.set_use_isolating(false);
    for file in FILES {
        // a test ensures that all entries are valid
        let resource = FluentResource::try_new(file.to_owned());
        let resource = resource.unwrap_or_else(|(rest, _)| rest);
        // a test ensures that ids are unique
        let _ = bundle.add_resource(resource);
    }
    bundle
});

#[cfg(test)]
thread_local! {
    /// The language of a test.
    static OF_TEST: std::cell::Cell<Option<Language>> = const { std::cell::Cell::new(None) };
}

/// Sets the language of the process. `is_chosen`: an option or a profile chose it.
fn set(language: Language, is_chosen: bool) {
    // it is set once, at the start, so that the cell is empty
    let _ = CHOSEN.set((language, is_chosen));
}

/// The code of the language; `None` if neither an option nor a profile chose it.
pub fn chosen() -> Option<&'static str> {
    let (language, is_chosen) = CHOSEN.get()?;
    is_chosen.then_some(match language {
        Language::En => "en",
        Language::Es => "es",
    })
}

/// Sets whether all further texts are values for programs, which are always English.
pub fn keep_for_programs(are_for_programs: bool) {
    FOR_PROGRAMS.store(are_for_programs, Ordering::Relaxed);
}

/// Whether texts are Spanish.
pub fn is_spanish() -> bool {
    #[cfg(test)]
    if let Some(language) = OF_TEST.get() {
        return language == Language::Es;
    }
    matches!(CHOSEN.get(), Some((Language::Es, _))) && !FOR_PROGRAMS.load(Ordering::Relaxed)
}

/// The message of the catalogue with these values, if there is one.
pub fn message(id: &str, values: &[(&'static str, &dyn Display)]) -> Option<String> {
    let message = CATALOGUE.get_message(id)?;
    let mut arguments = FluentArgs::with_capacity(values.len());
    for (name, value) in values {
        arguments.set(*name, argument(value.to_string()));
    }
    let mut errors = Vec::new();
    let text = CATALOGUE.format_pattern(message.value()?, Some(&arguments), &mut errors);
    errors.is_empty().then(|| text.into_owned())
}

/// An argument of a message. A count is a number, since it selects a plural form.
fn argument(text: String) -> FluentValue<'static> {
    let count = text.parse::<u32>().ok();
    match count.filter(|count| count.to_string() == text) {
        Some(count) => FluentValue::from(count),
        None => FluentValue::from(text),
    }
}

/// The message of the catalogue, or the English text.
pub fn text(
    id: &str,
    values: &[(&'static str, &dyn Display)],
    english: impl FnOnce() -> String,
) -> String {
    let spanish = if is_spanish() {
        message(id, values)
    } else {
        None
    };
    spanish.unwrap_or_else(english)
}

/// A text for people, English or from the catalogue. Values are named, as in `format!`: `rows = count`, or `rows` for a variable of that name.
#[macro_export]
macro_rules! tr {
    ($id:literal, $text:literal $(,)?) => {
        $crate::language::text($id, &[], || String::from($text))
    };
    ($id:literal, $text:literal, $($name:ident $(= $value:expr)?),+ $(,)?) => {
        match ($($crate::tr!(@value $name $(= $value)?),)+) {
            ($($name,)+) => $crate::language::text(
                $id,
                &[$((stringify!($name), $name as &dyn std::fmt::Display)),+],
                || format!($text, $($name = $name),+),
            ),
        }
    };
    (@value $name:ident) => { &$name };
    (@value $name:ident = $value:expr) => { &$value };
}
