/** "0.8312" as "83.1%". */
export function percent(rate: string, language: string): string {
  return new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 1 }).format(Number(rate));
}
