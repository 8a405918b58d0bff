//! The commands in the console blocks of a guide, and their output.
//!
//! In the output, a line "..." stands for any lines, and "[..]" for any text in a line.

use regex::Regex;

/// A command of a guide, and its output.
pub struct Step {
    pub typed: String,
    pub printed: Vec<String>,
}

/// The commands of all console blocks.
pub fn steps(guide: &str) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let blocks = guide.split("```console\n").skip(1);
    for block in blocks {
        let block = block.split("\n```").next().unwrap();
        for line in block.lines() {
            if let Some(typed) = line.strip_prefix("$ ") {
                steps.push(Step {
                    typed: typed.to_owned(),
                    printed: Vec::new(),
                });
            } else if let Some(typed) = line.strip_prefix("> ") {
                let step = steps.last_mut().unwrap();
                step.typed = format!("{}\n{typed}", step.typed);
            } else {
                steps.last_mut().unwrap().printed.push(line.to_owned());
            }
        }
    }
    steps
}

/// The pattern for the output in a guide.
pub fn pattern(lines: &[String]) -> Regex {
    let pattern = lines.iter().map(|line| match line.as_str() {
        "..." => r"(?:[^\n]*\n)*".to_owned(),
        line => regex::escape(line).replace(r"\[\.\.\]", "[^\n]*") + "\n",
    });
    Regex::new(&format!("^{}$", pattern.collect::<String>())).unwrap()
}
