import { expect, test } from "vitest";
import { deviceName } from "./device";
import { inside } from "./inside";

test("after signing in one goes where one wanted to, and nowhere outside", () => {
  expect(inside("/leads?tab=pool")).toBe("/leads?tab=pool");
  for (const to of [undefined, "", "https://evil.example", "//evil.example", "/\\evil.example", "/signin?to=/leads"]) {
    expect(inside(to), to).toBe("/today");
  }
});

test("a device is called by what it is", () => {
  const chrome =
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36";
  const wechat = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) MicroMessenger/8.0.50";
  expect(deviceName(chrome)).toBe("Chrome, Windows");
  expect(deviceName(wechat)).toBe("WeChat, iPhone");
});
