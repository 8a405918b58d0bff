//! Serialisation of parameters: lists and objects as text (OpenAPI 3.0.3, "Style Values").
//!
//! Texts are split at delimiters after decoding. RFC 6570 encodes delimiters only in values, but HTTP
//! clients encode all of them, so that they cannot be distinguished.

use std::collections::BTreeMap;

use super::shape::Shape;
use crate::schema::Tree;

/// A `style` with its `explode`, by its effect on lists and objects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// One text, with separated items.
    Delimited {
        separator: char,
        /// Whether members of objects are `name=value` instead of `name,value`.
        explode: bool,
        /// Whether white space around items is ignored, which lists in headers contain.
        trim: bool,
    },
    /// A pair for each item or property (`form` with `explode`).
    Repeated,
    /// `parameter[property]=value`.
    DeepObject,
}

impl Style {
    /// The style with this name; `None` for an unknown one.
    pub(crate) fn named(style: &str, explode: bool) -> Option<Self> {
        let delimited = |separator| Self::Delimited {
            separator,
            explode,
            trim: style == "simple",
        };
        match (style, explode) {
            ("simple", _) | ("form", false) => Some(delimited(',')),
            ("form" | "spaceDelimited" | "pipeDelimited", true) => Some(Self::Repeated),
            ("spaceDelimited", false) => Some(delimited(' ')),
            ("pipeDelimited", false) => Some(delimited('|')),
            ("deepObject", _) => Some(Self::DeepObject),
            _ => None,
        }
    }

    /// Whether a pair with the name `name` is a part of the parameter `parameter`.
    pub(crate) fn owns(self, parameter: &str, shape: &Shape, name: &str) -> bool {
        match (self, shape) {
            (Self::Repeated, Shape::Object(_)) => shape.has_property(name),
            (Self::DeepObject, _) => deep_property(parameter, name).is_some(),
            _ => parameter == name,
        }
    }

    /// Whether a parameter can have several pairs.
    pub(crate) fn repeats(self, shape: &Shape) -> bool {
        match self {
            Self::Repeated => matches!(shape, Shape::Array(_) | Shape::Object(_)),
            Self::DeepObject => true,
            Self::Delimited { .. } => false,
        }
    }

    /// Reads the pairs of a parameter. The error is the reason. For `as_text`, see [`Shape::read`].
    pub(crate) fn read(
        self,
        parameter: &str,
        shape: &Shape,
        pairs: &[(String, String)],
        as_text: bool,
    ) -> Result<Tree, String> {
        let first = || pairs.first().map_or("", |(_, value)| value.as_str());
        match (self, shape) {
            (_, Shape::Scalar(_)) => Ok(shape.read(first(), as_text)),
            (
                Self::Delimited {
                    separator, trim, ..
                },
                Shape::Array(items),
            ) => {
                let parts = split(first(), separator, trim);
                Ok(Tree::Array(
                    parts.map(|part| items.read(part, as_text)).collect(),
                ))
            }
            (_, Shape::Array(items)) => Ok(Tree::Array(
                pairs
                    .iter()
                    .map(|(_, text)| items.read(text, as_text))
                    .collect(),
            )),
            (
                Self::Delimited {
                    separator,
                    explode,
                    trim,
                },
                Shape::Object(_),
            ) => delimited_object(shape, split(first(), separator, trim), explode, as_text),
            (_, Shape::Object(_)) => {
                let mut members = Vec::new();
                for (name, value) in pairs {
                    let name = match self {
                        Self::DeepObject => deep_property(parameter, name).unwrap_or(name),
                        _ => name,
                    };
                    members.push((name.to_owned(), value.clone()));
                }
                Ok(form_object(shape, &members, |_| None, as_text))
            }
        }
    }
}

/// The property in a pair such as `parameter[property]`.
fn deep_property<'a>(parameter: &str, name: &'a str) -> Option<&'a str> {
    name.strip_prefix(parameter)?
        .strip_prefix('[')?
        .strip_suffix(']')
}

/// The parts of a text. An empty text is an empty list.
fn split(text: &str, separator: char, trim: bool) -> impl Iterator<Item = &str> {
    let is_empty = text.is_empty();
    let is_blank = move |c| trim && matches!(c, ' ' | '\t');
    text.split(separator)
        .filter(move |_| !is_empty)
        .map(move |part| part.trim_matches(is_blank))
}

fn delimited_object<'a>(
    shape: &Shape,
    parts: impl Iterator<Item = &'a str>,
    explode: bool,
    as_text: bool,
) -> Result<Tree, String> {
    let parts: Vec<&str> = parts.collect();
    let members: Option<Vec<(&str, &str)>> = if explode {
        parts.iter().map(|part| part.split_once('=')).collect()
    } else {
        parts
            .chunks(2)
            .map(|pair| Some((*pair.first()?, *pair.get(1)?)))
            .collect()
    };
    let Some(members) = members else {
        return Err("a name without a value".to_owned());
    };
    let members = members
        .into_iter()
        .map(|(name, value)| (name.to_owned(), shape.property(name).read(value, as_text)));
    Ok(Tree::Object(members.collect()))
}

/// The object of the pairs of a form. A list has repeated pairs, or is one text if `separator`
/// returns a separator for the property.
pub(crate) fn form_object(
    shape: &Shape,
    pairs: &[(String, String)],
    separator: impl Fn(&str) -> Option<char>,
    as_text: bool,
) -> Tree {
    let mut members: BTreeMap<String, Tree> = BTreeMap::new();
    for (name, value) in pairs {
        let property = shape.property(name);
        let Shape::Array(items) = &property else {
            members.insert(name.clone(), property.read(value, as_text));
            continue;
        };
        let new: Vec<Tree> = match separator(name) {
            Some(separator) => split(value, separator, false)
                .map(|part| items.read(part, as_text))
                .collect(),
            None => vec![items.read(value, as_text)],
        };
        match members.get_mut(name) {
            Some(Tree::Array(list)) => list.extend(new),
            _ => {
                members.insert(name.clone(), Tree::Array(new));
            }
        }
    }
    Tree::Object(members)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use serde_json::json;

    fn shape(schema: &serde_json::Value) -> Shape {
        let document = Document::new(json!({ "openapi": "3.0.0", "s": schema })).unwrap();
        Shape::of(&document, "/s").unwrap()
    }

    fn read(style: &str, explode: bool, shape: &Shape, pairs: &[(&str, &str)]) -> String {
        let pairs: Vec<_> = pairs
            .iter()
            .map(|(n, v)| ((*n).to_owned(), (*v).to_owned()))
            .collect();
        let style = Style::named(style, explode).unwrap();
        match style.read("p", shape, &pairs, false) {
            Ok(tree) => text(&tree),
            Err(e) => e,
        }
    }

    fn text(tree: &Tree) -> String {
        match tree {
            Tree::Array(items) => {
                format!("[{}]", items.iter().map(text).collect::<Vec<_>>().join(","))
            }
            Tree::Object(m) => {
                format!(
                    "{{{}}}",
                    m.iter()
                        .map(|(k, v)| format!("{k}:{}", text(v)))
                        .collect::<Vec<_>>()
                        .join(",")
                )
            }
            Tree::Number(n) => n.clone(),
            Tree::String(s) => format!("'{s}'"),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn lists_are_read_in_every_style() {
        let list = shape(&json!({ "type": "array", "items": { "type": "integer" } }));
        assert_eq!(read("form", false, &list, &[("p", "1,x,3")]), "[1,'x',3]");
        assert_eq!(read("form", false, &list, &[("p", "")]), "[]");
        assert_eq!(
            read("form", true, &list, &[("p", "1"), ("p", "2")]),
            "[1,2]"
        );
        assert_eq!(
            read("spaceDelimited", false, &list, &[("p", "1 2")]),
            "[1,2]"
        );
        assert_eq!(
            read("pipeDelimited", false, &list, &[("p", "1|2")]),
            "[1,2]"
        );
        assert_eq!(read("simple", false, &list, &[("p", "1, 2")]), "[1,2]");
        assert_eq!(read("simple", false, &list, &[("p", "1,,2")]), "[1,'',2]");
    }

    #[test]
    fn objects_are_read_in_every_style() {
        let object =
            shape(&json!({ "type": "object", "properties": { "n": { "type": "integer" } } }));
        assert_eq!(
            read("form", false, &object, &[("p", "n,1,s,1")]),
            "{n:1,s:'1'}"
        );
        assert_eq!(
            read("form", false, &object, &[("p", "n,1,s")]),
            "a name without a value"
        );
        assert_eq!(
            read("simple", true, &object, &[("p", "n=1,s=x")]),
            "{n:1,s:'x'}"
        );
        assert_eq!(read("form", true, &object, &[("n", "1")]), "{n:1}");
        assert_eq!(
            read("deepObject", true, &object, &[("p[n]", "1"), ("p[s]", "x")]),
            "{n:1,s:'x'}"
        );
        let style = Style::named("deepObject", true).unwrap();
        assert!(style.owns("p", &object, "p[n]") && !style.owns("p", &object, "n"));
    }

    #[test]
    fn unknown_styles_are_refused() {
        assert_eq!(Style::named("matrix", false), None);
        assert_eq!(Style::named("label", true), None);
    }
}
