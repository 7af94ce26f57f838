const SHAPES = {
  check: "M5 12.5 10 17.5 19 7",
  close: "M6 6 18 18M18 6 6 18",
  down: "M6 9.5 12 15.5 18 9.5",
  minus: "M6 12H18",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  plus: "M12 5V19M5 12H19",
} as const;

/** A drawing beside words, or inside a button that has a name; it says nothing by itself. */
export function Icon({ name }: { name: keyof typeof SHAPES }) {
  return (
    <svg className="glyph" viewBox="0 0 24 24" width="16" height="16" aria-hidden="true">
      <path d={SHAPES[name]} fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
    </svg>
  );
}
