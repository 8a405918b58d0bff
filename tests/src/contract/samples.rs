//! Values that a schema allows: minimal, full and any, deterministic by their seed.

use std::collections::HashMap;
use std::rc::Rc;

use chrono::{Days, NaiveDate};
use fastrand::Rng;
use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use rust_decimal::Decimal;
use serde_json::Value;

use super::json::Json;
use super::schema::Schema;

/// How much of what is optional a sample has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// Nothing.
    Minimal,
    /// Everything.
    Full,
    /// Everything, and null where that is allowed.
    Null,
    /// Each thing, or not.
    Any,
}

/// Texts that break what handles text carelessly.
pub const AWKWARD: &[&str] = &[
    "x",
    " ",
    " a  b ",
    "a/b?c#d%2Fe&f=g+h;i,j|k\tl",
    "\"\\\u{0}\u{1f}\u{7f}\r\n",
    "Ñandú Ž ß ﷽ 漢字 \u{1f600}\u{200d}\u{1f5a5}",
    "e\u{301}\u{202e}rtl\u{feff}",
    "null",
    "-0",
    "<script>{{x}}${y}</script>",
    "../..",
];

/// Makes samples of the schemas of one document.
pub struct Sampler<'d> {
    document: &'d Value,
    rng: Rng,
    patterns: HashMap<String, Rc<[String]>>,
}

impl<'d> Sampler<'d> {
    /// Samples by this seed.
    #[must_use]
    pub fn new(document: &'d Value, seed: u64) -> Self {
        Self {
            document,
            rng: Rng::with_seed(seed),
            patterns: HashMap::new(),
        }
    }

    /// A value that the schema allows.
    pub fn value(&mut self, node: &Value, size: Size) -> Json {
        let schema = Schema::of(self.document, node);
        let drawn = size == Size::Null || size == Size::Any && self.rng.u8(..4) == 0;
        if schema.flag("nullable") && drawn {
            return Json::Null;
        }
        if let Some(listed) = self.rng.choice(schema.listed()) {
            return Json::from(listed);
        }
        match schema.kind() {
            "object" => self.object(&schema, size),
            "array" => self.list(&schema, size),
            "integer" => Json::number(self.integer(&schema)),
            "number" => Json::Number(self.number(&schema)),
            "boolean" => Json::Bool(self.rng.bool()),
            _ => Json::Text(self.text(&schema)),
        }
    }

    fn object(&mut self, schema: &Schema, size: Size) -> Json {
        let mut members = vec![];
        for (name, property) in schema.properties() {
            let wanted = match size {
                _ if schema.requires(name) => true,
                Size::Minimal => false,
                Size::Full | Size::Null => true,
                Size::Any => self.rng.bool(),
            };
            if wanted {
                members.push((name.to_owned(), self.value(property, size)));
            }
        }
        Json::object(members)
    }

    fn list(&mut self, schema: &Schema, size: Size) -> Json {
        let least = schema.count("minItems").unwrap_or(0);
        let most = schema.count("maxItems").unwrap_or(least + 3).max(least);
        let count = match size {
            Size::Minimal => least,
            Size::Full | Size::Null => most.min(least + 2),
            Size::Any => self.rng.usize(least..=most.min(least + 3)),
        };
        let nothing = Value::Null;
        let items = schema.keyword("items").unwrap_or(&nothing);
        Json::List((0..count).map(|_| self.value(items, size)).collect())
    }

    fn integer(&mut self, schema: &Schema) -> i64 {
        let (mut least, mut most) = match schema.text("format") {
            Some("int32") => (i32::MIN.into(), i32::MAX.into()),
            _ => (i64::MIN, i64::MAX),
        };
        least = limit(schema, "minimum").map_or(least, |limit| limit.max(least));
        most = limit(schema, "maximum").map_or(most, |limit| limit.min(most));
        let edges = [
            least,
            most,
            0,
            1,
            -1,
            9_007_199_254_740_993,
            least.midpoint(most),
        ];
        let edges: Vec<i64> = edges
            .into_iter()
            .filter(|e| (least..=most).contains(e))
            .collect();
        if self.rng.bool() {
            self.rng.choice(edges).unwrap_or(least)
        } else {
            self.rng.i64(least..=most)
        }
    }

    /// A decimal of at most 28 digits: more cannot be kept, and is refused.
    fn number(&mut self, schema: &Schema) -> String {
        const EDGES: &[&str] = &[
            "0",
            "0.01",
            "0.1",
            "40000.00",
            "90071992547409.93",
            "79228162514264337593543950335",
            "0.0000000000000000000000000001",
            "4e4",
            "25E-2",
            "9007199254740993",
        ];
        let least = decimal(schema, "minimum");
        let most = decimal(schema, "maximum");
        let fits = |text: &str| {
            let value = exact(text);
            least.is_none_or(|least| value >= least) && most.is_none_or(|most| value <= most)
        };
        let mut drawn = self
            .rng
            .choice(EDGES)
            .copied()
            .unwrap_or_default()
            .to_owned();
        if self.rng.bool() {
            let scale = self.rng.u32(..=4);
            drawn = Decimal::new(self.rng.i64(0..1_000_000_000_000_000), scale).to_string();
        }
        if let Some(step) = decimal(schema, "multipleOf") {
            drawn = (step * Decimal::from(self.rng.u16(1..))).to_string();
        }
        if least.is_none() && self.rng.u8(..3) == 0 {
            drawn.insert(0, '-');
        }
        if fits(&drawn) {
            return drawn;
        }
        least.or(most).unwrap_or_default().to_string()
    }

    fn text(&mut self, schema: &Schema) -> String {
        match (schema.text("format"), schema.text("pattern")) {
            (Some("date"), _) => self.date().to_string(),
            (Some("date-time"), _) => format!("{}T23:59:59.5Z", self.date()),
            (_, Some(pattern)) => self.matching(pattern),
            _ => self.plain(schema),
        }
    }

    fn plain(&mut self, schema: &Schema) -> String {
        let least = schema.count("minLength").unwrap_or(0);
        let most = schema.count("maxLength").unwrap_or(usize::MAX);
        let drawn = match self.rng.u8(..4) {
            0 => String::new(),
            1 => "ñ".repeat(self.rng.usize(..400)),
            _ => self
                .rng
                .choice(AWKWARD)
                .copied()
                .unwrap_or_default()
                .to_owned(),
        };
        let mut drawn: String = drawn.chars().take(most).collect();
        let lacking = least.saturating_sub(drawn.chars().count());
        drawn.extend(std::iter::repeat_n('é', lacking));
        drawn
    }

    fn date(&mut self) -> NaiveDate {
        const EDGES: &[(i32, u32, u32)] = &[(1, 1, 1), (9999, 12, 31), (2024, 2, 29), (1970, 1, 1)];
        let (year, month, day) = self.rng.choice(EDGES).copied().unwrap_or((2026, 1, 15));
        let edge = NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default();
        if self.rng.bool() {
            return edge;
        }
        NaiveDate::default() + Days::new(self.rng.u64(..40_000))
    }

    /// A text that a pattern matches; a handful for each, drawn once.
    fn matching(&mut self, pattern: &str) -> String {
        let pool = self.patterns.get(pattern).map(Rc::clone);
        let pool = pool.unwrap_or_else(|| {
            let pool: Rc<[String]> = matching(pattern).into();
            self.patterns.insert(pattern.to_owned(), Rc::clone(&pool));
            pool
        });
        self.rng.choice(pool.iter()).cloned().unwrap_or_default()
    }
}

fn matching(pattern: &str) -> Vec<String> {
    // the generator knows no anchors, and without them matches whole texts anyway
    let inner = pattern.trim_start_matches('^').trim_end_matches('$');
    let strategy = proptest::string::string_regex(inner).expect("a pattern that can be generated");
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let mut draw = || strategy.new_tree(&mut runner).expect("a match").current();
    (0..16).map(|_| draw()).collect()
}

/// A limit of an integer, at most the largest number that a double holds exactly.
fn limit(schema: &Schema, name: &str) -> Option<i64> {
    schema.keyword(name).and_then(Value::as_i64)
}

/// A limit of a number.
fn decimal(schema: &Schema, name: &str) -> Option<Decimal> {
    let number = schema.keyword(name).filter(|v| v.is_number())?;
    Some(exact(&number.to_string()))
}

/// The value of a number's text.
fn exact(text: &str) -> Decimal {
    let plain = Decimal::from_str_exact(text);
    plain
        .or_else(|_| Decimal::from_scientific(text))
        .unwrap_or_default()
}
