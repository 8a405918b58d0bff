//! Reads a JSON body property by property, so that what is wrong is named by its JSON pointer and
//! numbers are read digit by digit.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::Amount;
use crate::amount::kind;

/// An object inside the body, or the body itself.
pub(super) struct Object<'a> {
    pointer: String,
    members: BTreeMap<String, &'a RawValue>,
}

impl<'a> Object<'a> {
    /// Reads a body.
    pub(super) fn read(body: &'a [u8]) -> Result<Self, String> {
        if body.is_empty() {
            return Err("body is required".to_owned());
        }
        let invalid = |_| "body is not valid JSON".to_owned();
        let raw: &RawValue = serde_json::from_slice(body).map_err(invalid)?;
        if kind(raw.get()) != "an object" {
            return Err("body must be an object".to_owned());
        }
        let members = serde_json::from_str(raw.get()).map_err(invalid)?;
        Self::of(String::new(), members)
    }

    /// An object, unless a name stands in it twice: readers differ on which of the two counts.
    fn of(pointer: String, Members(given): Members<'a>) -> Result<Self, String> {
        let mut members = BTreeMap::new();
        for (name, value) in given {
            if members.contains_key(&name) {
                let name = name.replace('~', "~0").replace('/', "~1");
                return Err(format!("body: {pointer}/{name} is given more than once"));
            }
            members.insert(name, value);
        }
        Ok(Self { pointer, members })
    }

    /// A reason that names one of the properties.
    pub(super) fn wrong(&self, name: &str, reason: &str) -> String {
        format!("body: {}/{name} {reason}", self.pointer)
    }

    fn required(&self, name: &str) -> Result<&'a RawValue, String> {
        let member = self.members.get(name).copied();
        member.ok_or_else(|| self.wrong(name, "is required"))
    }

    /// A property that must be there and be an object.
    pub(super) fn object(&self, name: &str) -> Result<Self, String> {
        let members = serde_json::from_str(self.required(name)?.get())
            .map_err(|_| self.wrong(name, "must be an object"))?;
        Self::of(format!("{}/{name}", self.pointer), members)
    }

    /// A property that must be there and be a string.
    pub(super) fn string(&self, name: &str) -> Result<String, String> {
        let text = self.required(name)?.get();
        serde_json::from_str(text).map_err(|_| self.wrong(name, "must be a string"))
    }

    /// A property that may be absent, but otherwise must be a string.
    pub(super) fn optional_string(&self, name: &str) -> Result<Option<String>, String> {
        let present = self.members.contains_key(name);
        present.then(|| self.string(name)).transpose()
    }

    /// A property that must be there and be so many capital letters.
    pub(super) fn capitals(&self, name: &str, count: usize) -> Result<String, String> {
        let text = self.string(name)?;
        if is_capitals(&text, count) {
            Ok(text)
        } else {
            Err(self.wrong(name, &format!("must match ^[A-Z]{{{count}}}$")))
        }
    }

    /// A property that must be there and be one of two strings; gives what goes with it.
    pub(super) fn either<T>(
        &self,
        name: &str,
        first: (&str, T),
        second: (&str, T),
    ) -> Result<T, String> {
        let text = self.string(name)?;
        if text == first.0 {
            Ok(first.1)
        } else if text == second.0 {
            Ok(second.1)
        } else {
            let reason = format!("must be {} or {}", first.0, second.0);
            Err(self.wrong(name, &reason))
        }
    }

    /// A property that must be there and be a number.
    pub(super) fn number(&self, name: &str) -> Result<Amount, String> {
        let text = self.required(name)?.get();
        match Amount::read(text) {
            Ok(amount) => Ok(amount),
            Err(_) if kind(text) == "a number" => {
                Err(self.wrong(name, "has more digits than can be kept"))
            }
            Err(_) => Err(self.wrong(name, "must be a number")),
        }
    }

    /// A property that must be there and be an integer within the range of `T`. One that is
    /// written with a point or an exponent is none, as for every typed reader.
    pub(super) fn integer<T: FromStr>(&self, name: &str) -> Result<T, String> {
        let text = self.required(name)?.get();
        let integer = text.parse().ok();
        integer.ok_or_else(|| self.wrong(name, "must be an integer"))
    }
}

/// The members of an object as they stand in it, names that stand twice included.
struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;

        impl<'de> Visitor<'de> for Collect {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = vec![];
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(Collect)
    }
}

/// Whether a text is so many capital letters from A to Z.
pub(super) fn is_capitals(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_json_and_an_object() {
        for (body, reason) in [
            ("", "body is required"),
            (" ", "body is not valid JSON"),
            ("{\"a\":1", "body is not valid JSON"),
            ("{} {}", "body is not valid JSON"),
            ("{\"a\":\"\u{1}\"}", "body is not valid JSON"),
            ("[]", "body must be an object"),
            ("null", "body must be an object"),
        ] {
            assert_eq!(Object::read(body.as_bytes()).err().as_deref(), Some(reason));
        }
        let not_utf8 = Object::read(b"{\"a\":\"\xff\"}").err();
        assert_eq!(not_utf8.as_deref(), Some("body is not valid JSON"));
        let deep = "[".repeat(100_000);
        let too_deep = Object::read(deep.as_bytes()).err();
        assert_eq!(too_deep.as_deref(), Some("body is not valid JSON"));
    }

    #[test]
    fn properties_are_named_by_their_pointer() {
        let body = Object::read(br#"{"a":{"b":7,"c":"x","n":null},"s":"x","d":1.5}"#).unwrap();
        let a = body.object("a").unwrap_or_else(|reason| panic!("{reason}"));
        assert_eq!(a.string("b").unwrap_err(), "body: /a/b must be a string");
        assert_eq!(a.string("z").unwrap_err(), "body: /a/z is required");
        assert_eq!(
            a.optional_string("n").unwrap_err(),
            "body: /a/n must be a string"
        );
        assert_eq!(a.optional_string("z"), Ok(None));
        assert_eq!(
            body.object("s").err().as_deref(),
            Some("body: /s must be an object")
        );
        assert_eq!(
            a.capitals("c", 2).unwrap_err(),
            "body: /a/c must match ^[A-Z]{2}$"
        );
        assert_eq!(
            a.either("c", ("ON", ()), ("OFF", ())).unwrap_err(),
            "body: /a/c must be ON or OFF"
        );
        assert_eq!(
            body.integer::<i32>("d").unwrap_err(),
            "body: /d must be an integer"
        );
    }

    #[test]
    fn integers_are_within_their_range_and_written_as_such() {
        let body = Object::read(
            br#"{"max":9223372036854775807,"over":9223372036854775808,"point":60.0,"power":6e1}"#,
        )
        .unwrap();
        assert_eq!(body.integer("max"), Ok(i64::MAX));
        assert!(body.integer::<i64>("over").is_err());
        assert!(body.integer::<i32>("max").is_err());
        assert!(body.integer::<i32>("point").is_err());
        assert!(body.integer::<i32>("power").is_err());
    }

    #[test]
    fn a_name_stands_once_in_an_object() {
        let twice = Object::read(br#"{"a":1,"b/c":2,"b\u002fc":3}"#).err();
        assert_eq!(
            twice.as_deref(),
            Some("body: /b~1c is given more than once")
        );
        let body = Object::read(br#"{"debtor":{"taxId":"A","taxId":"B"}}"#).unwrap();
        assert_eq!(
            body.object("debtor").err().as_deref(),
            Some("body: /debtor/taxId is given more than once")
        );
    }
}
