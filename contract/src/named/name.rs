//! Flattened names.

use crate::pointer;

/// The flattened name with these steps.
pub(crate) fn join(steps: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    let escaped = steps
        .into_iter()
        .map(|step| step.as_ref().replace('\\', "\\\\").replace('.', "\\."));
    escaped.collect::<Vec<_>>().join(".")
}

/// The flattened name of a pointer in a body.
pub(crate) fn of_pointer(pointer: &str) -> String {
    join(pointer::pointer_steps(pointer))
}

/// The steps of a flattened name.
#[must_use]
pub fn split(name: &str) -> Vec<String> {
    let mut steps = vec![String::new()];
    let mut characters = name.chars();
    while let Some(character) = characters.next() {
        match (character, steps.last_mut()) {
            ('.', _) => steps.push(String::new()),
            ('\\', Some(step)) => step.extend(characters.next()),
            (other, Some(step)) => step.push(other),
            (_, None) => {}
        }
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn split_undoes_join() {
        for steps in [vec!["a", "b"], vec!["a.b", "c\\"], vec!["", "."]] {
            assert_eq!(split(&join(&steps)), steps);
        }
        assert_eq!(join(["a.b", "c"]), r"a\.b.c");
    }
}
