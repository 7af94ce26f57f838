import { expect, test } from "vitest";
import { temporaryPassword } from "../../parts/temporaryPassword";
import { invitedOf, sorted } from "./inviting";

const values = {
  "name.0": "李静",
  "email.0": " li@acme.example ",
  "role.0": "r1",
  "name.2": "",
  "email.2": "",
  "role.2": "r1",
};

test("empty lines are nobody", () => {
  expect(invitedOf(values, [0, 2], () => "secret")).toEqual([
    { line: 0, name: "李静", email: "li@acme.example", roleId: "r1", password: "secret" },
  ]);
});

test("a refused line is told by its place on the screen", () => {
  const invited = invitedOf({ ...values, "name.2": "王敏", "email.2": "w" }, [0, 2]);
  const problem = { reason: "EMAIL_INVALID", detail: "No.", pointer: "/user/email" };
  const { created, refused } = sorted(invited, [
    { index: 0, id: "u1" },
    { index: 1, id: "", problem },
  ]);
  expect(created.map(({ name }) => name)).toEqual(["李静"]);
  expect([...refused]).toEqual([[2, problem]]);
});

test("temporary passwords are long enough, and never the same", () => {
  const made = new Set(Array.from({ length: 50 }, temporaryPassword));
  expect(made.size).toBe(50);
  for (const password of made) expect(password).toMatch(/^[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{2}$/);
});
