//! Converts texts of users to values.

use serde_json::Value;

use super::Facts;

impl Facts {
    /// Converts texts of a user. A list is separated by commas, is JSON, or has several texts; an
    /// object is JSON. Other values are the last text, so that numbers keep all digits.
    ///
    /// # Errors
    /// The reason why a text is not the required JSON.
    pub fn value(&self, texts: &[&str]) -> Result<Value, serde_json::Error> {
        let text = texts.last().copied().unwrap_or_default();
        if self.kind == "object" {
            return serde_json::from_str(text);
        }
        if self.kind != "array" {
            return Ok(Value::from(text));
        }
        let of_objects = self
            .items
            .as_ref()
            .is_some_and(|items| matches!(items.kind.as_str(), "object" | "array"));
        let mut items = Vec::new();
        for text in texts {
            if text.starts_with('[') {
                let list: Vec<Value> = serde_json::from_str(text)?;
                items.extend(list);
            } else if of_objects {
                items.push(serde_json::from_str(text)?);
            } else {
                items.extend(text.split(',').map(Value::from));
            }
        }
        Ok(Value::Array(items))
    }
}
