//! Measures each step of the pipeline, and whether time grows linearly with the size of a document.
//!
//! The documents consist of one or more copies of this API's own, each copy with other names of
//! paths, operations and definitions, so that nothing can be cached. Throughput is in bytes of the
//! document as JSON; if it is the same for all sizes, time is linear.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a benchmark stops when its setup fails"
)]

use std::path::Path;

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use oas2_codegen::pipeline::{self, Document};
use oas2_codegen::{diff, load, report::Report, standalone};
use serde_json::{Map, Value};

// The benchmark uses the program's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const DOCUMENT: &str = include_str!("../../spec/classifications.oas2.yaml");

/// The numbers of copies; the last document is as large as the largest known ones.
const COPIES: [usize; 4] = [1, 4, 16, 50];

/// A document with this many copies of our own.
fn document(copies: usize) -> Value {
    let source = load::parse(Path::new("document.yaml"), DOCUMENT.as_bytes()).unwrap();
    let mut document = source.value.clone();
    document["paths"] = Value::Object(Map::new());
    document["definitions"] = Value::Object(Map::new());
    for i in 0..copies {
        let paths = source.value["paths"].as_object().unwrap();
        for (path, item) in paths {
            document["paths"][format!("/v{i}{path}")] = renamed(item, i);
        }
        let definitions = source.value["definitions"].as_object().unwrap();
        for (name, definition) in definitions {
            document["definitions"][format!("V{i}{name}")] = renamed(definition, i);
        }
    }
    document["responses"] = renamed(&source.value["responses"], 0);
    document
}

/// A part with the names of the `i`th copy.
fn renamed(part: &Value, i: usize) -> Value {
    let text = part
        .to_string()
        .replace("#/definitions/", &format!("#/definitions/V{i}"))
        .replace("\"operationId\":\"", &format!("\"operationId\":\"v{i}"));
    serde_json::from_str(&text).unwrap()
}

fn pipeline(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("pipeline");
    group.sample_size(10);
    for copies in COPIES {
        let document = document(copies);
        let json = document.to_string();
        let file = Path::new("document.json");
        let id = |step: &str| BenchmarkId::new(step, json.len());
        group.throughput(Throughput::Bytes(json.len() as u64));
        group.bench_function(id("load"), |b| {
            b.iter(|| load::parse(file, json.as_bytes()).unwrap());
        });
        group.bench_function(id("convert"), |b| {
            b.iter_batched(
                || document.clone(),
                |oas2| pipeline::converted(oas2, &mut Report::default()).unwrap(),
                BatchSize::LargeInput,
            );
        });
        group.bench_function(id("normalised"), |b| {
            b.iter_batched(
                || document.clone(),
                |oas2| Document::read(oas2, &mut Report::default()).unwrap(),
                BatchSize::LargeInput,
            );
        });
        let source = load::parse(file, json.as_bytes()).unwrap();
        let target = standalone::target(file);
        group.bench_function(id("generated"), |b| {
            b.iter(|| pipeline::run(&source, &target).unwrap());
        });
    }
    group.finish();
}

fn compared(criterion: &mut Criterion) {
    let target = standalone::target(Path::new("document"));
    let mut group = criterion.benchmark_group("diff");
    group.sample_size(10);
    for copies in COPIES {
        let old = document(copies);
        let mut new = old.clone();
        let paths = new["paths"].as_object_mut().unwrap();
        let first = paths.keys().next().unwrap().clone();
        paths.shift_remove(&first);
        let bytes = old.to_string().len();
        let [old, new] = [old, new].map(|d| Document::read(d, &mut Report::default()).unwrap());
        group.throughput(Throughput::Bytes(bytes as u64));
        group.bench_function(BenchmarkId::from_parameter(bytes), |b| {
            b.iter(|| diff::diff(&old, &new, &target));
        });
    }
    group.finish();
}

criterion_group!(benches, pipeline, compared);
criterion_main!(benches);
