// @vitest-environment jsdom
import { QueryClient } from "@tanstack/react-query";
import { beforeEach, expect, test, vi } from "vitest";
import { Problem } from "../api/problem";
import { keepMe } from "./kept";
import { shell } from "./roots";
import { type Me, meQuery } from "./session";

const ME = {
  user: { id: "u1", name: "林一", teamId: "", roleIds: [] as string[] },
  tenant: { id: "c1", name: "东海阀门" },
  permissions: [],
  teams: [],
} as unknown as Me;
const gone = Problem.unreachable(new TypeError("gone"));

/** How the frame begins at this address, where the server answers so to the question who the caller is. */
async function begin(answer: () => Promise<Me>): Promise<QueryClient> {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  vi.spyOn(client, "ensureQueryData").mockImplementation(answer as never);
  await shell.options.beforeLoad?.({ context: { client }, location: { href: "/log" } } as never);
  return client;
}

beforeEach(() => localStorage.clear());

test("without a network the frame opens for who was here last", async () => {
  keepMe(ME);
  const client = await begin(() => Promise.reject(gone));
  expect(client.getQueryData(meQuery.queryKey)).toMatchObject({ user: { id: "u1", name: "林一" } });
});

test("without a network and without anybody kept it is said that there is none", async () => {
  await expect(begin(() => Promise.reject(gone))).rejects.toBe(gone);
});

test("whom the server does not know signs in, whoever is kept", async () => {
  keepMe(ME);
  const refused = begin(() => Promise.reject(new Problem(401, "UNAUTHENTICATED", "")));
  await expect(refused).rejects.toMatchObject({ options: { href: "/signin?to=%2Flog" } });
});

test("who has to choose a password does that first", async () => {
  const newcomer = { ...ME, user: { ...ME.user, mustChangePassword: true } } as Me;
  await expect(begin(async () => newcomer)).rejects.toMatchObject({ options: { href: "/signin?to=%2Flog" } });
});
