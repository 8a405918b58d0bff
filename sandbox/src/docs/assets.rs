//! The files that the page loads. `build.rs` extracts those of Swagger UI.

/// A file of the page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asset {
    pub(super) name: &'static str,
    pub(super) content_type: &'static str,
    pub(super) content: &'static [u8],
}

macro_rules! swagger_ui {
    ($name:literal) => {
        include_bytes!(concat!(env!("OUT_DIR"), "/swagger-ui/", $name))
    };
}

const JAVASCRIPT: &str = "text/javascript; charset=utf-8";
const CSS: &str = "text/css; charset=utf-8";
const TEXT: &str = "text/plain; charset=utf-8";

/// All files. Swagger UI's licence requires its licence and notice.
pub(super) const ALL: [Asset; 9] = [
    Asset {
        name: "swagger-ui-bundle.js",
        content_type: JAVASCRIPT,
        content: swagger_ui!("swagger-ui-bundle.js"),
    },
    Asset {
        name: "swagger-ui.css",
        content_type: CSS,
        content: swagger_ui!("swagger-ui.css"),
    },
    Asset {
        name: "swagger-ui-license.txt",
        content_type: TEXT,
        content: swagger_ui!("LICENSE"),
    },
    Asset {
        name: "swagger-ui-notice.txt",
        content_type: TEXT,
        content: swagger_ui!("NOTICE"),
    },
    Asset {
        name: "favicon.png",
        content_type: "image/png",
        content: swagger_ui!("favicon-32x32.png"),
    },
    Asset {
        name: "page.js",
        content_type: JAVASCRIPT,
        content: include_bytes!("page/page.js"),
    },
    Asset {
        name: "inspector.js",
        content_type: JAVASCRIPT,
        content: include_bytes!("page/inspector.js"),
    },
    Asset {
        name: "inspector.css",
        content_type: CSS,
        content: include_bytes!("page/inspector.css"),
    },
    Asset {
        name: "page.css",
        content_type: CSS,
        content: include_bytes!("page/page.css"),
    },
];

/// The file of this name.
pub(super) fn find(name: &str) -> Option<Asset> {
    ALL.into_iter().find(|asset| asset.name == name)
}
