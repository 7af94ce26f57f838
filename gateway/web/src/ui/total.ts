/** How many rows a list has, as far as they were counted. */
export interface Total {
  count: number;
  more: boolean;
}

/** "1,234", "10,000+". */
export function totalText({ count, more }: Total, language: string): string {
  return `${count.toLocaleString(language)}${more ? "+" : ""}`;
}
