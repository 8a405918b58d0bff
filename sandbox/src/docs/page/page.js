// Starts Swagger UI on the document that the page holds, with a badge on each part of it.
"use strict";

(() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const api = read("document");
  // What can be called from here; null where the page is a file.
  const settings = read("settings");

  const MEANINGS = {
    published: "stands on the insurer's page about this API",
    sibling: "is published for other APIs of the same portal, or for the integration as a whole",
    assumed: "is a model, until the insurer's own document takes its place",
  };

  // Examples of filters would be sent along with the first query; as text they only show how a
  // filter looks.
  function showExamplesAsText(parameters) {
    for (const parameter of parameters ?? []) {
      if (parameter.in === "query" && !parameter.required && parameter.example !== undefined) {
        parameter.description =
          `${parameter.description ?? ""}\n\nFor example \`${parameter.example}\`.`;
        delete parameter.example;
      }
    }
  }

  function prepare() {
    for (const path of Object.values(api.paths)) {
      showExamplesAsText(path.parameters);
      for (const part of Object.values(path)) showExamplesAsText(part.parameters);
    }
    const { parameters, securitySchemes } = api.components;
    if (settings?.contractNo && parameters?.contractNo) {
      parameters.contractNo.example = settings.contractNo;
    }
    if (!settings) return;
    // The dialog hides the credentials at the top of the page.
    for (const scheme of Object.values(securitySchemes ?? {})) {
      scheme.description =
        `Here: username \`${settings.username}\`, password \`${settings.password}\`.\n\n` +
        `${scheme.description ?? ""}`;
    }
  }

  // One plug-in for all badges. Swagger UI shows extensions as plain names and values; each place
  // where it does so, and each where it does not, is told to show a badge.
  function badges({ React }) {
    const h = React.createElement;
    const KEY = "x-source";

    function Badge({ source }) {
      if (!Object.hasOwn(MEANINGS, source)) return null;
      const title = `${source}: ${MEANINGS[source]}`;
      return h("span", { className: `source source-${source}`, title }, source);
    }

    const badgeOf = (part) => h(Badge, { source: part?.get?.(KEY) });

    // A line for each extension of a parameter or a response.
    const line = (Original) => (props) =>
      props.xKey === KEY
        ? h("div", { className: "source-line" }, h(Badge, { source: props.xVal }))
        : h(Original, props);

    function KnownValues({ values }) {
      const item = (value) =>
        h("div", { key: value.get("value") },
          `${value.get("value")} ${value.get("description")} `, badgeOf(value));
      return h("div", null, values.map(item).toArray());
    }

    // A row for each extension of a schema.
    const rows = (Original) => (props) => {
      const { extensions, propClass } = props;
      const row = (key, name, content) =>
        h("tr", { key, className: propClass }, h("td", null, name), h("td", null, content));
      const known = extensions.get("x-known-values");
      const rest = extensions.filterNot((_, key) => key === KEY || key === "x-known-values");
      return h(React.Fragment, null,
        extensions.has(KEY) && row(KEY, "known as", badgeOf(extensions)),
        known && row("known", "known values", h(KnownValues, { values: known })),
        h(Original, { ...props, extensions: rest }));
    };

    const after = (Original, source) => (props) =>
      h(React.Fragment, null, h(Original, props), source(props));
    const before = (Original, source) => (props) =>
      h(React.Fragment, null, source(props), h(Original, props));

    function Headers({ headers, getComponent }) {
      if (!headers?.size) return null;
      const Markdown = getComponent("Markdown", true);
      const row = (header, name) =>
        h("tr", { key: name },
          h("td", { className: "header-col" }, name, " ", badgeOf(header)),
          h("td", { className: "header-col" },
            h(Markdown, { source: header.get("description") ?? "" })));
      return h("div", { className: "headers-wrapper" },
        h("h4", { className: "headers__title" }, "Headers:"),
        h("table", { className: "headers" },
          h("tbody", null, headers.map(row).valueSeq().toArray())));
    }

    const none = () => () => null;
    return {
      wrapComponents: {
        OperationSummaryPath: (Original) =>
          after(Original, ({ operationProps }) => badgeOf(operationProps.get("op"))),
        OperationExt: none,
        ParameterExt: line,
        ResponseExtension: line,
        RequestBody: (Original) =>
          before(Original, ({ requestBody }) =>
            h("div", { className: "source-line" }, badgeOf(requestBody))),
        ModelExtensions: rows,
        headers: () => Headers,
        ...(settings ? {} : { authorizeBtn: none, authorizeOperationBtn: none }),
      },
    };
  }

  prepare();
  const ui = SwaggerUIBundle({
    spec: api,
    dom_id: "#documentation",
    deepLinking: true,
    displayRequestDuration: true,
    showExtensions: true,
    showCommonExtensions: true,
    // Nothing is sent to a validator.
    validatorUrl: null,
    plugins: [badges],
    ...(settings ? {} : { supportedSubmitMethods: [] }),
  });
  if (settings) {
    const { clientId, clientSecret, scopes } = settings;
    ui.initOAuth({ clientId, clientSecret, scopes });
  }
})();
