import type { Team } from "../../../parts/teams";

export interface Branch {
  team: Team;
  /** How deep it lies, from 0. */
  depth: number;
}

/** Each team below the one above it. One whose upper team is not among them stands at the top. */
export function treeOf(teams: readonly Team[]): Branch[] {
  const known = new Set(teams.map(({ id }) => id));
  const below = (parentId: string, depth: number): Branch[] =>
    teams
      .filter((team) => (known.has(team.parentId) ? team.parentId : "") === parentId)
      .flatMap((team) => [{ team, depth }, ...below(team.id, depth + 1)]);
  return below("", 0);
}

/** A team and all below it. */
export function withBelow(teams: readonly Team[], id: string): string[] {
  return [id, ...teams.filter(({ parentId }) => parentId === id).flatMap((team) => withBelow(teams, team.id))];
}

/** Whose team is one of these. */
export function filterOf(ids: readonly string[]): string {
  return `(${ids.map((id) => `team_id = "${id}"`).join(" OR ")})`;
}
