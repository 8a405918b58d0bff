//! Arguments of generated builders: conversions that keep the reason of a failure.

use std::fmt::Display;

use crate::TransportError;

/// A value for an optional property: the value itself, anything that converts to it, or an `Option`
/// of these.
///
/// The parameter `Kind` only distinguishes the two implementations; the compiler infers it.
pub trait IntoOptional<T, Kind> {
    /// Converts the value.
    ///
    /// # Errors
    /// The reason why the value is invalid.
    fn into_optional(self) -> Result<Option<T>, String>;
}

/// Marks [`IntoOptional`] for values.
#[derive(Debug)]
pub struct Value;

/// Marks [`IntoOptional`] for an `Option`.
#[derive(Debug)]
pub struct Optional;

impl<T, V> IntoOptional<T, Value> for V
where
    V: TryInto<T>,
    V::Error: Display,
{
    fn into_optional(self) -> Result<Option<T>, String> {
        self.try_into().map(Some).map_err(|e| e.to_string())
    }
}

impl<T, V> IntoOptional<T, Optional> for Option<V>
where
    V: TryInto<T>,
    V::Error: Display,
{
    fn into_optional(self) -> Result<Option<T>, String> {
        self.map(TryInto::try_into)
            .transpose()
            .map_err(|e| e.to_string())
    }
}

/// An item of a list argument: anything that converts to an item, or a reference to a number, a `bool` or a
/// `&str` in a slice.
///
/// The parameter `Kind` only distinguishes the implementations; the compiler infers it.
pub trait ListItem<T, Kind> {
    /// Converts the item.
    ///
    /// # Errors
    /// The reason why the item is invalid.
    fn into_item(self) -> Result<T, String>;
}

/// Marks [`ListItem`] for items of a slice.
#[derive(Debug)]
pub struct Reference;

impl<T, V> ListItem<T, Value> for V
where
    V: TryInto<T>,
    V::Error: Display,
{
    fn into_item(self) -> Result<T, String> {
        self.try_into().map_err(|e| e.to_string())
    }
}

/// Types without a conversion from a reference: otherwise two implementations of [`ListItem`] would apply, and the
/// compiler could not infer `Kind`.
trait Scalar: Copy {}

macro_rules! scalars {
    ($($name:ty),*) => { $(impl Scalar for $name {})* };
}

scalars!(
    i8,
    i16,
    i32,
    i64,
    u8,
    u16,
    u32,
    u64,
    f32,
    f64,
    bool,
    &str,
    crate::Decimal
);

impl<T, V> ListItem<T, Reference> for &V
where
    V: Scalar + TryInto<T>,
    V::Error: Display,
{
    fn into_item(self) -> Result<T, String> {
        ListItem::<T, Value>::into_item(*self)
    }
}

/// Converts an argument.
///
/// # Errors
/// The reason why the value is invalid, after `name`.
#[doc(hidden)]
pub fn argument<T, V>(name: &str, value: V) -> Result<T, String>
where
    V: TryInto<T>,
    V::Error: Display,
{
    value
        .try_into()
        .map_err(|reason| format!("{name}: {reason}"))
}

/// Converts the items of a list argument.
///
/// # Errors
/// The reason why the first invalid item is invalid, after `name`.
#[doc(hidden)]
pub fn list<T, I, Kind>(name: &str, items: I) -> Result<Vec<T>, String>
where
    I: IntoIterator,
    I::Item: ListItem<T, Kind>,
{
    let items = items.into_iter().map(ListItem::into_item);
    let items: Result<_, String> = items.collect();
    items.map_err(|reason| format!("{name}: {reason}"))
}

/// Converts an optional property.
///
/// # Errors
/// The reason why the value is invalid, after `name`.
#[doc(hidden)]
pub fn optional<T, V, Kind>(name: &str, value: V) -> Result<Option<T>, String>
where
    V: IntoOptional<T, Kind>,
{
    value
        .into_optional()
        .map_err(|reason| format!("{name}: {reason}"))
}

/// Finishes a required body.
///
/// # Errors
/// The reason why the body is invalid, or that it is missing.
#[doc(hidden)]
pub fn required_body<B, T>(builder: Result<Option<B>, String>) -> Result<T, String>
where
    T: TryFrom<B>,
    T::Error: Display,
{
    optional_body(builder)?.ok_or_else(|| "body is missing".to_owned())
}

/// Finishes an optional body.
///
/// # Errors
/// The reason why the body is invalid.
#[doc(hidden)]
pub fn optional_body<B, T>(builder: Result<Option<B>, String>) -> Result<Option<T>, String>
where
    T: TryFrom<B>,
    T::Error: Display,
{
    builder?
        .map(|builder| argument("body", builder))
        .transpose()
}

/// Reports all invalid properties of an object in one text.
///
/// # Errors
/// The reasons, if there are any.
#[doc(hidden)]
pub fn check_fields(reasons: &[Option<&String>]) -> Result<(), String> {
    let reasons: Vec<&str> = reasons
        .iter()
        .flatten()
        .map(|reason| reason.as_str())
        .collect();
    if reasons.is_empty() {
        Ok(())
    } else {
        Err(reasons.join("; "))
    }
}

/// Reports all invalid arguments of a call in one error.
///
/// # Errors
/// [`TransportError::NotSent`] with the reasons, if there are any.
#[doc(hidden)]
pub fn check_arguments(reasons: &[Option<&String>]) -> Result<(), TransportError> {
    check_fields(reasons).map_err(TransportError::invalid_request)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::error::Error as _;

    fn optional<T, K>(value: impl IntoOptional<T, K>) -> Result<Option<T>, String> {
        value.into_optional()
    }

    #[test]
    fn an_optional_property_takes_values_references_and_options() {
        let text = Ok(Some("a".to_owned()));
        assert_eq!(optional::<String, _>("a"), text);
        assert_eq!(optional::<String, _>(&"a".to_owned()), text);
        assert_eq!(optional::<String, _>("a".to_owned()), text);
        assert_eq!(optional::<String, _>(Some("a")), text);
        assert_eq!(optional::<String, _>(None::<String>), Ok(None));
        assert_eq!(optional::<u8, _>(Some(7)), Ok(Some(7)));
        let reason = optional::<u8, _>(300).unwrap_err();
        assert_eq!(reason, "out of range integral type conversion attempted");
    }

    #[test]
    fn a_list_takes_anything_that_iterates() {
        assert_eq!(list::<i64, _, _>("a", [7]), Ok(vec![7]));
        assert_eq!(list::<i64, _, _>("a", 7..9), Ok(vec![7, 8]));
        assert_eq!(list::<String, _, _>("a", vec!["a", "b"]).unwrap().len(), 2);
        let empty = list::<Vec<i64>, _, _>("a", Vec::<Vec<i64>>::new());
        assert_eq!(empty, Ok(vec![]));
        let reason = list::<u8, _, _>("days", vec![1, 300]).unwrap_err();
        assert_eq!(
            reason,
            "days: out of range integral type conversion attempted"
        );
    }

    #[test]
    fn a_list_takes_slices_and_references_to_vectors() {
        /// Like the type that typify generates for a string definition.
        #[derive(Debug, Clone, PartialEq)]
        struct Code(String);
        impl From<&Code> for Code {
            fn from(code: &Code) -> Self {
                code.clone()
            }
        }
        let (numbers, texts) = ([1_i64, 2], vec!["a".to_owned()]);
        let slice: &[i64] = &numbers;
        assert_eq!(list::<i64, _, _>("a", slice), Ok(vec![1, 2]));
        assert_eq!(list::<i64, _, _>("a", &vec![1_i32]), Ok(vec![1]));
        assert_eq!(list::<i64, _, _>("a", &[1, 2]), Ok(vec![1, 2]));
        assert_eq!(list::<String, _, _>("a", &["a"]), Ok(texts.clone()));
        assert_eq!(list::<String, _, _>("a", &texts), Ok(texts.clone()));
        assert_eq!(list::<String, _, _>("a", texts.iter()), Ok(texts));
        let codes = [Code("x".to_owned())];
        assert_eq!(list::<Code, _, _>("a", &codes), Ok(codes.to_vec()));
        assert!(list::<u8, _, _>("a", &[300]).is_err());
    }

    #[test]
    fn all_invalid_arguments_are_reported_at_once() {
        assert!(check_arguments(&[None, None]).is_ok());
        let (a, b) = ("a is missing".to_owned(), "b: too long".to_owned());
        let Err(TransportError::NotSent(error)) = check_arguments(&[Some(&a), None, Some(&b)])
        else {
            panic!("two arguments are invalid")
        };
        assert_eq!(
            error.source().unwrap().to_string(),
            "a is missing; b: too long"
        );
    }
}
