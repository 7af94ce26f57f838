/** Making one takes a browser as long as using it a hundred times, and a list needs the same one in every row. */
function kept<Options, Format>(make: (language: string, options: Options) => Format) {
  const made = new Map<string, Format>();
  return (language: string, options: Options): Format => {
    const key = `${language} ${JSON.stringify(options)}`;
    const format = made.get(key) ?? make(language, options);
    made.set(key, format);
    return format;
  };
}

export const dateFormat = kept(
  (language, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(language, options),
);

const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** The same wherever a day is shown. */
export const DAY_PARTS: Intl.DateTimeFormatOptions = { year: "numeric", month: "2-digit", day: "2-digit" };

/** Whether it is a day of the calendar, which has no zone, and no instant. */
export function isDay(text: unknown): text is string {
  return typeof text === "string" && DAY.test(text);
}

export function dayText(day: string, language: string): string {
  return dateFormat(language, { ...DAY_PARTS, timeZone: "UTC" }).format(new Date(day));
}

export const numberFormat = kept(
  (language, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(language, options),
);
