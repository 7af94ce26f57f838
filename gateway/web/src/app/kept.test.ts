// @vitest-environment jsdom
import { QueryClient } from "@tanstack/react-query";
import { beforeEach, expect, test } from "vitest";
import { Problem } from "../api/problem";
import { forget } from "./device";
import { beginKept, keepMe, keptMe } from "./kept";
import { type Me, meQuery, sessionOf, type User } from "./session";

const USER: User = {
  id: "u1",
  name: "林一",
  email: "lin@example.com",
  phone: "13700138001",
  teamId: "t1",
  roleIds: ["r1"],
  locale: "zh-CN",
  managerId: "u2",
  state: "USER_STATE_ACTIVE",
  mustChangePassword: false,
  externalRefs: [],
  etag: "7",
};
const ME: Me = {
  user: USER,
  tenant: {
    id: "c1",
    name: "东海阀门",
    code: "donghai",
    functionalCurrency: "CNY",
    timeZone: "Asia/Shanghai",
    locale: "zh-CN",
    sandbox: false,
    clockOffsetSeconds: 0,
    etag: "3",
  },
  permissions: [{ permission: "interaction.create", reach: "REACH_OWN" }],
  teams: [{ id: "t1", name: "华东", parentId: "", managerId: "u2", region: "", externalRefs: [], etag: "1" }],
  sessionId: "s1",
  apiKeyId: "",
  viewerId: "",
};
const gone = Problem.unreachable(new TypeError("gone"));

let client: QueryClient;
beforeEach(() => {
  localStorage.clear();
  client = new QueryClient();
});

test("without a network the app begins as who was here last, with what they may do", () => {
  keepMe(ME);
  const me = beginKept(client, gone);
  if (!me) throw new Error("Nothing was kept.");
  const session = sessionOf(me, "zh-CN");
  expect(session).toMatchObject({
    me: { id: "u1", name: "林一" },
    company: { name: "东海阀门" },
    zone: "Asia/Shanghai",
  });
  expect([session.may("interaction.create"), session.may("receipt.create")]).toEqual([true, false]);
  expect(session.teams).toMatchObject([{ id: "t1", name: "华东" }]);
  // It is asked again: what is kept is old from the beginning.
  expect(client.getQueryState(meQuery.queryKey)).toMatchObject({ data: me, isInvalidated: true });
});

test("neither addresses nor numbers nor the session lie on the device", () => {
  keepMe(ME);
  for (const secret of ["lin@example.com", "13700138001", "s1"]) {
    expect(JSON.stringify(localStorage)).not.toContain(secret);
  }
});

test("whom the server knows no longer, or refuses, does not begin", () => {
  keepMe(ME);
  for (const refusal of [new Problem(401, "UNAUTHENTICATED", ""), new Problem(403, "PERMISSION_DENIED", "")]) {
    expect(beginKept(client, refusal)).toBeUndefined();
  }
  expect(beginKept(client, new Error("a mistake"))).toBeUndefined();
  expect(client.getQueryData(meQuery.queryKey)).toBeUndefined();
  expect(beginKept(client, new Problem(503, "UNAVAILABLE", ""))).toBeDefined();
});

test("nobody is kept who is only looked through, or has to choose a password", () => {
  keepMe({ ...ME, viewEndTime: "2026-11-23T01:00:00Z" });
  keepMe({ ...ME, user: { ...USER, mustChangePassword: true } });
  const { user: _, ...program } = ME;
  keepMe(program);
  expect(keptMe()).toBeUndefined();
});

test("whoever leaves is forgotten, and what cannot be read is nobody", () => {
  keepMe(ME);
  forget();
  expect(beginKept(client, gone)).toBeUndefined();
  localStorage.setItem("kept-me", '{"user": 1}');
  expect(keptMe()).toBeUndefined();
});
