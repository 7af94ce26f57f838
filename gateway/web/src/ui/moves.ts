/** Cards that are on their way to another lane, by their ids. */
export type Moves = ReadonlyMap<string, string>;

interface Lane<Card> {
  id: string;
  cards: readonly Card[] | undefined;
}

/** The lanes as they will be: what is on its way stands at the top of where it goes. */
export function settled<Card, L extends Lane<Card>>(
  lanes: readonly L[],
  moves: Moves,
  idOf: (card: Card) => string,
): readonly L[] {
  if (moves.size === 0) return lanes;
  const moving = lanes.flatMap((lane) => (lane.cards ?? []).filter((card) => moves.has(idOf(card))));
  return lanes.map((lane) => {
    if (!lane.cards) return lane;
    const stay = lane.cards.filter((card) => (moves.get(idOf(card)) ?? lane.id) === lane.id);
    const come = moving.filter((card) => moves.get(idOf(card)) === lane.id && !stay.includes(card));
    return { ...lane, cards: [...come, ...stay] };
  });
}
