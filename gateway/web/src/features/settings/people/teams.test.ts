import { expect, test } from "vitest";
import type { Team } from "../../../parts/teams";
import { filterOf, treeOf, withBelow } from "./teams";

const team = (id: string, parentId = ""): Team => ({
  id,
  parentId,
  name: id,
  managerId: "",
  region: "",
  externalRefs: [],
  etag: "1",
});
const TEAMS = [team("east", "all"), team("east-1", "east"), team("all"), team("lost", "gone")];

test("teams stand below the one above them", () => {
  expect(treeOf(TEAMS).map((branch) => [branch.team.id, branch.depth])).toEqual([
    ["all", 0],
    ["east", 1],
    ["east-1", 2],
    ["lost", 0],
  ]);
});

test("a team is shown with all below it", () => {
  expect(withBelow(TEAMS, "east")).toEqual(["east", "east-1"]);
  expect(filterOf(["a", "b"])).toBe('(team_id = "a" OR team_id = "b")');
});
