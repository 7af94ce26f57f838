import { beforeEach, expect, test, vi } from "vitest";
import { Problem } from "../api/problem";
import { type Interaction, type Kept, Outbox, type Server } from "./outbox";
import type { Store } from "./outboxStore";

const gone = Problem.unreachable(new TypeError("gone"));
const note = (text: string) => ({ subjectType: "account", subjectId: "1", text }) as Kept["body"];

let kept: Map<string, Kept>;
let store: Store<Kept>;
const send = vi.fn<Server["send"]>();
const complete = vi.fn<Server["complete"]>();
const isCaller = vi.fn<Server["isCaller"]>();
const server: Server = { send, complete, isCaller };

beforeEach(() => {
  vi.useFakeTimers({ now: new Date("2026-11-23T01:00:00Z") });
  kept = new Map();
  store = {
    all: async () => [...kept.values()],
    put: async (value) => void kept.set(value.key, value),
    remove: async (key) => void kept.delete(key),
  };
  send.mockReset();
  complete.mockReset().mockResolvedValue({});
  isCaller.mockReset().mockResolvedValue(true);
});

test("what cannot be sent is kept with its key and its time, and sent once", async () => {
  const outbox = new Outbox("me", store, server);
  send.mockRejectedValueOnce(gone);
  expect(await outbox.log(note("called"))).toEqual({ state: "kept" });
  expect(outbox.kept).toHaveLength(1);
  const [first] = send.mock.calls.map(([each]) => each);

  vi.setSystemTime(new Date("2026-11-23T05:00:00Z"));
  send.mockResolvedValue({} as Interaction);
  await Promise.all([outbox.flush(), outbox.flush()]);
  expect(send).toHaveBeenCalledTimes(2);
  expect(send.mock.calls[1]?.[0]).toEqual(first);
  expect(first?.body.interactionTime).toBe("2026-11-23T01:00:00.000Z");
  expect(outbox.kept).toEqual([]);
});

test("it waits in the order in which it was written, and stops where the network is away again", async () => {
  const outbox = new Outbox("me", store, server);
  send.mockRejectedValue(gone);
  for (const text of ["one", "two"]) {
    await outbox.log(note(text));
    vi.advanceTimersByTime(1000);
  }
  send.mockReset();
  send.mockResolvedValueOnce({} as Interaction).mockRejectedValueOnce(gone);
  await outbox.flush();
  expect(send.mock.calls.map(([{ body }]) => body.text)).toEqual(["one", "two"]);
  expect(outbox.kept.map(({ body }) => body.text)).toEqual(["two"]);
});

test("what the server refuses later stays for its author, and does not hold up the rest", async () => {
  const outbox = new Outbox("me", store, server);
  send.mockRejectedValue(gone);
  await outbox.log(note("one"));
  vi.advanceTimersByTime(1000);
  await outbox.log(note("two"));
  send.mockReset();
  send.mockRejectedValueOnce(new Problem(403, "PERMISSION_DENIED", "No.")).mockResolvedValue({} as Interaction);
  await outbox.flush();
  expect(outbox.kept).toMatchObject([{ body: { text: "one" }, refused: { reason: "PERMISSION_DENIED" } }]);
  await outbox.flush();
  expect(send).toHaveBeenCalledTimes(2);
  const [refused] = outbox.kept;
  if (refused) await outbox.retry(refused);
  expect(outbox.kept).toEqual([]);
});

test("a refusal while somebody waits for it is theirs to see, and nothing is kept", async () => {
  const outbox = new Outbox("me", store, server);
  send.mockRejectedValue(new Problem(400, "TEXT_MISSING", "No text."));
  await expect(outbox.log(note(""))).rejects.toMatchObject({ reason: "TEXT_MISSING" });
  expect(kept.size).toBe(0);
});

test("nobody sends what somebody else wrote on this device", async () => {
  const mine = new Outbox("me", store, server);
  send.mockRejectedValueOnce(gone);
  await mine.log(note("mine"));
  send.mockClear();
  const other = new Outbox("other", store, server);
  await other.flush();
  expect(other.kept).toEqual([]);
  expect(send).not.toHaveBeenCalled();
});

test("nobody sends in the name of whoever signed in on this device meanwhile, or looks with their eyes", async () => {
  const outbox = new Outbox("me", store, server);
  send.mockRejectedValueOnce(gone);
  await outbox.log(note("mine"));
  send.mockClear();
  isCaller.mockResolvedValue(false);
  expect(await outbox.flush()).toBe(false);
  isCaller.mockRejectedValue(gone);
  expect(await outbox.flush()).toBe(false);
  expect(send).not.toHaveBeenCalled();
  expect(outbox.kept).toHaveLength(1);
  isCaller.mockResolvedValue(true);
  send.mockResolvedValue({} as Interaction);
  expect(await outbox.flush()).toBe(true);
  expect(outbox.kept).toEqual([]);
});

test("where nothing waits the server is asked nothing", async () => {
  expect(await new Outbox("me", store, server).flush()).toBe(false);
  expect(isCaller).not.toHaveBeenCalled();
});

test("what is sent at once is done at once, and leaves nothing behind", async () => {
  const outbox = new Outbox("me", store, server);
  send.mockResolvedValue({ id: "i" } as Interaction);
  expect(await outbox.log(note("called"), "todo")).toMatchObject({ state: "sent", interaction: { id: "i" } });
  expect(complete.mock.calls).toMatchObject([[{ id: "todo" }]]);
  expect(kept.size).toBe(0);
});

test("the to-do waits with what was written, and is done once that is sent, under a key of its own", async () => {
  const outbox = new Outbox("me", store, server);
  send.mockRejectedValueOnce(gone);
  expect(await outbox.log(note("called"), "todo")).toEqual({ state: "kept" });
  expect(complete).not.toHaveBeenCalled();
  const [waiting] = outbox.kept;

  // After the app was closed and opened anew.
  const later = new Outbox("me", store, server);
  send.mockResolvedValue({} as Interaction);
  await later.flush();
  expect(complete.mock.calls).toEqual([[waiting?.todo]]);
  expect(waiting?.todo?.key).not.toBe(waiting?.key);
  expect(kept.size).toBe(0);
});

test("closing the app between the two sends what was written once, and the to-do under the same key", async () => {
  const outbox = new Outbox("me", store, server);
  send.mockRejectedValueOnce(gone);
  await outbox.log(note("called"), "todo");
  send.mockClear();
  send.mockResolvedValue({} as Interaction);
  complete.mockRejectedValueOnce(gone);
  await outbox.flush();
  expect(outbox.kept).toMatchObject([{ isSent: true, body: { text: "called" } }]);

  await new Outbox("me", store, server).flush();
  expect(send).toHaveBeenCalledTimes(1);
  expect(complete).toHaveBeenCalledTimes(2);
  expect(complete.mock.calls[1]).toEqual(complete.mock.calls[0]);
  expect(kept.size).toBe(0);
});

test("where the network goes between the two, the writing is done and only the to-do waits", async () => {
  const outbox = new Outbox("me", store, server);
  send.mockResolvedValue({} as Interaction);
  complete.mockImplementationOnce(async () => {
    // It is on the device before it is tried.
    expect([...kept.values()]).toMatchObject([{ isSent: true, todo: { id: "todo" } }]);
    throw gone;
  });
  expect(await outbox.log(note("called"), "todo")).toMatchObject({ state: "sent" });
  expect(outbox.kept).toMatchObject([{ isSent: true }]);
  await outbox.flush();
  expect(send).toHaveBeenCalledTimes(1);
  expect(kept.size).toBe(0);
});

test("a to-do that was done meanwhile is nothing to tell, one that may not be done is", async () => {
  const outbox = new Outbox("me", store, server);
  send.mockResolvedValue({} as Interaction);
  complete.mockRejectedValueOnce(new Problem(400, "TODO_CLOSED", "Closed."));
  await outbox.log(note("one"), "todo");
  expect(kept.size).toBe(0);
  complete.mockRejectedValueOnce(new Problem(403, "PERMISSION_DENIED", "No."));
  await outbox.log(note("two"), "todo");
  expect(outbox.kept).toMatchObject([{ isSent: true, refused: { reason: "PERMISSION_DENIED" } }]);
});

test("where the browser keeps nothing, what is sent is sent", async () => {
  const none = { ...store, put: async () => Promise.reject(new Error("none")), all: async () => [] };
  const outbox = new Outbox("me", none, server);
  send.mockResolvedValue({} as Interaction);
  expect(await outbox.log(note("called"), "todo")).toMatchObject({ state: "sent" });
  expect(complete).toHaveBeenCalledTimes(1);
});
