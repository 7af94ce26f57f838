import { Problem } from "../../../api/problem";

/** Columns that the server found wrong in what a file means, and not under a header of the file. */
const MEANT: readonly string[] = ["day", "amount"];

/** The refusal of a file with the column called as people do; headers of the file are called so already. */
export function worded(problem: Problem, nameOf: (column: string) => string): Problem {
  const { column = "" } = problem.metadata;
  if (!MEANT.includes(column)) return problem;
  const metadata = { ...problem.metadata, column: nameOf(column) };
  return new Problem(problem.status, problem.reason, problem.message, metadata, problem.faults, problem.traceId);
}
