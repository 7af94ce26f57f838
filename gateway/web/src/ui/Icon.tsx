const SHAPES = {
  archive: "M4 5H20V9H4ZM6 9V19H18V9M10 13H14",
  back: "M15 5 8 12 15 19",
  bell: "M6 16V11A6 6 0 0 1 18 11V16L20 18H4ZM10 21H14",
  board: "M5 5H9V19H5ZM15 5H19V13H15Z",
  building: "M6 20V4H15V20M15 9H19V20M4 20H20M9 8H12M9 12H12M9 16H12",
  calendar: "M5 6H19V20H5ZM5 10H19M9 3V7M15 3V7",
  chart: "M5 20V12M12 20V5M19 20V9",
  chat: "M4 5H20V16H11L7 20V16H4Z",
  check: "M5 12.5 10 17.5 19 7",
  clock: "M12 4A8 8 0 1 0 12 20 8 8 0 1 0 12 4M12 8V12L15 14",
  close: "M6 6 18 18M18 6 6 18",
  columns: "M4 5H20V19H4ZM9.5 5V19M15 5V19",
  contract: "M7 3H14L18 7V21H7ZM14 3V7H18M10 12H15M10 16H15",
  contracts: "M7 3H14L18 7V21H7ZM14 3V7H18M10 12H15M10 16H15",
  copy: "M9 9H20V20H9ZM15 5H5V15",
  customers: "M6 20V4H15V20M15 9H19V20M4 20H20M9 8H12M9 12H12M9 16H12",
  deals: "M5 5H9V19H5ZM15 5H19V13H15Z",
  down: "M6 9.5 12 15.5 18 9.5",
  download: "M12 4V15M7 11 12 16 17 11M5 20H19",
  edit: "M5 19V15.5L15.5 5 19 8.5 8.5 19Z",
  eye: "M3 12C6 7.5 9 6 12 6S18 7.5 21 12C18 16.5 15 18 12 18S6 16.5 3 12ZM12 9.5A2.5 2.5 0 1 0 12 14.5 2.5 2.5 0 1 0 12 9.5",
  file: "M7 3H14L18 7V21H7ZM14 3V7H18",
  filter: "M4 6H20M7 12H17M10 18H14",
  flag: "M6 21V4H18L15 8.5 18 13H6",
  forward: "M9 5 16 12 9 19",
  grip: "M9 6h.01M9 12h.01M9 18h.01M15 6h.01M15 12h.01M15 18h.01",
  home: "M4 11 12 4 20 11V20H14V14H10V20H4Z",
  info: "M12 4A8 8 0 1 0 12 20 8 8 0 1 0 12 4M12 11V16M12 8h.01",
  leads: "M4 5H20L14 12.5V19L10 17V12.5Z",
  link: "M10 14 14 10M8 11 5.5 13.5A3.5 3.5 0 0 0 10.5 18.5L13 16M11 8 13.5 5.5A3.5 3.5 0 0 1 18.5 10.5L16 13",
  list: "M9 6H20M9 12H20M9 18H20M4.5 6h.01M4.5 12h.01M4.5 18h.01",
  lock: "M6 11H18V20H6ZM8.5 11V8A3.5 3.5 0 0 1 15.5 8V11",
  mail: "M4 6H20V18H4ZM4 7 12 13 20 7",
  meeting:
    "M8 8A2.5 2.5 0 1 0 8 13 2.5 2.5 0 1 0 8 8M16 8A2.5 2.5 0 1 0 16 13 2.5 2.5 0 1 0 16 8M3.5 19A4.5 4.5 0 0 1 12 17.5 4.5 4.5 0 0 1 20.5 19",
  menu: "M4 6H20M4 12H20M4 18H20",
  minus: "M6 12H18",
  money: "M12 4A8 8 0 1 0 12 20 8 8 0 1 0 12 4M9 8 12 12 15 8M12 12V16.5M9 13H15",
  moon: "M19 14.5A8 8 0 1 1 9.5 5 6.5 6.5 0 0 0 19 14.5Z",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  next: "M5 12H19M13 6 19 12 13 18",
  out: "M14 5H5V19H14M11 12H20M16.5 8 20.5 12 16.5 16",
  path: "M6 6h.01M6 6H13A4 4 0 0 1 13 14H11A2 2 0 0 0 11 18H18M18 18h.01",
  people:
    "M9 5A3.2 3.2 0 1 0 9 11.4 3.2 3.2 0 1 0 9 5M3 19A6 6 0 0 1 15 19M16 5.5A3 3 0 0 1 16 11M17.5 14A5.5 5.5 0 0 1 21 19",
  person: "M12 4.5A3.5 3.5 0 1 0 12 11.5 3.5 3.5 0 1 0 12 4.5M5 20A7 7 0 0 1 19 20",
  phone:
    "M7 4H10L11.5 8.5 9.5 10A9.5 9.5 0 0 0 14 14.5L15.5 12.5 20 14V17.5A2.5 2.5 0 0 1 17.5 20 13.5 13.5 0 0 1 4 6.5 2.5 2.5 0 0 1 7 4Z",
  pin: "M12 21C8 16.5 6 13.5 6 10.5A6 6 0 0 1 18 10.5C18 13.5 16 16.5 12 21ZM12 8.5V12.5",
  plus: "M12 5V19M5 12H19",
  refresh: "M19 12A7 7 0 1 1 16.5 6.6M17 3V7H13",
  search: "M10.5 5A5.5 5.5 0 1 0 10.5 16 5.5 5.5 0 1 0 10.5 5M14.5 14.5 20 20",
  settings: "M5 7H13M17 7H19M5 17H7M11 17H19M15 5V9M9 15V19",
  share: "M12 15V4M8 8 12 4 16 8M5 12V20H19V12",
  sort: "M8 5V19M4.5 15.5 8 19 11.5 15.5M16 19V5M12.5 8.5 16 5 19.5 8.5",
  star: "M12 4 14.5 9.3 20 10 16 14 17 20 12 17 7 20 8 14 4 10 9.5 9.3Z",
  sun: "M12 8A4 4 0 1 0 12 16 4 4 0 1 0 12 8M12 2.5V5M12 19V21.5M2.5 12H5M19 12H21.5M5.3 5.3 7 7M17 17 18.7 18.7M5.3 18.7 7 17M17 7 18.7 5.3",
  system: "M4 5H20V16H4ZM9 20H15M12 16V20",
  tag: "M4 4H12L20 12 12 20 4 12ZM8.5 8.5h.01",
  today: "M5 6H19V20H5ZM5 10H19M9 3V7M15 3V7M9 15 11.5 17.5 15.5 13",
  undo: "M8 5 4 9 8 13M4 9H14A5 5 0 0 1 14 19H9",
  up: "M6 14.5 12 8.5 18 14.5",
  upload: "M12 16V5M7 9 12 4 17 9M5 20H19",
  visit: "M5 20 9 14 12 17 19 6M19 6H14.5M19 6V10.5",
  warning: "M12 4 21 19.5H3ZM12 10V14M12 17h.01",
} as const;

export type IconName = keyof typeof SHAPES;

/** A drawing beside words, or inside a button that has a name; it says nothing by itself. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg className="glyph" viewBox="0 0 24 24" width={size} height={size} aria-hidden="true">
      <path
        d={SHAPES[name]}
        fill="none"
        stroke="currentColor"
        strokeWidth={name === "more" || name === "grip" ? 3 : 1.8}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
