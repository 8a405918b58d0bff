//! The page: HTML with embedded styles and charts.

use std::fmt::Write as _;

use rust_decimal::prelude::ToPrimitive as _;

use super::Report;
use super::chart::{self, Bar};
use super::html::escaped;
use crate::batch::results::time;
use crate::output;
use crate::tr;

const STYLE: &str = "\
:root{color-scheme:light dark;--text:#1d2430;--soft:#5b6675;--line:#d8dde5;--back:#fff;--card:#f6f8fa;--done:#2a8f5c;\
--rejected:#c9503c;--person:#d9932a;--open:#8793a5;--amount:#3a6fb5}\
@media(prefers-color-scheme:dark){:root{--text:#e4e8ee;--soft:#9aa5b5;--line:#333c49;--back:#14181f;--card:#1c222b}}\
*{box-sizing:border-box}body{margin:0;background:var(--back);color:var(--text);font:15px/1.5 system-ui,sans-serif}\
main{max-width:880px;margin:0 auto;padding:32px 20px}h1{font-size:24px;margin:0}h2{font-size:17px;margin:32px 0 8px}\
p{margin:4px 0;color:var(--soft)}.cards{display:flex;flex-wrap:wrap;gap:12px;margin-top:20px}.card{flex:1 1 110px;\
background:var(--card);border:1px solid var(--line);border-radius:8px;padding:10px 14px}.card b{display:block;font-size:24px}\
.card span{color:var(--soft);font-size:13px}svg{width:100%;height:auto;font:13px system-ui,sans-serif}svg text{fill:var(--soft)}\
svg .value{fill:var(--text)}.done{fill:var(--done)}.rejected{fill:var(--rejected)}.person{fill:var(--person)}\
.open{fill:var(--open)}.amount{fill:var(--amount)}.axis{fill:none;stroke:var(--line)}\
.table{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:13px}th,td{text-align:left;padding:6px 10px;\
border-bottom:1px solid var(--line);vertical-align:top}th{color:var(--soft);font-weight:600}td.number{text-align:right}\
td.values{min-width:260px}";

/// The HTML of the page.
pub fn page(report: &Report) -> String {
    let batch = &report.batch;
    let mut page = format!(
        "<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width\"><title>{title}</title><style>{STYLE}</style></head><body><main>\
         <h1>{title}</h1><p>{}</p><p>{}</p>",
        tr!("page-language", "en"),
        escaped(&tr!(
            "page-made",
            "{operation} from {source}, made {time} by {who}",
            operation = batch.operation,
            source = batch.source,
            time = time(batch.created_at),
            who = batch.created_by
        )),
        escaped(&batch.target),
        title = escaped(&tr!("page-title", "Batch {batch}", batch = batch.id)),
    );
    page += &cards(report);
    page += &heading(&tr!("page-outcomes", "Outcomes"));
    page += &chart::bars(
        &tr!("page-by-outcome", "Rows by outcome"),
        &outcomes(report),
    );
    page += &codes(report);
    page += &amounts(report);
    page += &settled_rows(report);
    page += &rows_for_person(report);
    page += &reasons(report);
    page + "</main></body></html>\n"
}

fn heading(text: &str) -> String {
    format!("<h2>{}</h2>", escaped(text))
}

/// The name of an outcome, or the label of a number of rows.
fn label(outcome: &str) -> String {
    match outcome {
        "rows" => tr!("page-rows", "rows"),
        "done" => tr!("page-done", "done"),
        "rejected" => tr!("page-rejected", "rejected"),
        "needs_person" => tr!("page-needs-person", "need a person"),
        "open" => tr!("page-open", "open"),
        "unknown" => tr!("page-unknown", "unknown"),
        "sent" => tr!("page-sent", "sent"),
        "pending" => tr!("page-pending", "pending"),
        other => other.replace('_', " "),
    }
}

fn cards(report: &Report) -> String {
    let counts = &report.counts;
    let mut cards = "<div class=\"cards\">".to_owned();
    for (count, name) in [
        (counts.total(), "rows"),
        (counts.done, "done"),
        (counts.rejected, "rejected"),
        (counts.needs_person, "needs_person"),
        (counts.open(), "open"),
    ] {
        let name = label(name);
        // writing to a String cannot fail
        let _ = write!(
            cards,
            "<div class=\"card\"><b>{count}</b><span>{name}</span></div>"
        );
    }
    cards + "</div>"
}

#[expect(clippy::cast_precision_loss, reason = "a chart")]
fn outcomes(report: &Report) -> Vec<Bar> {
    let counts = &report.counts;
    let total = counts.total().max(1);
    let bars = [
        (counts.done, "done", "done"),
        (counts.rejected, "rejected", "rejected"),
        (counts.needs_person, "needs_person", "person"),
        (counts.unknown, "unknown", "person"),
        (counts.sent, "sent", "open"),
        (counts.pending, "pending", "open"),
    ];
    let bars = bars.into_iter().enumerate();
    let bars = bars.filter(|(index, (count, ..))| *index < 3 || *count > 0);
    bars.map(|(_, (count, name, class))| Bar {
        name: label(name),
        label: format!("{count} ({:.1} %)", count as f64 * 100.0 / total as f64),
        value: count as f64,
        class,
    })
    .collect()
}

/// The codes of the responses, the most frequent ones first.
fn codes(report: &Report) -> String {
    const SHOWN: usize = 12;
    let mut text = String::new();
    for (title, counts) in &report.codes {
        let mut counts: Vec<_> = counts.iter().collect();
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        let bars = counts.into_iter().take(SHOWN).map(|(code, count)| Bar {
            name: code.clone(),
            label: count.to_string(),
            value: f64::from(*count),
            class: "amount",
        });
        let bars: Vec<Bar> = bars.collect();
        let _ = write!(
            text,
            "{}{}",
            heading(&tr!("page-by-code", "Responses by {title}", title)),
            chart::bars(title, &bars)
        );
    }
    text
}

fn amounts(report: &Report) -> String {
    let mut text = String::new();
    for (currency, amounts) in &report.amounts {
        let bars = amounts.iter().flat_map(|amount| {
            amount.by_outcome.iter().map(|(outcome, sum)| Bar {
                name: format!("{}, {}", amount.title, label(outcome)),
                // a narrow space, which does not break
                label: output::grouped(&format!("{sum:.2}"), '\u{202f}'),
                value: sum.to_f64().unwrap_or(0.0).max(0.0),
                class: match *outcome {
                    "done" => "amount",
                    "rejected" => "rejected",
                    "needs_person" | "unknown" => "person",
                    _ => "open",
                },
            })
        });
        let bars: Vec<Bar> = bars.collect();
        let title = tr!("page-amounts", "Amounts {currency}", currency);
        let _ = write!(
            text,
            "<h2>{}</h2>{}",
            escaped(title.trim_end()),
            chart::bars(&title, &bars)
        );
    }
    text
}

fn settled_rows(report: &Report) -> String {
    let Some(columns) = chart::columns(&report.settled) else {
        return String::new();
    };
    let (from, to) = (time(columns.start), time(columns.end));
    format!(
        "{}{}",
        heading(&tr!("page-settled", "Rows settled over time")),
        chart::rate(&columns, (&from, &to))
    )
}

fn rows_for_person(report: &Report) -> String {
    if report.for_person.is_empty() {
        return String::new();
    }
    let mut text = heading(&tr!("page-person", "Rows that need a person"));
    let listed = i64::try_from(report.for_person.len()).unwrap_or(i64::MAX);
    if report.counts.needs_person > listed {
        let _ = write!(
            text,
            "<p>{}</p>",
            escaped(&tr!(
                "page-first",
                "The first {listed} of {all}",
                listed,
                all = report.counts.needs_person
            ))
        );
    }
    text += &table_start(&[
        tr!("page-row", "Row"),
        tr!("page-reference", "Reference"),
        tr!("page-values", "Values"),
        tr!("page-why", "Why"),
        tr!("page-transaction", "Transaction"),
    ]);
    for row in &report.for_person {
        let _ = write!(
            text,
            "<tr><td class=\"number\">{}</td><td>{}</td><td class=\"values\">{}</td><td>{}</td><td>{}</td></tr>",
            row.number,
            escaped(&row.reference),
            escaped(&row.values),
            escaped(&row.reason),
            escaped(&row.transaction_id),
        );
    }
    text + "</table></div>"
}

/// The start of a table, with its header row.
fn table_start(titles: &[String]) -> String {
    let cells = titles
        .iter()
        .map(|title| format!("<th>{}</th>", escaped(title)));
    let cells: String = cells.collect();
    format!("<div class=\"table\"><table><tr>{cells}</tr>")
}

fn reasons(report: &Report) -> String {
    if report.reasons.is_empty() {
        return String::new();
    }
    let mut reasons: Vec<_> = report.reasons.iter().collect();
    reasons.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    let mut text = heading(&tr!("page-why-rejected", "Why rows were rejected"));
    text += &table_start(&[
        tr!("page-count", "Rows"),
        tr!("page-code", "Code"),
        tr!("page-reason", "Reason"),
    ]);
    for ((code, reason), count) in reasons {
        let (code, reason) = (escaped(code), escaped(reason));
        let _ = write!(
            text,
            "<tr><td class=\"number\">{count}</td><td>{code}</td><td>{reason}</td></tr>"
        );
    }
    text + "</table></div>"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn special_characters_are_escaped() {
        assert_eq!(
            escaped("<b a='1'>&\""),
            "&lt;b a=&#39;1&#39;&gt;&amp;&quot;"
        );
    }
}
