//! JSON whose values have their text and their position in the body, so that numbers keep their digits.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// The maximum nesting depth of lists and objects, as in `serde_json`.
const DEPTH: usize = 128;

/// A value of a JSON text.
pub(super) struct Tree<'t> {
    /// The text.
    pub raw: Cow<'t, str>,
    /// The position in the whole text. No other value begins there.
    pub at: usize,
    pub parts: Parts<'t>,
}

/// The values that a value contains.
pub(super) enum Parts<'t> {
    /// Text, number, boolean or null.
    Scalar,
    List(Vec<Tree<'t>>),
    Object(Vec<(String, Tree<'t>)>),
    /// An absent list.
    Absent,
}

/// The substitute for an absent list.
pub(super) static ABSENT: Tree<'static> = Tree {
    raw: Cow::Borrowed("null"),
    at: usize::MAX,
    parts: Parts::Absent,
};

impl<'t> Tree<'t> {
    /// Parses a whole text.
    pub fn parse(text: &'t str) -> serde_json::Result<Self> {
        let whole: &RawValue = serde_json::from_str(text)?;
        Self::of(whole, text.as_ptr().addr(), DEPTH)
    }

    fn of(value: &'t RawValue, start: usize, depth: usize) -> serde_json::Result<Self> {
        let raw = value.get();
        let too_deep = || serde::de::Error::custom("too deep");
        let remaining_depth = depth.checked_sub(1).ok_or_else(too_deep);
        let parts = match raw.as_bytes().first() {
            Some(b'[') => {
                let remaining_depth = remaining_depth?;
                let items: Vec<&RawValue> = serde_json::from_str(raw)?;
                let items = items
                    .into_iter()
                    .map(|item| Self::of(item, start, remaining_depth));
                Parts::List(items.collect::<Result<_, _>>()?)
            }
            Some(b'{') => {
                let remaining_depth = remaining_depth?;
                let Members(members) = serde_json::from_str(raw)?;
                let members = members
                    .into_iter()
                    .map(|(name, value)| Ok((name, Self::of(value, start, remaining_depth)?)));
                Parts::Object(members.collect::<serde_json::Result<_>>()?)
            }
            _ => Parts::Scalar,
        };
        Ok(Self {
            raw: Cow::Borrowed(raw),
            at: raw.as_ptr().addr() - start,
            parts,
        })
    }

    /// Creates a scalar that replaces the value at `at`.
    pub fn substitute(raw: String, at: usize) -> Tree<'static> {
        Tree {
            raw: Cow::Owned(raw),
            at,
            parts: Parts::Scalar,
        }
    }

    /// The position of the end.
    pub fn end(&self) -> usize {
        self.at.saturating_add(self.raw.len())
    }

    /// The number of values in this value, including itself.
    pub fn size(&self) -> usize {
        1 + match &self.parts {
            Parts::Scalar | Parts::Absent => 0,
            Parts::List(items) => items.iter().map(Self::size).sum(),
            Parts::Object(members) => members.iter().map(|(_, value)| value.size()).sum(),
        }
    }

    /// The text of a string.
    pub fn text(&self) -> Option<String> {
        self.raw
            .starts_with('"')
            .then(|| serde_json::from_str(&self.raw).ok())?
    }

    /// Whether the value has no content: null, a blank text, an empty list, or an object of such values.
    pub fn is_blank(&self) -> bool {
        match &self.parts {
            Parts::Scalar => {
                self.raw == "null" || self.text().is_some_and(|text| text.trim().is_empty())
            }
            Parts::Absent => true,
            Parts::List(items) => items.is_empty(),
            Parts::Object(members) => members.iter().all(|(_, value)| value.is_blank()),
        }
    }
}

/// The members of an object in their order.
struct Members<'t>(Vec<(String, &'t RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;

        impl<'de> Visitor<'de> for Object {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members<'de>, A::Error> {
                let mut members = vec![];
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(Object)
    }
}
