//! The formats that OpenAPI defines for numbers.

/// A numeric `format` (OpenAPI 3.0.3, "Data Types").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NumberFormat {
    Int32,
    Int64,
    Float,
    Double,
}

impl NumberFormat {
    /// The format with this name; `None` for other formats.
    pub(crate) fn named(name: &str) -> Option<Self> {
        match name {
            "int32" => Some(Self::Int32),
            "int64" => Some(Self::Int64),
            "float" => Some(Self::Float),
            "double" => Some(Self::Double),
            _ => None,
        }
    }

    /// The name in a document.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Int32 => "int32",
            Self::Int64 => "int64",
            Self::Float => "float",
            Self::Double => "double",
        }
    }

    /// Whether a JSON number has this format: an integer in its range, or a number whose nearest
    /// float or double is finite.
    pub(crate) fn allows(self, text: &str) -> bool {
        match self {
            Self::Int32 => text.parse::<i32>().is_ok(),
            Self::Int64 => text.parse::<i64>().is_ok(),
            Self::Float => text.parse::<f32>().is_ok_and(f32::is_finite),
            Self::Double => text.parse::<f64>().is_ok_and(f64::is_finite),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_format_has_its_range() {
        for (name, text, expected) in [
            ("int32", "2147483647", true),
            ("int32", "-2147483648", true),
            ("int32", "2147483648", false),
            ("int64", "9223372036854775807", true),
            ("int64", "9223372036854775808", false),
            ("int64", "-9223372036854775809", false),
            ("int64", "1.0", false),
            ("float", "1e38", true),
            ("float", "1e39", false),
            ("double", "1e308", true),
            ("double", "1e309", false),
        ] {
            let format = NumberFormat::named(name).unwrap();
            assert_eq!(format.allows(text), expected, "{name} {text}");
            assert_eq!(format.name(), name);
        }
        assert_eq!(NumberFormat::named("date"), None);
    }
}
