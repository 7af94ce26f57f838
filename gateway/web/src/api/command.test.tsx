// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { startTexts } from "../i18n";
import * as toasts from "../ui/toasts";
import { api, reply } from "./client";
import { onSignInAgain, useCommand } from "./command";
import { IDEMPOTENCY_KEY } from "./sending";

const sent: Request[] = [];
const answers: Response[] = [];
const refusal = (status: number, reason: string, more = {}) =>
  Response.json(
    { type: "", title: "", status, reason, detail: "No.", traceId: "t1", ...more },
    { status, headers: { "content-type": "application/problem+json" } },
  );
const tell = vi.spyOn(toasts, "tell").mockImplementation(() => {});
const tellFailure = vi.spyOn(toasts, "tellFailure").mockImplementation(() => {});

let client: QueryClient;
const Around = ({ children }: { children: ReactNode }) => (
  <QueryClientProvider client={client}>{children}</QueryClientProvider>
);
const command = () => renderHook(useCommand, { wrapper: Around }).result;
const claim = () => reply(api.POST("/v1/leads/{lead_id}:claim", { params: { path: { lead_id: "1" } }, body: {} }));
const keys = () => sent.map((request) => request.headers.get(IDEMPOTENCY_KEY));

beforeAll(() => startTexts("zh-CN"));
beforeEach(() => {
  client = new QueryClient();
  vi.stubGlobal("fetch", async (request: Request) => {
    sent.push(request);
    return answers.shift() ?? Response.json({});
  });
});
afterEach(() => {
  sent.length = 0;
  answers.length = 0;
  onSignInAgain(async () => false);
  vi.clearAllMocks();
  vi.unstubAllGlobals();
});

test("what was done is said, with undo where there is an inverse, and what it touched is read anew", async () => {
  const key = ["get", "/v1/leads", {}];
  client.setQueryData(key, {});
  const undo = vi.fn(async () => {});
  const result = command();
  await act(() => result.current.run(claim, { done: "认领了", undo }));
  expect(tell).toHaveBeenCalledWith("认领了", expect.any(Function));
  expect(client.getQueryState(key)?.isInvalidated).toBe(true);
  await act(async () => tell.mock.calls[0]?.[1]?.());
  await waitFor(() => expect(tell).toHaveBeenCalledWith("已撤销", undefined));
  expect(undo).toHaveBeenCalledTimes(1);
});

test("a refusal is the form's to show where it asks for that, and a message everywhere else", async () => {
  const result = command();
  answers.push(
    refusal(400, "INVALID", { errors: [{ pointer: "/name", detail: "too long" }] }),
    refusal(409, "CONFLICT"),
  );
  await act(() => result.current.run(claim, { quiet: true }));
  expect(result.current.problem?.fields).toEqual({ name: "too long" });
  expect(tellFailure).not.toHaveBeenCalled();
  await act(() => result.current.run(claim));
  expect(tellFailure).toHaveBeenCalledTimes(1);
  expect(result.current.isPending).toBe(false);
});

test("money asks for the password and goes on under the same key", async () => {
  const result = command();
  answers.push(refusal(403, "SIGN_IN_AGAIN"));
  const ask = vi.fn(async () => true);
  onSignInAgain(ask);
  await act(() => result.current.run(claim));
  expect(ask).toHaveBeenCalledTimes(1);
  expect(keys()).toHaveLength(2);
  expect(new Set(keys()).size).toBe(1);
  expect(result.current.problem).toBeUndefined();
});

test("without the password it stays refused", async () => {
  const result = command();
  answers.push(refusal(403, "SIGN_IN_AGAIN"));
  await act(() => result.current.run(claim));
  expect(keys()).toHaveLength(1);
  expect(result.current.problem?.reason).toBe("SIGN_IN_AGAIN");
});

test("each intent has a key of its own, and each write within one", async () => {
  const result = command();
  await act(() => result.current.run(() => Promise.all([claim(), claim()])));
  await act(() => result.current.run(claim));
  expect(new Set(keys()).size).toBe(3);
});

test("who was too slow gets the new state to look at", async () => {
  const key = ["get", "/v1/leads/{lead_id}", { params: { path: { lead_id: "1" } } }];
  client.setQueryData(key, {});
  const result = command();
  answers.push(refusal(412, "STALE_ETAG"));
  await act(() => result.current.run(claim));
  expect(client.getQueryState(key)?.isInvalidated).toBe(true);
});
