//! Plays stories and pages of a data file.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::data::{Step, Story};
use crate::play::{Api, filled};

impl Api {
    /// Plays a story for each set of values.
    pub async fn play_story(&self, name: &str, story: &Story) {
        let none = [BTreeMap::new()];
        let each = if story.each.is_empty() {
            &none
        } else {
            story.each.as_slice()
        };
        for values in each {
            let mut known = values.clone();
            self.sandbox.reset().unwrap();
            for (index, step) in story.steps.iter().enumerate() {
                let location = format!("{name}, step {}, {known:?}", index + 1);
                self.take_step(&location, step, &mut known).await;
            }
        }
    }

    /// Makes the call of a step, and checks the response.
    async fn take_step(&self, location: &str, step: &Step, known: &mut BTreeMap<String, String>) {
        if let Some(time) = &step.clock {
            let time = filled(time, known);
            self.sandbox.clock().stand_at(time.parse().unwrap());
        }
        let body = self.send(&step.call, known).await;
        check(location, &body, &step.expect);
        for (name, pointer) in &step.keep {
            let value = body.pointer(pointer).and_then(Value::as_str);
            known.insert(name.clone(), value.unwrap().to_owned());
        }
        for pointer in &step.has {
            assert!(
                body.pointer(pointer).is_some(),
                "{location}: {pointer}: {body}"
            );
        }
        let text = body.to_string();
        for part in &step.without {
            assert!(!text.contains(part), "{location}: {part}: {text}");
        }
        if let Some(part) = &step.stored {
            let mut collections = step.call.path.values();
            let stored = self.sandbox.resources(collections.next().unwrap());
            assert!(stored.join("\n").contains(part), "{location}: {stored:?}");
        }
        if let Some(processed) = step.processed {
            let last = self.sandbox.received().pop().unwrap();
            assert_eq!(last.processed, processed, "{location}: {body}");
        }
    }

    /// Reads the pages from the first to the last.
    pub async fn read_all_pages(&self) {
        let pages = self.data.pages.as_ref().unwrap();
        let mut known = BTreeMap::from([("cursor".to_owned(), String::new())]);
        let (mut keys, mut count) = (vec![], 0);
        while known["cursor"] != pages.end {
            let body = self.send(&pages.call, &known).await;
            check("pages", &body, &pages.expect);
            let rows = body.pointer(&pages.rows).and_then(Value::as_array);
            let next = body.pointer(&pages.cursor).and_then(Value::as_str);
            let next = next.unwrap().to_owned();
            assert_eq!(rows.is_none(), next == pages.end, "{body}");
            let rows = rows.into_iter().flatten();
            keys.extend(rows.map(|row| row[&pages.key].as_str().unwrap().to_owned()));
            known.insert("cursor".to_owned(), next);
            count += 1;
            assert!(count <= pages.count, "{body}");
        }
        assert_eq!(count, pages.count);
        assert_eq!(keys, pages.keys);
    }
}

/// Checks the values of a response.
fn check(location: &str, body: &Value, expected: &BTreeMap<String, Value>) {
    for (pointer, value) in expected {
        let found = body.pointer(pointer).unwrap_or(&Value::Null);
        assert_eq!(found, value, "{location}: {pointer}: {body}");
    }
}
