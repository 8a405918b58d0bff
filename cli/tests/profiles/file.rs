//! The file, and the commands that change and show it.

use std::path::Path;

use serde_json::Value;

use crate::harness::{Person, Sample, stderr};

#[tokio::test]
async fn a_file_that_cannot_be_used_stops_calls_and_not_help() {
    let person = Person::new().await;
    person.configure("# mine\n[profiles.a]\nenviroment = \"x\"\n");
    let output = person.run(&["whoami"]).await;
    let text = stderr(&output);
    assert_eq!(output.status.code(), Some(2), "{text}");
    let file = person.file();
    let expected = format!(
        "error: {}, line 3: unknown key `enviroment` of the profile `a`; did you mean `environment`?\n",
        file.display()
    );
    assert_eq!(text, expected);
    for works in [
        &["--help"][..],
        &["whoami", "--help"],
        &["exit-codes"],
        &["profile", "--help"],
    ] {
        assert!(person.run(works).await.status.success(), "{works:?}");
    }
    person.configure("[profiles.a]\npassword = \"hunter2\"\n");
    let text = stderr(&person.run(&["whoami"]).await);
    assert!(
        text.contains("line 2: `password` would be a secret") && !text.contains("hunter2"),
        "{text}"
    );
}

#[tokio::test]
async fn commands_change_the_file_and_keep_what_is_written_in_it() {
    let person = Person::new().await;
    let Some(sample) = Sample::of("GET") else {
        return;
    };
    let (option, _, value) = &sample.account;
    person.configure("# top\ndefault-profile = \"old\" # the default\n\n# an old one\n[profiles.old]\nenvironment = \"dev\" # slow\n");
    let given = format!("{option}={value}");
    let typed = [
        "profile",
        "add",
        "new",
        "--environment=sandbox",
        "--columns=a,b",
        "--no-token-cache",
        "--value",
        &given,
        "--",
        "cat",
        "secrets.json",
    ];
    let text = person.done(&typed).await;
    assert!(text.contains("profile use new"), "{text}");
    let expected = format!(
        "# top\ndefault-profile = \"old\" # the default\n\n# an old one\n[profiles.old]\nenvironment = \"dev\" # slow\n\n\
         [profiles.new]\nenvironment = \"sandbox\"\ncolumns = [\"a\", \"b\"]\ntoken-cache = false\n\n\
         [profiles.new.values]\n{option} = \"{value}\"\n\n\
         [profiles.new.credentials]\nexec = [\"cat\", \"secrets.json\"]\n"
    );
    assert_eq!(std::fs::read_to_string(person.file()).unwrap(), expected);

    // what is replaced keeps its position
    let replace = [
        "profile",
        "add",
        "old",
        "--replace",
        "--environment=sandbox",
    ];
    person.done(&replace).await;
    let text = std::fs::read_to_string(person.file()).unwrap();
    let expected = expected.replace("environment = \"dev\" # slow", "environment = \"sandbox\"");
    assert_eq!(text, expected);

    let again = person.run(&typed).await;
    assert!(
        stderr(&again).contains("there already is a profile `new`; --replace"),
        "{}",
        stderr(&again)
    );
    person.done(&["profile", "use", "new"]).await;
    let text = std::fs::read_to_string(person.file()).unwrap();
    assert!(
        text.contains("default-profile = \"new\" # the default\n"),
        "{text}"
    );
    let rows: Value =
        serde_json::from_str(&person.done(&["profile", "list", "--output=json"]).await).unwrap();
    let names: Vec<(&str, bool)> = rows
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            (
                row["profile"].as_str().unwrap(),
                row["default"].as_bool().unwrap(),
            )
        })
        .collect();
    assert_eq!(names, [("old", false), ("new", true)]);

    let text = person.done(&["profile", "remove", "new"]).await;
    assert!(text.contains("there is no default profile now"), "{text}");
    let text = std::fs::read_to_string(person.file()).unwrap();
    assert!(
        text.contains("# an old one\n[profiles.old]") && !text.contains("new"),
        "{text}"
    );
    person.done(&["profile", "use", "old"]).await;
    let text = std::fs::read_to_string(person.file()).unwrap();
    assert!(text.contains("default-profile = \"old\"\n\n"), "{text}");
    let missing = person.run(&["profile", "use", "new"]).await;
    assert!(
        stderr(&missing).contains("no profile `new`; it has old"),
        "{}",
        stderr(&missing)
    );
    let unknown = person
        .run(&["profile", "add", "x", "--value", &format!("{option}x=1")])
        .await;
    let text = stderr(&unknown);
    assert!(
        text.contains("of the document") && text.contains(&format!("did you mean `{option}`?")),
        "{text}"
    );
    assert!(
        !std::fs::read_to_string(person.file())
            .unwrap()
            .contains("profiles.x")
    );
}

#[cfg(unix)]
#[tokio::test]
async fn a_file_that_everyone_may_change_is_refused() {
    use std::os::unix::fs::PermissionsExt as _;

    let person = Person::new().await;
    person.configure(&person.profile("a", ""));
    let set = |mode| {
        let permissions = std::fs::Permissions::from_mode(mode);
        std::fs::set_permissions(person.file(), permissions).unwrap();
    };
    set(0o666);
    let text = stderr(&person.run(&["whoami", "--profile=a"]).await);
    assert!(text.contains("run: chmod o-w "), "{text}");
    set(0o664);
    person.done(&["whoami", "--profile=a"]).await;
    // the mode stays when the file is changed
    person.done(&["profile", "use", "a"]).await;
    let mode = std::fs::metadata(person.file())
        .unwrap()
        .permissions()
        .mode()
        & 0o777;
    assert_eq!(mode, 0o664);
}

#[tokio::test]
async fn settings_are_shown_with_their_origin_and_secrets_as_fingerprints() {
    let mut person = Person::new().await;
    let Some(sample) = Sample::of("GET") else {
        return;
    };
    let (option, variable, value) = &sample.account;
    let more = format!("language = \"es\"\n[profiles.here.values]\n{option} = \"{value}\"");
    person.configure(&person.profile("here", &more));
    let show = [
        "config",
        "show",
        "--origin",
        "--output=json",
        "--profile=here",
    ];
    let rows = async |person: &Person| {
        let text = person.done(&show).await;
        for (name, secret) in person.credentials() {
            assert!(!text.contains(&secret), "{name} in {text}");
        }
        let rows: Vec<Value> = serde_json::from_str(&text).unwrap();
        rows
    };
    let find = |rows: &[Value], name: &str| {
        let row = rows.iter().find(|row| row["setting"] == name);
        let row = row.unwrap_or_else(|| panic!("{name} in {rows:?}"));
        let text = |key: &str| row[key].as_str().unwrap().to_owned();
        (text("value"), text("origin"))
    };
    let first = rows(&person).await;
    let origin = |line: usize| format!("profile, line {line}");
    assert_eq!(find(&first, "file").0, person.file().display().to_string());
    assert_eq!(
        find(&first, "base-url"),
        (person.sandbox.base_url().to_owned(), origin(2))
    );
    assert_eq!(find(&first, "language"), ("es".to_owned(), origin(4)));
    assert_eq!(
        find(&first, "output"),
        ("json".to_owned(), "flag --output".to_owned())
    );
    assert_eq!(
        find(&first, "profile"),
        ("here".to_owned(), "flag --profile".to_owned())
    );
    assert_eq!(
        find(&first, &format!("--{option}")),
        (value.clone(), origin(6))
    );
    assert_eq!(find(&first, "journal").1, "default");
    let (password, _) = find(&first, "password");
    assert!(
        password.starts_with("set, fingerprint ") && password.len() == 21,
        "{password}"
    );

    // the same secret has the same fingerprint; a longer one has another one of the same length
    let second = rows(&person).await;
    assert_eq!(find(&second, "password").0, password);
    person
        .variables
        .push((variable.clone(), "other".to_owned()));
    person
        .variables
        .retain(|(name, _)| name != "CESCE_PASSWORD");
    person.variables.push((
        "CESCE_PASSWORD".to_owned(),
        "a much longer password".to_owned(),
    ));
    let third = rows(&person).await;
    let (changed, _) = find(&third, "password");
    assert!(
        changed != password && changed.len() == password.len(),
        "{changed}"
    );
    let expected = ("other".to_owned(), format!("variable {variable}"));
    assert_eq!(find(&third, &format!("--{option}")), expected);
    assert_eq!(person.token_requests(), 0);
    // on another machine the fingerprints are others
    let key = person
        .home
        .path()
        .join("state/classifications/fingerprint-key");
    std::fs::remove_file(key).unwrap();
    assert_ne!(
        find(&rows(&person).await, "client-secret"),
        find(&first, "client-secret")
    );
}

#[tokio::test]
async fn a_file_is_named_by_a_variable() {
    let mut person = Person::new().await;
    let elsewhere = person.home.path().join("mine.toml");
    person.variables.push((
        "CLASSIFICATIONS_CONFIG".to_owned(),
        elsewhere.display().to_string(),
    ));
    let output = person.run(&["whoami", "--profile=x"]).await;
    let text = stderr(&output);
    assert!(
        text.contains("mine.toml") && text.contains("profile add x"),
        "{text}"
    );
    person
        .done(&[
            "profile",
            "add",
            "x",
            "--sandbox-url",
            person.sandbox.origin(),
        ])
        .await;
    person.done(&["whoami", "--profile=x"]).await;
    assert!(Path::new(&elsewhere).exists() && !person.file().exists());
}
