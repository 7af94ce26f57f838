import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { listen } from "./live";

class Source extends EventTarget {
  readyState = 1;
  close = vi.fn();
  tell(type: string, data: unknown = {}): void {
    this.dispatchEvent(new MessageEvent(type, { data: JSON.stringify(data) }));
  }
}

const sources: Source[] = [];
const open = () => {
  const source = new Source();
  sources.push(source);
  return source as unknown as EventSource;
};

beforeEach(() => {
  sources.length = 0;
  vi.useFakeTimers();
  vi.stubGlobal("EventSource", { CLOSED: 2 });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("what changed is told, and a reset too", () => {
  const to = { update: vi.fn(), reset: vi.fn() };
  listen(to, open);
  sources[0]?.tell("ready");
  sources[0]?.tell("update", { type: "account", id: "1", version: 2, op: "changed" });
  expect(to.update).toHaveBeenCalledWith({ type: "account", id: "1", version: 2, op: "changed" });
  expect(to.reset).not.toHaveBeenCalled();
  sources[0]?.tell("reset");
  expect(to.reset).toHaveBeenCalledTimes(1);
});

test("a connection that was refused is opened anew, and then everything is read anew", () => {
  const to = { update: vi.fn(), reset: vi.fn() };
  const connection = listen(to, open);
  const [first] = sources;
  if (first) first.readyState = 2;
  first?.tell("error");
  vi.advanceTimersByTime(2000);
  expect(sources).toHaveLength(2);
  sources[1]?.tell("ready");
  expect(to.reset).toHaveBeenCalledTimes(1);
  connection.close();
  expect(sources[1]?.close).toHaveBeenCalled();
});
