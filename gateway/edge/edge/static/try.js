// A form that sends the request: as the signed-in person by cookie, or with the token typed at the top.
import { choices, el, example, resolve } from "/docs/schema.js";

const token = document.getElementById("token");

export function tryForm(api, operation, parameters, bodyType, bodySchema) {
  const inputs = parameters.map((parameter) => [parameter, inputFor(api, parameter)]);
  const body = bodyInput(api, bodyType, bodySchema);
  const send = el("button", { class: "main", type: "submit" }, "Send");
  const copy = el("button", { type: "button" }, "Copy as curl");
  const answer = el("div", {});
  const form = el(
    "form",
    { class: "try" },
    ...inputs.map(([parameter, input]) => el("label", {}, el("span", {}, el("code", {}, parameter.name), parameter.required ? " *" : ""), input)),
    ...(body ? [el("label", { class: "tall" }, "Body", body)] : []),
    el("div", { class: "row" }, send, copy),
    answer,
  );
  const request = () => requestOf(operation, inputs, bodyType, body);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    send.disabled = true;
    answer.replaceChildren(...(await sent(request())));
    send.disabled = false;
  });
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(curl(request()));
    copy.textContent = "Copied";
    setTimeout(() => (copy.textContent = "Copy as curl"), 1500);
  });
  return form;
}

function inputFor(api, parameter) {
  const schema = resolve(api, parameter.schema);
  const required = parameter.required ? { required: "" } : {};
  if (schema.enum || schema.type === "boolean") {
    const options = ["", ...(schema.enum ? choices(schema) : ["true", "false"])].map((value) => el("option", { value }, value));
    return el("select", required, ...options);
  }
  return el("input", { ...required, placeholder: schema["x-format"] ?? schema.format ?? "", spellcheck: "false" });
}

function bodyInput(api, type, schema) {
  if (!type) return null;
  if (type !== "application/json") return el("input", { type: "file", required: "" });
  const area = el("textarea", { spellcheck: "false" });
  area.value = JSON.stringify(example(api, schema), null, 2);
  return area;
}

function requestOf(operation, inputs, bodyType, body) {
  let path = operation.path;
  const query = new URLSearchParams();
  const headers = {};
  for (const [parameter, input] of inputs) {
    const value = input.value.trim();
    if (parameter.in === "path") path = path.replace(`{${parameter.name}}`, encodeURIComponent(value));
    else if (value && parameter.in === "query") query.append(parameter.name, value);
    else if (value) headers[parameter.name] = value;
  }
  if (token.value.trim()) headers.Authorization = `Bearer ${token.value.trim()}`;
  const file = body?.files?.[0];
  if (body) headers["Content-Type"] = file ? file.type || "application/octet-stream" : "application/json";
  const url = query.size ? `${path}?${query}` : path;
  return { method: operation.verb.toUpperCase(), url, headers, body: file ?? body?.value };
}

async function sent({ method, url, headers, body }) {
  const started = performance.now();
  try {
    const response = await fetch(url, { method, headers, body, credentials: "same-origin" });
    return await shown(response, Math.round(performance.now() - started));
  } catch (error) {
    return [el("p", { class: "chip late" }, `No answer: ${error.message}`)];
  }
}

async function shown(response, milliseconds) {
  const text = await response.text();
  const isJson = (response.headers.get("content-type") ?? "").includes("json");
  const told = ["etag", "location", "idempotent-replay", "retry-after", "trace-id"].filter((name) => response.headers.get(name));
  return [
    el(
      "div",
      { class: "row" },
      el("span", { class: `chip ${response.ok ? "good" : "late"}` }, `${response.status} ${response.statusText}`.trim()),
      el("span", { class: "dim" }, `${milliseconds} ms`),
      ...told.map((name) => el("span", { class: "chip" }, `${name}: ${response.headers.get(name)}`)),
    ),
    text ? el("pre", {}, isJson ? JSON.stringify(JSON.parse(text), null, 2) : text.slice(0, 20000)) : "",
  ];
}

function curl({ method, url, headers, body }) {
  const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;
  const parts = [`curl -X ${method} ${quoted(location.origin + url)}`, ...Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`)];
  if (typeof body === "string") parts.push(`-d ${quoted(body)}`);
  else if (body) parts.push(`--data-binary @${quoted(body.name)}`);
  return parts.join(" \\\n  ");
}
