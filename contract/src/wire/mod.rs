//! The HTTP form of paths, parameters and media types.

mod base;
mod media;
mod shape;
mod style;
mod template;
mod text;

pub(crate) use base::{BaseUrl, RelativeUrl};
pub(crate) use media::{Accept, Media, MediaRange};
pub(crate) use shape::Shape;
pub(crate) use style::{Style, form_object};
pub(crate) use template::{Match, Template};
pub(crate) use text::{Pair, decode, pairs};
