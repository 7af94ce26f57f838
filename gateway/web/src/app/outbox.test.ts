import { beforeEach, expect, test, vi } from "vitest";
import { Problem } from "../api/problem";
import { type Interaction, type Kept, Outbox } from "./outbox";
import type { Store } from "./outboxStore";

const gone = Problem.unreachable(new TypeError("gone"));
const note = (text: string) => ({ subjectType: "account", subjectId: "1", text }) as Kept["body"];

let kept: Map<string, Kept>;
let store: Store<Kept>;
const send = vi.fn<(kept: Kept) => Promise<Interaction>>();

beforeEach(() => {
  vi.useFakeTimers({ now: new Date("2026-11-23T01:00:00Z") });
  kept = new Map();
  store = {
    all: async () => [...kept.values()],
    put: async (value) => void kept.set(value.key, value),
    remove: async (key) => void kept.delete(key),
  };
  send.mockReset();
});

test("what cannot be sent is kept with its key and its time, and sent once", async () => {
  const outbox = new Outbox("me", store, send);
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
  const outbox = new Outbox("me", store, send);
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
  const outbox = new Outbox("me", store, send);
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
  const outbox = new Outbox("me", store, send);
  send.mockRejectedValue(new Problem(400, "TEXT_MISSING", "No text."));
  await expect(outbox.log(note(""))).rejects.toMatchObject({ reason: "TEXT_MISSING" });
  expect(kept.size).toBe(0);
});

test("nobody sends what somebody else wrote on this device", async () => {
  const mine = new Outbox("me", store, send);
  send.mockRejectedValueOnce(gone);
  await mine.log(note("mine"));
  send.mockClear();
  const other = new Outbox("other", store, send);
  await other.flush();
  expect(other.kept).toEqual([]);
  expect(send).not.toHaveBeenCalled();
});
