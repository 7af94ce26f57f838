// Shows /openapi.json: one operation at a time, found by path, name or permission.
import { el, fieldsOf, prose, resolve, typeName } from "/docs/schema.js";
import { tryForm } from "/docs/try.js";

const VERBS = ["get", "post", "put", "patch", "delete"];
const nav = document.getElementById("nav");
const main = document.getElementById("main");
const find = document.getElementById("find");

const api = await (await fetch("/openapi.json")).json();
const operations = Object.entries(api.paths).flatMap(([path, item]) =>
  VERBS.filter((verb) => item[verb]).map((verb) => ({ path, verb, ...item[verb] })),
);

// "Update account" for updateAccount: shorter than the summary, which says what it does.
function title(operation) {
  const words = operation.operationId.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return words[0].toUpperCase() + words.slice(1);
}

function matches(operation, words) {
  const text = [operation.path, operation.verb, operation.operationId, operation.summary, operation.description].join(" ").toLowerCase();
  return words.every((word) => text.includes(word));
}

function showNav() {
  const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
  const found = operations.filter((operation) => matches(operation, words));
  const groups = api.tags.map(({ name }) => {
    const links = found.filter((operation) => operation.tags.includes(name)).map(navLink);
    return links.length ? [el("h2", {}, name), ...links] : [];
  });
  nav.replaceChildren(...groups.flat(), ...(found.length ? [] : [el("p", { class: "dim" }, "Nothing has all of these words.")]));
}

function navLink(operation) {
  const current = location.hash === `#/${operation.operationId}` ? { "aria-current": "page" } : {};
  return el(
    "a",
    { href: `#/${operation.operationId}`, title: `${operation.path}\n${operation.summary}.`, ...current },
    el("span", { class: `verb ${operation.verb}` }, operation.verb.toUpperCase()),
    el("span", {}, title(operation)),
  );
}

function showPage() {
  const id = location.hash.slice(2);
  const operation = operations.find((one) => one.operationId === id);
  main.replaceChildren(...(operation ? operationPage(operation) : introduction()));
  document.title = operation ? `${title(operation)} · Daozhang API` : "Daozhang API";
  showNav();
  nav.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  main.focus({ preventScroll: true });
  scrollTo(0, 0);
}

function introduction() {
  const list = api.tags.map(({ name, description }) => {
    const first = operations.find((operation) => operation.tags.includes(name));
    const link = el("a", { href: `#/${first?.operationId ?? ""}` }, name);
    return el("div", { class: "field" }, el("div", { class: "name" }, link), prose(description));
  });
  return [
    el("h1", {}, `${api.info.title} API ${api.info.version}`),
    el("p", { class: "dim" }, api.info.summary),
    prose(api.info.description),
    el("h2", {}, "Collections"),
    el("div", { class: "fields" }, ...list),
  ];
}

function operationPage(operation) {
  const parameters = (operation.parameters ?? []).map((one) => resolve(api, one));
  const body = resolve(api, operation.requestBody);
  const [type, content] = Object.entries(body?.content ?? {})[0] ?? [];
  const success = Object.entries(operation.responses).find(([status]) => status.startsWith("2"));
  const reply = resolve(api, success[1]).content?.["application/json"]?.schema;
  return [
    el("h1", {}, title(operation)),
    el("p", { class: "lead" }, `${operation.summary}.`),
    el(
      "div",
      { class: "where" },
      el("span", { class: `verb ${operation.verb}` }, operation.verb.toUpperCase()),
      el("code", {}, operation.path),
      operation.security?.length === 0 ? el("span", { class: "chip" }, "no sign-in") : "",
    ),
    prose(operation.description),
    ...section("Parameters", parameters.length && el("div", { class: "fields" }, ...parameters.map(parameterRow))),
    ...section(`Body${body?.required === false ? ", optional" : ""}`, content && (fieldsOf(api, content.schema, "request") ?? el("code", {}, type))),
    ...section("Try it", tryForm(api, operation, parameters, type, content?.schema)),
    ...section(`Reply ${success[0]}`, reply ? fieldsOf(api, reply, "reply") : el("p", { class: "dim" }, "Without a body.")),
    ...section("Refusals", refusals(operation)),
  ];
}

function section(title, content) {
  return content ? [el("h2", {}, title), content] : [];
}

function parameterRow(parameter) {
  return el(
    "div",
    { class: "field" },
    el(
      "div",
      { class: "name" },
      el("code", {}, parameter.name),
      el("span", { class: "chip" }, parameter.in),
      parameter.required ? el("span", { class: "chip must" }, "required") : "",
      el("span", { class: "dim" }, typeName(api, parameter.schema)),
    ),
    prose(parameter.description),
  );
}

function refusals(operation) {
  const rows = Object.entries(operation.responses)
    .filter(([status]) => !status.startsWith("2") && status !== "default")
    .map(([status, one]) => el("li", {}, el("code", {}, status), ` ${resolve(api, one).description}`));
  return el("ul", {}, ...rows);
}

find.addEventListener("input", showNav);
document.querySelector("form.token").addEventListener("submit", (event) => event.preventDefault());
addEventListener("hashchange", showPage);
addEventListener("keydown", (event) => {
  if (event.key === "/" && !["INPUT", "TEXTAREA", "SELECT"].includes(document.activeElement.tagName)) {
    event.preventDefault();
    find.focus();
  }
});
showPage();
