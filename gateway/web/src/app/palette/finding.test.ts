import { expect, test } from "vitest";
import { grouped, isMeant, stepped } from "./finding";

const result = (type: string, id: string) => ({ type, id, title: id, subtitle: "", number: "" });

test("a page goes by its name, pinyin, initials and its name in the other language", () => {
  const words = "回款路径图 huikuanlujing hklj path";
  for (const typed of ["回款", "路径", "huikuan", "HKLJ", "pa", ""]) expect(isMeant(typed, words), typed).toBe(true);
  for (const typed of ["hetong", "客户"]) expect(isMeant(typed, words), typed).toBe(false);
});

test("records come by their type: customers first, colleagues last, each in the order of the server", () => {
  const groups = grouped([result("user", "1"), result("lead", "2"), result("account", "3"), result("account", "4")]);
  expect([...groups.keys()]).toEqual(["account", "lead", "user"]);
  expect(groups.get("account")?.map(({ id }) => id)).toEqual(["3", "4"]);
});

test("the arrows go around the end", () => {
  expect([stepped(2, 1, 3), stepped(0, -1, 3), stepped(0, 1, 0)]).toEqual([0, 2, 0]);
});
