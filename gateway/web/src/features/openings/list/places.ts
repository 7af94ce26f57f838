/** "/content/5/due_date" is row 5 and its due date; undefined for what is about the file as a whole. */
export function placeOf(pointer: string): { row: string; column: string } | undefined {
  const [, where, row, column] = pointer.split("/");
  return where === "content" && row && column ? { row, column } : undefined;
}
