const BETWEEN = /[,，、;；\n]/;

/** Texts that were typed into one field, apart from each other. */
export function listOf(typed: string | undefined): string[] {
  const texts = (typed ?? "").split(BETWEEN).map((text) => text.trim());
  return [...new Set(texts)].filter(Boolean);
}

export function typedOf(list: readonly string[] | undefined): string {
  return (list ?? []).join(", ");
}
