import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { type Go, linkOf } from "./Go";
import { Lane } from "./Lane";
import { type Moves, settled } from "./moves";
import { tell } from "./toasts";
import "./board.css";

export interface BoardLane<Card> {
  id: string;
  name: string;
  /** undefined while they are on their way. */
  cards: readonly Card[] | undefined;
  /** How many there are in all: "12", "1,000+". */
  count?: ReactNode;
  /** What they come to, for each currency. */
  sum?: ReactNode;
  /** Reads on; undefined at the end. */
  more?: (() => void) | undefined;
  /** Why nothing can be moved here; it is said instead. */
  closed?: string | undefined;
}

export interface BoardProps<Card> {
  label: string;
  lanes: readonly BoardLane<Card>[];
  cardId: (card: Card) => string;
  cardName: (card: Card) => string;
  render: (card: Card) => ReactNode;
  go?: (card: Card) => Go;
  /** For cards that may not be moved. */
  isFixed?: (card: Card) => boolean;
  /** Why this card may not go there; it is said instead of moving it. */
  refuse?: (card: Card, lane: string) => string | undefined;
  /** Moves it; the card stands in its new place until this ends, and then where the data has it. */
  onMove: (card: Card, to: string, from: string) => Promise<unknown>;
}

/** Cards in lanes. They are moved by mouse, by finger after a long press, by keyboard, or by the menu of the card. */
export function Board<Card>(props: BoardProps<Card>) {
  const { label, lanes, cardId, go, isFixed, refuse, onMove } = props;
  const navigate = useNavigate();
  const [moves, setMoves] = useState<Moves>(new Map());
  const shown = settled(lanes, moves, cardId);
  const all = new Map(
    lanes.flatMap((lane) => (lane.cards ?? []).map((card) => [cardId(card), { card, lane }] as const)),
  );

  const move = async (id: string, to: string): Promise<void> => {
    const found = all.get(id);
    if (!found || isFixed?.(found.card) || found.lane.id === to) return;
    const why = lanes.find((lane) => lane.id === to)?.closed ?? refuse?.(found.card, to);
    if (why) return tell(why);
    setMoves((before) => new Map(before).set(id, to));
    try {
      await onMove(found.card, to, found.lane.id);
    } finally {
      setMoves((before) => new Map([...before].filter(([each]) => each !== id)));
    }
  };
  const open = (id: string): void => {
    const found = all.get(id);
    if (found && go) void navigate(linkOf(go(found.card)) as never);
  };

  return (
    <section className="board" aria-label={label}>
      {shown.map((lane) => (
        <Lane
          key={lane.id}
          {...props}
          lane={lane}
          places={lanes}
          moving={moves}
          onOpen={open}
          onDrop={(id, to) => void move(id, to)}
        />
      ))}
    </section>
  );
}
