// Starts Swagger UI on the document that the page holds, with a badge on each part of it.
"use strict";

(() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const api = read("document");
  // The sandbox that can be called; null if the page is a file.
  const settings = read("settings");

  const MEANINGS = {
    published: "stands on the insurer's page about this API",
    sibling: "is published for other APIs of the same portal, or for the integration as a whole",
    assumed: "is a model, until the insurer publishes its own document",
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

  // Whether a schema allows a text; a pattern that browsers do not know allows none.
  function allows({ pattern = "", minLength = 0, maxLength = Infinity } = {}, text) {
    try {
      const { length } = text;
      return length >= minLength && length <= maxLength && new RegExp(pattern).test(text);
    } catch {
      return false;
    }
  }

  function prepare() {
    for (const path of Object.values(api.paths)) {
      showExamplesAsText(path.parameters);
      for (const part of Object.values(path)) showExamplesAsText(part.parameters);
    }
    const { parameters, securitySchemes } = api.components ?? {};
    // Where a badge does not fit, the word is in the text.
    for (const part of [...(api.tags ?? []), ...Object.values(securitySchemes ?? {})]) {
      if (part["x-source"]) part.description = `${part.description ?? ""} *(${part["x-source"]})*`;
    }
    // The first parameter of a path names what is stored.
    const path = Object.values(parameters ?? {}).find((parameter) => parameter.in === "path");
    if (settings?.collection && path && allows(path.schema, settings.collection)) {
      path.example = settings.collection;
    }
    if (!settings) return;
    // The dialog hides the credentials at the top of the page.
    for (const scheme of Object.values(securitySchemes ?? {})) {
      scheme.description =
        `Here: username \`${settings.username}\`, password \`${settings.password}\`.\n\n` +
        `${scheme.description ?? ""}`;
    }
  }

  // JSON with a line for each member and item, its values as they are written.
  function laidOut(json) {
    const tokens = json.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g) ?? [];
    let depth = 0;
    const line = () => `\n${"  ".repeat(depth)}`;
    let text = "";
    tokens.forEach((token, index) => {
      const isEmpty = /^[{[]$/.test(tokens[index - 1]) && /^[}\]]$/.test(token);
      if (token === "{" || token === "[") {
        depth += 1;
        text += /^[}\]]$/.test(tokens[index + 1]) ? token : token + line();
      } else if (token === "}" || token === "]") {
        depth -= 1;
        text += isEmpty ? token : line() + token;
      } else if (token === ",") text += token + line();
      else text += token === ":" ? ": " : token;
    });
    return text;
  }

  // One plug-in for all badges. Swagger UI shows some extensions as plain names and values, and
  // others not at all; the plug-in shows a badge for each.
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
        known && row("known", "known values", h(KnownValues, { values: known })),
        h(Original, { ...props, extensions: rest }));
    };

    // In the list of schemas, the name of a collapsed one.
    const named = (Original) => (props) => {
      const folded = props.hideSelfOnExpand;
      const schema = folded && api.components?.schemas?.[props.modelName];
      const title = schema && h("span", null, props.title, " ", h(Badge, { source: schema[KEY] }));
      return h(Original, title ? { ...props, title } : props);
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

    // The dialog starts with the sandbox's account filled in. Its fields do not show what its state
    // holds, so they are given it too.
    const prefilled = (Original) => class extends Original {
      constructor(...given) {
        super(...given);
        this.account = { username: settings.username, password: settings.password };
        Object.assign(this.state, this.account);
      }

      componentDidMount() {
        for (const [name, value] of Object.entries(this.account)) {
          const field = document.getElementById(`oauth_${name}`);
          if (field) field.value = value;
        }
      }
    };

    // Swagger UI reads JSON to lay it out, and rounds long numbers; here they stay as they came.
    const exact = (Original) => (props) => {
      const { content, contentType } = props;
      const isJson = typeof content === "string" && /json/i.test(contentType ?? "");
      return h(Original, isJson
        ? { ...props, content: laidOut(content), contentType: "text/plain" }
        : props);
    };

    const none = () => () => null;
    // Swagger UI looks for a field for each format, and reports the ones it does not have.
    const asText = ({ getComponent, ...props }) =>
      h(getComponent("JsonSchema_string"), { getComponent, ...props });
    return {
      components: { JsonSchema_integer_int32: asText, JsonSchema_integer_int64: asText },
      wrapComponents: {
        OperationSummaryPath: (Original) =>
          // Swagger UI has not resolved a collapsed operation yet.
          after(Original, ({ operationProps }) => {
            const operation = api.paths[operationProps.get("path")]?.[operationProps.get("method")];
            return h(Badge, { source: operation?.[KEY] });
          }),
        OperationExt: none,
        ParameterExt: line,
        ResponseExtension: line,
        RequestBody: (Original) =>
          before(Original, ({ requestBody }) =>
            h("div", { className: "source-line" }, badgeOf(requestBody))),
        Model: (Original) => before(Original, ({ schema }) => badgeOf(schema)),
        ModelCollapse: named,
        ModelExtensions: rows,
        headers: () => Headers,
        responseBody: exact,
        ...(settings ? { oauth2: prefilled } : {}),
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
    // The sandbox takes any key, and knows the app by it.
    onComplete: () => {
      const schemes = Object.entries(api.components?.securitySchemes ?? {});
      for (const [name, scheme] of settings ? schemes : []) {
        if (scheme.type === "apiKey") ui.preauthorizeApiKey(name, settings.clientId);
      }
    },
    ...(settings ? {} : { supportedSubmitMethods: [] }),
  });
  if (settings) {
    const { clientId, clientSecret, scopes } = settings;
    ui.initOAuth({ clientId, clientSecret, scopes });
  }
})();
