//! Tests of the precedence of flags, variables and the profile.

use serde_json::Value;

use crate::harness::{Sample, User, stderr};

#[tokio::test]
async fn flags_override_variables_and_variables_override_the_profile() {
    let mut user = User::new().await;
    let Some(sample) = Sample::of("GET") else {
        return;
    };
    let (option, variable, value) = sample.account.clone();
    let last_start = value.char_indices().next_back().unwrap().0;
    let [of_profile, of_variable, of_flag] =
        ['1', '2', '3'].map(|digit| format!("{}{digit}", &value[..last_start]));
    let more = format!("[profiles.here.values]\n{option} = \"{of_profile}\"");
    user.configure(&format!(
        "default-profile = \"here\"\n{}",
        user.profile("here", &more)
    ));
    // the response does not matter: the sandbox may not have the contract
    user.run(&sample.arguments()).await;
    assert!(user.paths()[0].contains(&of_profile), "{:?}", user.paths());
    user.variables.push((variable, of_variable.clone()));
    user.run(&sample.arguments()).await;
    assert!(user.paths()[1].contains(&of_variable), "{:?}", user.paths());
    user.run(&sample.with(&[&format!("--{option}={of_flag}")]))
        .await;
    assert!(user.paths()[2].contains(&of_flag), "{:?}", user.paths());
}

#[tokio::test]
async fn a_flag_a_variable_or_the_file_names_the_profile() {
    let mut user = User::new().await;
    let profiles = ["one", "two", "three"]
        .map(|name| user.profile(name, ""))
        .concat();
    user.configure(&format!("default-profile = \"one\"\n{profiles}"));
    let profile = async |user: &User, arguments: &[&str]| {
        let text = user.run_ok(arguments).await;
        let json: Value = serde_json::from_str(&text).unwrap();
        json["profile"].as_str().unwrap().to_owned()
    };
    let whoami = ["whoami", "--output=json"];
    assert_eq!(profile(&user, &whoami).await, "one");
    user.variables
        .push(("CLASSIFICATIONS_PROFILE".to_owned(), "two".to_owned()));
    assert_eq!(profile(&user, &whoami).await, "two");
    assert_eq!(
        profile(&user, &["whoami", "--output=json", "--profile", "three"]).await,
        "three"
    );
    let output = user.run(&["whoami", "--profile=thre"]).await;
    let text = stderr(&output);
    assert_eq!(output.status.code(), Some(2), "{text}");
    assert!(
        text.contains("no profile `thre`; the file has one, two, three; did you mean `three`?"),
        "{text}"
    );
    assert_eq!(user.token_requests(), 0);
}

#[tokio::test]
async fn addresses_of_a_flag_replace_those_of_the_profile_as_a_group() {
    let user = User::new().await;
    let Some(sample) = Sample::of("GET") else {
        return;
    };
    let (option, _, value) = &sample.account;
    user.configure("default-profile = \"a\"\n[profiles.a]\nsandbox-url = \"http://127.0.0.1:9\"\n");
    let arguments = sample.with(&[
        &format!("--{option}={value}"),
        &format!("--base-url={}", user.sandbox.base_url()),
        &format!("--token-url={}", user.sandbox.token_url()),
    ]);
    user.run(&arguments).await;
    assert_eq!((user.paths().len(), user.token_requests()), (1, 1));
    let arguments = sample.with(&[&format!("--{option}={value}"), "--environment=no-such"]);
    let text = stderr(&user.run(&arguments).await);
    assert!(
        text.contains("no-such") && !text.contains("base URL"),
        "{text}"
    );
}

#[cfg(unix)]
#[tokio::test]
async fn credentials_come_from_the_source_of_the_profile_unless_variables_are_set() {
    let mut user = User::new().await;
    let values = user.credentials().map(|(_, value)| value);
    let [id, secret, username, password] = &values;
    let json = format!(
        r#"{{"client_id":"{id}","client_secret":"{secret}","username":"{username}","password":"{password}"}}"#
    );
    let folder = user.home.path();
    let write = |name: &str, text: &str| {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::write(folder.join(name), text).unwrap();
        std::fs::set_permissions(folder.join(name), std::fs::Permissions::from_mode(0o600))
            .unwrap();
    };
    write("classifications/secrets.json", &json);
    for (name, value) in ["id", "secret", "user", "word"].iter().zip(&values) {
        write(&format!("classifications/{name}"), value);
    }
    write(
        "classifications/secrets.toml",
        &format!(
            "[t]\nclient_id = '{id}'\nclient_secret = '{secret}'\nusername = '{username}'\npassword = '{password}'\n"
        ),
    );
    let sources = [
        format!("exec = [\"cat\", \"{}\"]", folder.join("classifications/secrets.json").display()),
        "files = { client-id = \"./id\", client-secret = \"./secret\", username = \"./user\", password = \"./word\" }".to_owned(),
        "file = \"secrets.toml\"\ntable = \"t\"".to_owned(),
        "variables = \"MINE_\"".to_owned(),
    ];
    user.variables = ["CLIENT_ID", "CLIENT_SECRET", "USERNAME", "PASSWORD"]
        .iter()
        .zip(&values)
        .map(|(name, value)| (format!("MINE_{name}"), value.clone()))
        .collect();
    let profiles = sources.iter().enumerate().map(|(number, source)| {
        user.profile(
            &format!("p{number}"),
            &format!("[profiles.p{number}.credentials]\n{source}"),
        )
    });
    user.configure(&profiles.collect::<String>());
    for number in 0..sources.len() {
        let text = user
            .run_ok(&["login", "--profile", &format!("p{number}")])
            .await;
        assert!(text.contains("granted"), "{text}");
    }
    assert_eq!(user.token_requests(), sources.len());
    // one variable replaces the whole source of the profile
    user.variables
        .push(("CESCE_USERNAME".to_owned(), "someone".to_owned()));
    let output = user.run(&["login", "--profile=p0"]).await;
    assert!(
        stderr(&output).contains("CESCE_CLIENT_ID is not set"),
        "{}",
        stderr(&output)
    );
}

#[tokio::test]
async fn the_output_of_a_profile_is_a_default_for_errors_too() {
    let user = User::new().await;
    user.configure(&user.profile("a", "output = \"json\""));
    let arguments = ["login", "--profile=a", "--scope", "\""];
    let output = user.run(&arguments).await;
    let error: Value = serde_json::from_str(stderr(&output).trim()).unwrap();
    assert_eq!(error["error"]["kind"], "setup");
    let output = user
        .run(&["login", "--profile=a", "--scope", "\"", "--output=table"])
        .await;
    assert!(
        stderr(&output).starts_with("error: "),
        "{}",
        stderr(&output)
    );
}

#[tokio::test]
async fn the_language_and_the_metrics_file_are_settings_of_a_profile() {
    let mut user = User::new().await;
    let profile = user.profile("here", "lang = \"es\"\nmetrics-file = \"here.prom\"");
    user.configure(&format!("default-profile = \"here\"\n{profile}"));
    let language = async |user: &User, arguments: &[&str]| {
        let text = user.run_ok(&[&["whoami"], arguments].concat()).await;
        let is_spanish = text.contains("perfil");
        assert_ne!(is_spanish, text.contains("profile"), "{text}");
        if is_spanish { "es" } else { "en" }
    };
    assert_eq!(language(&user, &[]).await, "es");
    assert_eq!(language(&user, &["--lang=en"]).await, "en");
    user.variables
        .push(("LANG".to_owned(), "en_GB.UTF-8".to_owned()));
    assert_eq!(language(&user, &[]).await, "es");
    let metrics = user.home.path().join("classifications/here.prom");
    assert!(metrics.exists());

    let show = ["config", "show", "--origin", "--output=csv", "--lang=en"];
    let shown = user.run_ok(&show).await;
    let lines: Vec<&str> = shown.lines().collect();
    assert!(lines.contains(&"lang,flag --lang,en"), "{shown}");
    let of_profile = format!("metrics-file,\"profile, line 6\",{}", metrics.display());
    assert!(lines.contains(&of_profile.as_str()), "{shown}");

    user.configure("default-profile = \"here\"\n[profiles.here]\nlang = \"fr\"\n");
    let output = user.run(&["whoami"]).await;
    let text = stderr(&output);
    assert_eq!(output.status.code(), Some(2), "{text}");
    assert!(text.contains("`lang` must be en or es"), "{text}");
}
