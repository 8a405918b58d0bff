//! The source of each part of the API: on the page, and in the document.

use std::collections::BTreeMap;

use serde_json::Value;

/// The sources that the page shows, with everything expanded: operations by id; parameters,
/// responses and their headers by operation; schemas and their properties.
pub const SHOWN: &str = r"
const source = (element) => element?.querySelector('.source')?.textContent ?? null;
const shown = {};
for (const block of document.querySelectorAll('.opblock')) {
  const id = block.id.split('-').pop();
  shown[id] = source(block.querySelector('.opblock-summary'));
  for (const row of block.querySelectorAll('tr[data-param-name]')) {
    shown[`${id} ${row.dataset.paramName}`] = source(row);
  }
  const body = block.querySelector('.opblock-section-request-body');
  if (body) shown[`${id} body`] = source(body);
  for (const row of block.querySelectorAll('.responses-table .response')) {
    const response = `${id} ${row.dataset.code}`;
    shown[response] = source(row.querySelector('.response-col_description > .source-line'));
    for (const header of row.querySelectorAll('table.headers tr')) {
      shown[`${response} ${header.cells[0].firstChild.textContent.trim()}`] = source(header);
    }
  }
}
for (const model of document.querySelectorAll('.models .model-container')) {
  const name = model.dataset.name;
  shown[name] = source(model);
  const table = model.querySelector('table.model');
  for (const row of table?.tBodies[0].rows ?? []) {
    if (!row.classList.contains('property-row')) continue;
    const property = row.cells[0].textContent.replace('*', '').trim();
    shown[`${name}.${property}`] = source(row.cells[1]);
  }
}
return shown;
";

/// The sources in the document, by the same names.
pub fn documented(document: &Value) -> BTreeMap<String, Value> {
    let source = |part: &Value| part["x-source"].clone();
    let resolve = |part: &Value| match part["$ref"].as_str() {
        Some(reference) => document
            .pointer(reference.trim_start_matches('#'))
            .unwrap()
            .clone(),
        None => part.clone(),
    };
    let mut documented = BTreeMap::new();
    for path in document["paths"].as_object().unwrap().values() {
        for (method, operation) in path.as_object().unwrap() {
            if method == "parameters" {
                continue;
            }
            let id = operation["operationId"].as_str().unwrap();
            documented.insert(id.to_owned(), source(operation));
            let parameters = [&path["parameters"], &operation["parameters"]];
            for parameter in parameters.into_iter().filter_map(Value::as_array).flatten() {
                let parameter = resolve(parameter);
                let name = parameter["name"].as_str().unwrap();
                documented.insert(format!("{id} {name}"), source(&parameter));
            }
            if let Some(body) = operation.get("requestBody") {
                documented.insert(format!("{id} body"), source(body));
            }
            for (status, response) in operation["responses"].as_object().unwrap() {
                let response = resolve(response);
                documented.insert(format!("{id} {status}"), source(&response));
                for (name, header) in response["headers"].as_object().into_iter().flatten() {
                    documented.insert(format!("{id} {status} {name}"), source(header));
                }
            }
        }
    }
    let schemas = document["components"]["schemas"].as_object();
    for (name, schema) in schemas.into_iter().flatten() {
        documented.insert(name.clone(), source(schema));
        for (property, schema) in schema["properties"].as_object().into_iter().flatten() {
            // A reference has the source of its target.
            documented.insert(format!("{name}.{property}"), source(&resolve(schema)));
        }
    }
    documented
}
