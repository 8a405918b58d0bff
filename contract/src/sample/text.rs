//! Generates strings that match a pattern.

use regex_syntax::hir::{Class, Hir, HirKind};

use super::random::Random;

/// The largest number of repetitions beyond the required ones.
const MAX_REPEATS: u32 = 4;

/// The approximate length of the longest string. It may not match its pattern.
const MAX_LENGTH: usize = 10_000;

/// A string that matches a pattern, as short as possible or random. `None` for patterns that
/// `regex-syntax` does not support; look-around is ignored.
pub(super) fn matching(pattern: &str, random: Option<&mut Random>) -> Option<String> {
    let hir = regex_syntax::parse(pattern).ok()?;
    let mut writer = Writer {
        text: String::new(),
        random,
    };
    writer.write(&hir);
    Some(writer.text)
}

struct Writer<'r> {
    text: String,
    random: Option<&'r mut Random>,
}

impl Writer<'_> {
    fn write(&mut self, hir: &Hir) {
        match hir.kind() {
            HirKind::Empty | HirKind::Look(_) => {}
            HirKind::Literal(literal) => self.text.push_str(&String::from_utf8_lossy(&literal.0)),
            HirKind::Class(class) => {
                let character = self.character(class);
                self.text.extend(character);
            }
            HirKind::Repetition(repetition) => {
                let max = repetition.max.unwrap_or(u32::MAX);
                let spread = max.saturating_sub(repetition.min).min(MAX_REPEATS);
                let more = self.below(usize::try_from(spread).unwrap_or(0) + 1);
                let count = usize::try_from(repetition.min)
                    .unwrap_or(0)
                    .saturating_add(more);
                for _ in 0..count {
                    // nested repetitions multiply
                    if self.text.len() >= MAX_LENGTH {
                        break;
                    }
                    self.write(&repetition.sub);
                }
            }
            HirKind::Capture(capture) => self.write(&capture.sub),
            HirKind::Concat(parts) => parts.iter().for_each(|part| self.write(part)),
            HirKind::Alternation(parts) => {
                let chosen = self.below(parts.len());
                if let Some(part) = parts.get(chosen) {
                    self.write(part);
                }
            }
        }
    }

    fn character(&mut self, class: &Class) -> Option<char> {
        let Class::Unicode(class) = class else {
            let Class::Bytes(class) = class else {
                return None;
            };
            return class
                .ranges()
                .first()
                .map(|range| char::from(range.start()));
        };
        let chosen = self.below(class.ranges().len());
        let range = class.ranges().get(chosen)?;
        let span = u32::from(range.end()).saturating_sub(u32::from(range.start()));
        let offset = self.below(usize::try_from(span).unwrap_or(0).saturating_add(1));
        let offset = u32::try_from(offset).unwrap_or(0);
        char::from_u32(u32::from(range.start()).saturating_add(offset)).or(Some(range.start()))
    }

    fn below(&mut self, bound: usize) -> usize {
        self.random.as_mut().map_or(0, |random| random.below(bound))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_match_their_patterns() {
        for (pattern, shortest) in [
            ("^[A-Z]{3}$", "AAA"),
            ("^(ES|FR)[0-9]{2,}$", "ES00"),
            ("a?b+c*", "b"),
            ("", ""),
        ] {
            assert_eq!(matching(pattern, None).unwrap(), shortest);
            let regex = serde_json::json!({ "pattern": pattern });
            let regex = jsonschema::validator_for(&regex).unwrap();
            for seed in 0..50 {
                let text = matching(pattern, Some(&mut Random::seeded(seed, 0))).unwrap();
                assert!(regex.is_valid(&text.clone().into()), "{pattern} {text}");
            }
        }
        assert_eq!(matching("(", None), None);
    }
}
