// Shows the sandbox's state, again every second, and changes it through the admin endpoints.
"use strict";

(() => {
  const byId = (id) => document.getElementById(id);
  const rows = new Map();

  function element(name, text, className) {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (className) made.className = className;
    return made;
  }

  function list(texts) {
    const made = element("ul");
    made.append(...texts.map((text) => element("li", text)));
    return made;
  }

  function outcome(entry) {
    const cell = element("td");
    cell.append(element("span", entry.processed ? "carried out" : "not carried out",
      entry.processed ? "good" : "bad"));
    if (entry.reason) cell.append(element("div", entry.reason));
    if (entry.violations.length > 0) {
      cell.append(element("div", "The document does not allow:"),
        list(entry.violations.map((found) => `${found.message_pointer}: ${found.text}`)));
    }
    return cell;
  }

  function request(entry) {
    const cell = element("td", undefined, "request");
    const query = entry.query ? `?${entry.query}` : "";
    cell.append(element("code", `${entry.method} ${entry.path}${query}`));
    const details = element("details");
    details.append(element("summary", `${entry.authorization}, ${entry.headers.length} headers`),
      element("div", entry.headers.join(", ")));
    if (entry.body) details.append(element("pre", entry.body));
    cell.append(details);
    return cell;
  }

  function row(entry) {
    const made = element("tr");
    const status = entry.status ?? "none";
    made.append(element("td", entry.number), element("td", entry.at.slice(11, 19)), request(entry),
      element("td", entry.operation ?? "unknown"),
      element("td", status, `status ${entry.status < 400 ? "good" : "bad"}`), outcome(entry));
    return made;
  }

  function showReceived(state) {
    for (const [number, known] of rows) {
      if (number < state.first) {
        known.row.remove();
        rows.delete(number);
      }
    }
    const body = document.querySelector("#received tbody");
    for (const entry of state.received) {
      const known = rows.get(entry.number);
      const made = row(entry);
      if (known) known.row.replaceWith(made);
      else body.prepend(made);
      rows.set(entry.number, { row: made, open: entry.status === null });
    }
    byId("none").hidden = rows.size > 0;
  }

  function table({ name, kind, columns, rows: values, more }) {
    const line = (tag, texts) => {
      const made = element("tr");
      made.append(...texts.map((text) => element(tag, text)));
      return made;
    };
    const details = element("details");
    details.open = opened.has(`${name}/${kind}`);
    details.addEventListener("toggle", () => {
      if (details.open) opened.add(`${name}/${kind}`);
      else opened.delete(`${name}/${kind}`);
    });
    const inner = element("table");
    inner.append(line("th", columns), ...values.map((texts) => line("td", texts)));
    const wide = element("div", undefined, "wide");
    wide.append(inner);
    details.append(element("summary", `${name} ${kind}: ${values.length + more}`), wide);
    if (more > 0) details.append(element("p", `and ${more} more`));
    return details;
  }
  const opened = new Set();

  let shown = "";
  function show(state) {
    showReceived(state);
    byId("now").textContent = `${state.now.slice(0, 19).replace("T", " ")} UTC`;
    byId("plans").textContent = state.plans.join("; ") || "none";
    const { collections, faults, condition, operations } = state;
    // Unchanged parts are not redrawn, so that the page does not move while it is used.
    const parts = JSON.stringify({ collections, faults, condition });
    if (parts === shown) return;
    shown = parts;
    byId("collections").replaceChildren(...collections.map(table));
    byId("faults").replaceChildren(...faults.map(({ fault, struck }) =>
      element("li", `${JSON.stringify(fault)}: struck ${struck} times`)));
    byId("condition").value = condition;
    const select = byId("operation");
    if (select.options.length === 1) {
      for (const id of ["token", ...operations]) select.append(new Option(id, id));
    }
  }

  async function poll() {
    const open = [...rows].filter(([, known]) => known.open).map(([number]) => number);
    const last = Math.max(0, ...rows.keys());
    const after = open.length > 0 ? Math.min(...open) - 1 : last;
    try {
      const response = await fetch(`docs/state?after=${after}`);
      show(await response.json());
      byId("problem").textContent = "";
    } catch {
      byId("problem").textContent = "The sandbox cannot be reached.";
    }
  }

  async function admin(method, what, body) {
    const response = await fetch(`sandbox/admin/${what}`, {
      method,
      headers: { "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const refused = response.ok ? "" : (await response.json()).moreInformation;
    await poll();
    if (refused) byId("problem").textContent = refused;
  }

  function onSubmit(id, act) {
    byId(id).addEventListener("submit", (event) => {
      event.preventDefault();
      act();
    });
  }

  for (const button of document.querySelectorAll("[data-advance]")) {
    button.addEventListener("click", () =>
      admin("POST", "clock", { advanceSeconds: Number(button.dataset.advance) }));
  }
  byId("reset").addEventListener("click", () => admin("POST", "reset", {}));
  byId("clear-faults").addEventListener("click", () => admin("DELETE", "faults"));
  byId("clear-received").addEventListener("click", () => admin("DELETE", "received"));
  byId("condition").addEventListener("change", () =>
    admin("POST", "condition", byId("condition").value));
  onSubmit("plan-form", () =>
    admin("POST", "plan", { limit: Number(byId("limit").value), window: byId("window").value }));
  onSubmit("fault-form", () => {
    const kind = byId("kind").value;
    const value = Number(byId("value").value);
    const fault = { kind, times: Number(byId("times").value) };
    if (kind === "status" || kind === "html") fault.status = value;
    if (kind === "delay") fault.delayMs = value;
    if (byId("operation").value) fault.operation = byId("operation").value;
    admin("POST", "faults", fault);
  });

  poll();
  setInterval(poll, 1000);
})();
