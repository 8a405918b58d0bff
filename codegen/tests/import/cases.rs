//! The cases of the sandbox model after an import.

use crate::shrunk;
use crate::workspace::{Workspace, changed, with};

#[test]
fn cases_that_no_longer_fit_are_reported_and_kept() {
    let workspace = Workspace::new();
    let before = workspace.tree();
    let unchanged = workspace.plan(&workspace.document());
    assert!(
        !unchanged.text(true).contains("sandbox model"),
        "{}",
        unchanged.text(true)
    );

    let document = shrunk(&workspace.document());
    let document = with(
        &document,
        "        - name: ownCode\n",
        "        - name: reference\n",
    );
    let document = with(
        &document,
        "    properties:\n      requestNo:\n",
        "      - analyst\n    properties:\n      analyst: {type: string}\n      requestNo:\n",
    );
    let document = with(&document, "        \"201\":\n", "        \"202\":\n");
    let text = workspace.plan(&document).text(true);
    let cases = |operation: &str| {
        let folder = workspace.root().join("spec/cases").join(operation);
        std::fs::read_dir(folder).unwrap().count()
    };
    let operations = std::fs::read_dir(workspace.root().join("spec/cases")).unwrap();
    let names = operations.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let total: usize = names.map(|name| cases(&name)).sum();
    let line = text
        .lines()
        .find(|line| line.contains("sandbox model"))
        .unwrap();
    let count: usize = line.split(' ').nth(2).unwrap().parse().unwrap();
    assert!(
        count > cases("cancelClassification") && count < total,
        "{line}"
    );
    let short = workspace.plan(&document).text(false);
    assert!(
        short.contains(&format!("\n  and {} more\n", count - 3)),
        "{short}"
    );

    // one reason at a time
    for (document, expected) in [
        (
            shrunk(&workspace.document()),
            "cancelClassification/200-granted.json: the document has no operation cancelClassification",
        ),
        (
            with(
                &workspace.document(),
                "        - name: ownCode\n",
                "        - name: reference\n",
            ),
            "queryClassifications/200-by-own-code.json: queryClassifications has no filter ownCode",
        ),
        (
            with(
                &workspace.document(),
                "        \"201\":\n",
                "        \"202\":\n",
            ),
            "createClassification/201-granted.json: createClassification has no response 201",
        ),
        (
            with(
                &workspace.document(),
                "    properties:\n      requestNo:\n",
                "      - analyst\n    properties:\n      analyst: {type: string}\n      requestNo:\n",
            ),
            "createClassification/201-granted.json: the response lacks analyst",
        ),
    ] {
        let text = workspace.plan(&document).text(true);
        let lines = text
            .lines()
            .filter(|line| line.starts_with("  spec/cases/"));
        assert!(lines.clone().count() > 0, "{text}");
        assert!(text.contains(expected), "{expected} is missing in {text}");
    }
    assert_eq!(
        changed(&before, &workspace.tree()),
        Vec::<std::path::PathBuf>::new()
    );
}
