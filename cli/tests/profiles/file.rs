//! Tests of the configuration file, and of the commands that change and show it.

use std::path::Path;

use serde_json::Value;

use crate::harness::{Sample, User, stderr};

#[tokio::test]
async fn an_invalid_file_prevents_calls_but_not_help() {
    let user = User::new().await;
    user.configure("# mine\n[profiles.a]\nenviroment = \"x\"\n");
    let output = user.run(&["whoami"]).await;
    let text = stderr(&output);
    assert_eq!(output.status.code(), Some(2), "{text}");
    let file = user.file();
    let expected = format!(
        "error: {}, line 3: unknown key `enviroment` of the profile `a`; did you mean `environment`?\n",
        file.display()
    );
    assert_eq!(text, expected);
    for arguments in [
        &["--help"][..],
        &["whoami", "--help"],
        &["exit-codes"],
        &["profile", "--help"],
    ] {
        assert!(user.run(arguments).await.status.success(), "{arguments:?}");
    }
    user.configure("[profiles.a]\npassword = \"hunter2\"\n");
    let text = stderr(&user.run(&["whoami"]).await);
    assert!(
        text.contains("line 2: `password` would be a secret") && !text.contains("hunter2"),
        "{text}"
    );
}

#[tokio::test]
async fn commands_change_the_file_and_keep_comments() {
    let user = User::new().await;
    let Some(sample) = Sample::of("GET") else {
        return;
    };
    let (option, _, value) = &sample.account;
    user.configure("# top\ndefault-profile = \"old\" # the default\n\n# an old one\n[profiles.old]\nenvironment = \"dev\" # slow\n");
    let given = format!("{option}={value}");
    let arguments = [
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
    let text = user.run_ok(&arguments).await;
    assert!(text.contains("profile use new"), "{text}");
    let expected = format!(
        "# top\ndefault-profile = \"old\" # the default\n\n# an old one\n[profiles.old]\nenvironment = \"dev\" # slow\n\n\
         [profiles.new]\nenvironment = \"sandbox\"\ncolumns = [\"a\", \"b\"]\ntoken-cache = false\n\n\
         [profiles.new.values]\n{option} = \"{value}\"\n\n\
         [profiles.new.credentials]\nexec = [\"cat\", \"secrets.json\"]\n"
    );
    assert_eq!(std::fs::read_to_string(user.file()).unwrap(), expected);

    // a replaced profile keeps its position
    let replace = [
        "profile",
        "add",
        "old",
        "--replace",
        "--environment=sandbox",
    ];
    user.run_ok(&replace).await;
    let text = std::fs::read_to_string(user.file()).unwrap();
    let expected = expected.replace("environment = \"dev\" # slow", "environment = \"sandbox\"");
    assert_eq!(text, expected);

    let again = user.run(&arguments).await;
    assert!(
        stderr(&again).contains("there already is a profile `new`; --replace"),
        "{}",
        stderr(&again)
    );
    user.run_ok(&["profile", "use", "new"]).await;
    let text = std::fs::read_to_string(user.file()).unwrap();
    assert!(
        text.contains("default-profile = \"new\" # the default\n"),
        "{text}"
    );
    let rows: Value =
        serde_json::from_str(&user.run_ok(&["profile", "list", "--output=json"]).await).unwrap();
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

    let text = user.run_ok(&["profile", "remove", "new"]).await;
    assert!(text.contains("there is no default profile now"), "{text}");
    let text = std::fs::read_to_string(user.file()).unwrap();
    assert!(
        text.contains("# an old one\n[profiles.old]") && !text.contains("new"),
        "{text}"
    );
    user.run_ok(&["profile", "use", "old"]).await;
    let text = std::fs::read_to_string(user.file()).unwrap();
    assert!(text.contains("default-profile = \"old\"\n\n"), "{text}");
    let missing = user.run(&["profile", "use", "new"]).await;
    assert!(
        stderr(&missing).contains("no profile `new`; the file has old"),
        "{}",
        stderr(&missing)
    );
    let unknown = user
        .run(&["profile", "add", "x", "--value", &format!("{option}x=1")])
        .await;
    let text = stderr(&unknown);
    assert!(
        text.contains("of the document") && text.contains(&format!("did you mean `{option}`?")),
        "{text}"
    );
    assert!(
        !std::fs::read_to_string(user.file())
            .unwrap()
            .contains("profiles.x")
    );
}

#[cfg(unix)]
#[tokio::test]
async fn a_file_that_everyone_may_change_is_rejected() {
    use std::os::unix::fs::PermissionsExt as _;

    let user = User::new().await;
    user.configure(&user.profile("a", ""));
    let set_mode = |mode| {
        let permissions = std::fs::Permissions::from_mode(mode);
        std::fs::set_permissions(user.file(), permissions).unwrap();
    };
    set_mode(0o666);
    let text = stderr(&user.run(&["whoami", "--profile=a"]).await);
    assert!(text.contains("run: chmod o-w "), "{text}");
    set_mode(0o664);
    user.run_ok(&["whoami", "--profile=a"]).await;
    // a change of the file keeps its mode
    user.run_ok(&["profile", "use", "a"]).await;
    let mode = std::fs::metadata(user.file()).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode, 0o664);
}

#[tokio::test]
async fn settings_are_shown_with_their_origin_and_secrets_as_fingerprints() {
    let mut user = User::new().await;
    let Some(sample) = Sample::of("GET") else {
        return;
    };
    let (option, variable, value) = &sample.account;
    let more = format!("language = \"es\"\n[profiles.here.values]\n{option} = \"{value}\"");
    user.configure(&user.profile("here", &more));
    let show = [
        "config",
        "show",
        "--origin",
        "--output=json",
        "--profile=here",
    ];
    let rows = async |user: &User| {
        let text = user.run_ok(&show).await;
        for (name, secret) in user.credentials() {
            assert!(!text.contains(&secret), "{name} in {text}");
        }
        let rows: Vec<Value> = serde_json::from_str(&text).unwrap();
        rows
    };
    let setting = |rows: &[Value], name: &str| {
        let row = rows.iter().find(|row| row["setting"] == name);
        let row = row.unwrap_or_else(|| panic!("{name} in {rows:?}"));
        let text = |key: &str| row[key].as_str().unwrap().to_owned();
        (text("value"), text("origin"))
    };
    let first = rows(&user).await;
    let origin = |line: usize| format!("profile, line {line}");
    assert_eq!(setting(&first, "file").0, user.file().display().to_string());
    assert_eq!(
        setting(&first, "base-url"),
        (user.sandbox.base_url().to_owned(), origin(2))
    );
    assert_eq!(setting(&first, "language"), ("es".to_owned(), origin(4)));
    assert_eq!(
        setting(&first, "output"),
        ("json".to_owned(), "flag --output".to_owned())
    );
    assert_eq!(
        setting(&first, "profile"),
        ("here".to_owned(), "flag --profile".to_owned())
    );
    assert_eq!(
        setting(&first, &format!("--{option}")),
        (value.clone(), origin(6))
    );
    assert_eq!(setting(&first, "journal").1, "default");
    let (password, _) = setting(&first, "password");
    assert!(
        password.starts_with("set, fingerprint ") && password.len() == 21,
        "{password}"
    );

    // equal secrets have equal fingerprints; that of a longer secret is different and has the same length
    let second = rows(&user).await;
    assert_eq!(setting(&second, "password").0, password);
    user.variables.push((variable.clone(), "other".to_owned()));
    user.variables.retain(|(name, _)| name != "CESCE_PASSWORD");
    user.variables.push((
        "CESCE_PASSWORD".to_owned(),
        "a much longer password".to_owned(),
    ));
    let third = rows(&user).await;
    let (changed, _) = setting(&third, "password");
    assert!(
        changed != password && changed.len() == password.len(),
        "{changed}"
    );
    let expected = ("other".to_owned(), format!("variable {variable}"));
    assert_eq!(setting(&third, &format!("--{option}")), expected);
    assert_eq!(user.token_requests(), 0);
    // another machine has another key, and so other fingerprints
    let key = user
        .home
        .path()
        .join("state/classifications/fingerprint-key");
    std::fs::remove_file(key).unwrap();
    assert_ne!(
        setting(&rows(&user).await, "client-secret"),
        setting(&first, "client-secret")
    );
}

#[tokio::test]
async fn a_variable_names_the_file() {
    let mut user = User::new().await;
    let elsewhere = user.home.path().join("mine.toml");
    user.variables.push((
        "CLASSIFICATIONS_CONFIG".to_owned(),
        elsewhere.display().to_string(),
    ));
    let output = user.run(&["whoami", "--profile=x"]).await;
    let text = stderr(&output);
    assert!(
        text.contains("mine.toml") && text.contains("profile add x"),
        "{text}"
    );
    user.run_ok(&[
        "profile",
        "add",
        "x",
        "--sandbox-url",
        user.sandbox.origin(),
    ])
    .await;
    user.run_ok(&["whoami", "--profile=x"]).await;
    assert!(Path::new(&elsewhere).exists() && !user.file().exists());
}
