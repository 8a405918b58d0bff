//! SVG charts for the page.

use std::fmt::Write as _;

use super::html::escaped;
use crate::output;
use crate::tr;

/// A bar of a chart.
pub struct Bar {
    pub name: String,
    /// The text at the end of the bar.
    pub label: String,
    pub value: f64,
    /// The CSS class with the colour.
    pub class: &'static str,
}

/// A chart of horizontal bars.
pub fn bars(title: &str, bars: &[Bar]) -> String {
    const HEIGHT: usize = 28;
    const NAMES_WIDTH: f64 = 230.0;
    const MAX_WIDTH: f64 = 350.0;
    let max = bars.iter().map(|bar| bar.value).fold(0.0, f64::max);
    let height = bars.len() * HEIGHT + 8;
    let mut svg = format!(
        "<svg viewBox=\"0 0 720 {height}\" role=\"img\" aria-label=\"{}\">",
        escaped(title)
    );
    for (index, bar) in bars.iter().enumerate() {
        let width = if max > 0.0 {
            bar.value / max * MAX_WIDTH
        } else {
            0.0
        };
        let width = if bar.value > 0.0 { width.max(2.0) } else { 0.0 };
        let (bar_y, text_y) = (index * HEIGHT + 4, index * HEIGHT + 20);
        let label_x = NAMES_WIDTH + width + 8.0;
        // writing to a String cannot fail
        let _ = write!(
            svg,
            "<text x=\"{}\" y=\"{text_y}\" text-anchor=\"end\">{}</text>\
             <rect class=\"{}\" x=\"{NAMES_WIDTH}\" y=\"{bar_y}\" width=\"{width:.1}\" height=\"20\" rx=\"3\"/>\
             <text class=\"value\" x=\"{label_x:.1}\" y=\"{text_y}\">{}</text>",
            NAMES_WIDTH - 10.0,
            escaped(&output::cut(&bar.name, 30)),
            bar.class,
            escaped(&bar.label),
        );
    }
    svg + "</svg>"
}

/// The numbers of rows that were settled in intervals of equal length.
pub struct Columns {
    pub counts: Vec<u32>,
    /// The length of an interval, in milliseconds.
    pub length: i64,
    /// The first time, in milliseconds since 1970.
    pub start: i64,
    /// The last time, in milliseconds since 1970.
    pub end: i64,
}

/// Counts the times in each of at most 60 intervals; `None` without times.
pub fn columns(times: &[i64]) -> Option<Columns> {
    const INTERVALS: i64 = 60;
    let (start, end) = (*times.iter().min()?, *times.iter().max()?);
    let length = ((end - start) / INTERVALS + 1).max(1000);
    let intervals = usize::try_from((end - start) / length + 1).ok()?;
    let mut counts = vec![0; intervals];
    for time in times {
        let index = usize::try_from((time - start) / length).ok();
        if let Some(count) = index.and_then(|index| counts.get_mut(index)) {
            *count += 1;
        }
    }
    Some(Columns {
        counts,
        length,
        start,
        end,
    })
}

/// A chart of vertical bars with the rate per second; `from` and `to` are the labels of its start and end.
#[expect(clippy::cast_precision_loss, reason = "a chart")]
pub fn rate(columns: &Columns, (from, to): (&str, &str)) -> String {
    let seconds = columns.length as f64 / 1000.0;
    let max = columns.counts.iter().copied().max().unwrap_or(0).max(1);
    let (width, height) = (640.0, 160.0);
    let step = width / columns.counts.len().max(1) as f64;
    let mut svg = format!(
        "<svg viewBox=\"0 0 720 210\" role=\"img\" aria-label=\"{}\">",
        escaped(&tr!("page-settled", "Rows settled over time"))
    );
    for (index, count) in columns.counts.iter().enumerate() {
        let bar_height = f64::from(*count) / f64::from(max) * height;
        let (x, y) = (60.0 + index as f64 * step, 170.0 - bar_height);
        let _ = write!(
            svg,
            "<rect class=\"done\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{:.1}\" height=\"{bar_height:.1}\"/>",
            (step - 1.0).max(0.5),
        );
    }
    let _ = write!(
        svg,
        "<path class=\"axis\" d=\"M60 10V170H700\"/>\
         <text x=\"52\" y=\"18\" text-anchor=\"end\">{:.1}/s</text><text x=\"52\" y=\"170\" text-anchor=\"end\">0</text>\
         <text x=\"60\" y=\"192\">{}</text><text x=\"700\" y=\"192\" text-anchor=\"end\">{}</text></svg>",
        f64::from(max) / seconds,
        escaped(from),
        escaped(to),
    );
    svg
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_time_is_counted_once() {
        for times in [
            vec![5],
            vec![0, 59_999, 60_000],
            (0..5000).map(|n| n * 977).collect(),
        ] {
            let columns = columns(&times).unwrap();
            assert!(columns.counts.len() <= 60, "{}", columns.counts.len());
            assert_eq!(columns.counts.iter().sum::<u32>() as usize, times.len());
        }
        assert!(columns(&[]).is_none());
    }
}
