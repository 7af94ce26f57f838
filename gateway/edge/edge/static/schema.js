// Schemas as nested tables, and examples made from them.

export function el(name, attributes, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children.filter((child) => child !== "" && child != null));
  return node;
}

// The little Markdown that comments use: paragraphs, lists, **strong** and `code`. Everything else stays text.
export function prose(text) {
  const box = el("div", {});
  for (const block of (text ?? "").split(/\n\n+/).filter(Boolean)) {
    const lines = block.split("\n");
    const first = lines.findIndex((line) => line.startsWith("- "));
    const sentences = first < 0 ? lines : lines.slice(0, first);
    if (sentences.length) box.append(el("p", {}, ...inline(sentences.join(" "))));
    if (first >= 0) box.append(el("ul", {}, ...lines.slice(first).map((line) => el("li", {}, ...inline(line.replace(/^- /, ""))))));
  }
  return box;
}

function inline(text) {
  return text.split(/(\*\*[^*]+\*\*|`[^`]+`)/).map((part) => {
    if (part.startsWith("**")) return el("strong", {}, part.slice(2, -2));
    if (part.startsWith("`")) return el("code", {}, part.slice(1, -1));
    return part;
  });
}

export function resolve(api, thing) {
  if (!thing?.$ref) return thing;
  const found = thing.$ref.slice(2).split("/").reduce((node, key) => node[key], api);
  return { ...found, ...Object.fromEntries(Object.entries(thing).filter(([key]) => key !== "$ref")) };
}

// Output-only fields are left out of requests, input-only ones out of replies.
function visible(schema, side) {
  return side === "request" ? !schema.readOnly : !schema.writeOnly;
}

export function fieldsOf(api, schema, side) {
  const object = resolve(api, schema);
  if (!object?.properties) return null;
  const rows = Object.entries(object.properties)
    .filter(([, field]) => visible(field, side))
    .map(([name, field]) => fieldRow(api, name, field, (object.required ?? []).includes(name) && side === "request", side));
  return el("div", { class: "fields" }, ...rows);
}

function fieldRow(api, name, field, required, side) {
  const item = itemOf(api, field);
  const row = el(
    "div",
    { class: "field" },
    el(
      "div",
      { class: "name" },
      el("code", {}, name),
      required ? el("span", { class: "chip must" }, "required") : "",
      el("span", { class: "dim" }, typeName(api, field)),
    ),
    prose(field.description ?? (item.enum ? item.description : "")),
  );
  if (item.enum) row.append(el("p", { class: "mono dim" }, choices(item).join(" · ")));
  if (item.properties) row.append(below(api, item, side));
  return row;
}

// Opened only when asked for: a resource may contain itself.
function below(api, item, side) {
  const details = el("details", {}, el("summary", {}, "fields"));
  details.addEventListener("toggle", () => details.children.length > 1 || details.append(fieldsOf(api, item, side)));
  return details;
}

function itemOf(api, field) {
  const schema = resolve(api, field);
  return resolve(api, schema.items ?? (typeof schema.additionalProperties === "object" ? schema.additionalProperties : schema));
}

// What a person would choose from: UNSPECIFIED stands for no choice.
export function choices(schema) {
  return schema.enum.filter((value) => !value.endsWith("_UNSPECIFIED"));
}

export function typeName(api, field) {
  const schema = resolve(api, field);
  if (schema.type === "array") return `list of ${typeName(api, schema.items)}`;
  if (typeof schema.additionalProperties === "object") return `map of ${typeName(api, schema.additionalProperties)}`;
  if (field.$ref) return field.$ref.split(".").pop().replace(/(Input|Patch)$/, "");
  return schema["x-format"] ?? schema.format ?? schema.type ?? "";
}

// What one might send: required fields first and alone where there are any, to be completed by hand.
export function example(api, schema, depth = 0) {
  const object = resolve(api, schema) ?? {};
  if (object.examples?.length) return object.examples[0];
  if (object.enum) return choices(object)[0];
  if (object.type === "array") return depth > 2 ? [] : [example(api, object.items, depth + 1)];
  if (object.properties) return exampleObject(api, object, depth);
  if (object.type === "object") return {};
  return EXAMPLES[object["x-format"] ?? object.format] ?? EXAMPLES[object.type] ?? "";
}

function exampleObject(api, object, depth) {
  const names = object.required?.length ? object.required : depth > 0 ? [] : Object.keys(object.properties).slice(0, 4);
  const given = names.map((name) => [name, object.properties[name]]).filter(([, field]) => field && visible(field, "request"));
  return Object.fromEntries(given.map(([name, field]) => [name, example(api, field, depth + 1)]));
}

const EXAMPLES = {
  uuid: "01890a5d-ac96-774b-bcce-b302099a8057",
  date: "2025-12-01",
  "date-time": "2025-12-01T01:30:00Z",
  string: "",
  integer: 1,
  number: 1,
  boolean: false,
};
