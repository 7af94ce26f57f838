/** What these fields said before: the body that brings it back. A value that was not there is cleared by null, which the types do not know. */
export function before<Patch extends object>(record: object, body: Patch): Patch {
  const known: Readonly<Record<string, unknown>> = { ...record };
  return Object.fromEntries(Object.keys(body).map((field) => [field, known[field] ?? null])) as Patch;
}
