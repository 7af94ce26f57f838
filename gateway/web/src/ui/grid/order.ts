/** `create_time desc, name` as the API takes it; a list is sorted by its first field, the others decide among equals. */
export type Direction = "ascending" | "descending";

export function directionOf(order: string, field: string): Direction | undefined {
  const [name, direction] = (order.split(",")[0] ?? "").trim().split(/\s+/);
  if (name !== field) return undefined;
  return direction === "desc" ? "descending" : "ascending";
}

/** By this field, the other way round, and then as the list is by itself. */
export function nextOrder(order: string, field: string): string {
  const now = directionOf(order, field);
  if (now === undefined) return field;
  return now === "ascending" ? `${field} desc` : "";
}
