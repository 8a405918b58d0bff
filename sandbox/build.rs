//! Extracts Swagger UI from the archive that a dependency ships, for feature `docs`.
//!
//! Nothing is downloaded: the archive is a dependency with a checksum in `Cargo.lock`. Extracting
//! it at build time keeps the archive reader out of the sandbox, and makes a missing file a build
//! error.

#[cfg(not(feature = "docs"))]
fn main() {
    println!("cargo::rerun-if-changed=build.rs");
}

#[cfg(feature = "docs")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    swagger_ui::extract()
}

#[cfg(feature = "docs")]
mod swagger_ui {
    use std::error::Error;
    use std::io::{self, Cursor};
    use std::path::PathBuf;
    use std::{env, fs};

    use utoipa_swagger_ui_vendored::SWAGGER_UI_VENDORED;
    use zip::ZipArchive;

    /// The files that the page needs, below the archive's one folder, and those that the licence
    /// asks to ship.
    const FILES: [&str; 5] = [
        "dist/swagger-ui-bundle.js",
        "dist/swagger-ui.css",
        "dist/favicon-32x32.png",
        "LICENSE",
        "NOTICE",
    ];

    pub(super) fn extract() -> Result<(), Box<dyn Error>> {
        let out = env::var_os("OUT_DIR").ok_or("cargo does not say where to build")?;
        let folder = PathBuf::from(out).join("swagger-ui");
        fs::create_dir_all(&folder)?;
        let mut archive = ZipArchive::new(Cursor::new(SWAGGER_UI_VENDORED))?;
        for wanted in FILES {
            let is_wanted = |index: &usize| match archive.name_for_index(*index) {
                Some(Ok(name)) => name.split_once('/').is_some_and(|(_, path)| path == wanted),
                _ => false,
            };
            let index = (0..archive.len())
                .find(is_wanted)
                .ok_or_else(|| format!("the archive of Swagger UI does not contain {wanted}"))?;
            let name = wanted.rsplit('/').next().unwrap_or(wanted);
            let mut file = fs::File::create(folder.join(name))?;
            io::copy(&mut archive.by_index(index)?, &mut file)?;
        }
        Ok(())
    }
}
