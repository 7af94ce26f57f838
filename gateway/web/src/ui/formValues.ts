/** What a form holds: each field's text under its name. A box that is ticked is "on", one that is not is not there. */
export type Values = Readonly<Record<string, string>>;

export function valuesOf(form: HTMLFormElement): Values {
  const values: Record<string, string> = {};
  for (const [name, value] of new FormData(form)) if (typeof value === "string") values[name] = value;
  return values;
}

/** The same for the same content, whatever the order in which fields came. */
export function fingerprintOf(form: HTMLFormElement): string {
  const entries = [...new FormData(form)].map(
    ([name, value]) => `${name}=${typeof value === "string" ? value : value.name}`,
  );
  return entries.sort().join("\n");
}

/** What the server says of fields that this form does not show, so that it is said at least above the form. */
export function unplaced(faults: Values, form: HTMLFormElement | null): string[] {
  const names = new Set(form ? Array.from(form.elements, (element) => element.getAttribute("name")) : []);
  return Object.entries(faults).flatMap(([name, fault]) => (names.has(name) ? [] : [fault]));
}
