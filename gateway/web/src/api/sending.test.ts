import { afterEach, expect, test, vi } from "vitest";
import { ifMatch } from "./client";
import { pages, rows } from "./pages";
import { Problem } from "./problem";
import { IDEMPOTENCY_KEY, send } from "./sending";

const URL = "http://localhost/v1/accounts";
const atOnce = async () => {};

/** The network, one answer after the other; what was sent is kept. */
function answering(...answers: (Response | Error)[]): Request[] {
  const sent: Request[] = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    sent.push(request);
    const answer = answers.shift();
    if (answer instanceof Response) return answer;
    throw answer;
  });
  return sent;
}

afterEach(() => {
  vi.unstubAllGlobals();
});

test("a write that got no answer is sent again under the same key, so that it happens once", async () => {
  const sent = answering(new TypeError("gone"), new Response(null, { status: 503 }), new Response("{}"));
  await send(new Request(URL, { method: "POST", body: "{}" }), atOnce);
  const keys = sent.map((request) => request.headers.get(IDEMPOTENCY_KEY));
  expect(keys).toHaveLength(3);
  expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
  expect(new Set(keys).size).toBe(1);
});

test("reads carry no key, and a key that was given stays", async () => {
  const sent = answering(new Response("{}"), new Response("{}"));
  await send(new Request(URL), atOnce);
  await send(new Request(URL, { method: "POST", headers: { [IDEMPOTENCY_KEY]: "mine" } }), atOnce);
  expect(sent.map((request) => request.headers.get(IDEMPOTENCY_KEY))).toEqual([null, "mine"]);
});

test("a refusal is thrown with its reason, and tells each field what is wrong with it", async () => {
  const said = {
    type: "urn:daozhang:problem:invalid",
    title: "Invalid",
    status: 400,
    detail: "No.",
    reason: "INVALID",
    traceId: "abc",
    errors: [
      { pointer: "/lines/2/unit~1price", detail: "must not be negative" },
      { parameter: "pageToken", detail: "no" },
    ],
  };
  answering(Response.json(said, { status: 400, headers: { "content-type": "application/problem+json" } }));
  const problem = await send(new Request(URL), atOnce).catch((error: unknown) => error as Problem);
  expect(problem).toBeInstanceOf(Problem);
  expect(problem).toMatchObject({ reason: "INVALID", traceId: "abc" });
  expect((problem as Problem).fields).toEqual({ "lines.2.unit/price": "must not be negative" });
});

test("without a network the problem says that there was no answer", async () => {
  answering(new TypeError("1"), new TypeError("2"), new TypeError("3"));
  await expect(send(new Request(URL), atOnce)).rejects.toMatchObject({ reason: "UNREACHABLE", status: 0 });
});

test("an etag is sent in quotes, once", () => {
  expect(ifMatch({ etag: "7" })).toEqual({ "If-Match": '"7"' });
  expect(ifMatch({ etag: '"7"' })).toEqual({ "If-Match": '"7"' });
});

test("a list is read page by page, no further than somebody goes", async () => {
  const asked: string[] = [];
  const read = async (token: string) => {
    asked.push(token);
    return { items: [token], nextPageToken: { "": "b", b: "c", c: "" }[token] ?? "" };
  };
  for await (const page of pages(read)) if (page.items[0] === "b") break;
  expect(asked).toEqual(["", "b"]);
  const found: string[] = [];
  for await (const row of rows(read, (page) => page.items)) found.push(row);
  expect(found).toEqual(["", "b", "c"]);
});
