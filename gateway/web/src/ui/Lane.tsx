import { Button as Grip } from "react-aria-components/Button";
import { GridList, GridListItem } from "react-aria-components/GridList";
import { useDragAndDrop } from "react-aria-components/useDragAndDrop";
import { useTranslation } from "react-i18next";
import type { BoardLane, BoardProps } from "./Board";
import { Button, IconButton } from "./Button";
import { Icon } from "./Icon";
import type { Moves } from "./moves";
import { Menu } from "./overlays";
import { Skeleton } from "./shown";

/** What is dragged is a card of a board, and nothing from elsewhere. */
const CARD = "application/x-board-card";

interface LaneProps<Card> extends BoardProps<Card> {
  lane: BoardLane<Card>;
  places: readonly BoardLane<Card>[];
  moving: Moves;
  onOpen: (id: string) => void;
  onDrop: (id: string, to: string) => void;
}

export function Lane<Card>(props: LaneProps<Card>) {
  const { lane, cardId, cardName, isFixed, moving, onOpen, onDrop } = props;
  const { t } = useTranslation();
  const items = lane.cards?.map((card) => ({ id: cardId(card), card })) ?? [];
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) => [...keys].map((key) => ({ [CARD]: String(key), "text/plain": nameOf(items, key, cardName) })),
    acceptedDragTypes: [CARD],
    getDropOperation: () => "move",
    onRootDrop: async ({ items: dropped }) => {
      for (const item of dropped) if (item.kind === "text") onDrop(await item.getText(CARD), lane.id);
    },
  });
  return (
    <section className={lane.closed ? "lane closed" : "lane"} aria-label={lane.name}>
      <header>
        <h3>{lane.name}</h3>
        <span className="lane-sum">
          {lane.count !== undefined && <span>{lane.count}</span>}
          {lane.sum}
        </span>
      </header>
      {lane.cards === undefined ? (
        <Skeleton lines={4} />
      ) : (
        <GridList
          aria-label={lane.name}
          items={items}
          dependencies={[props]}
          dragAndDropHooks={dragAndDropHooks}
          onAction={(key) => onOpen(String(key))}
          className="lane-cards"
          renderEmptyState={() => <p className="lane-empty">{t("board.empty")}</p>}
        >
          {({ id, card }) => (
            <GridListItem
              id={id}
              textValue={cardName(card)}
              className={moving.has(id) ? "board-card moving" : "board-card"}
            >
              <CardContent {...props} card={card} id={id} isFixed={() => isFixed?.(card) ?? false} />
            </GridListItem>
          )}
        </GridList>
      )}
      {lane.more && (
        <Button kind="plain" onPress={lane.more}>
          {t("board.more")}
        </Button>
      )}
    </section>
  );
}

function CardContent<Card>({
  card,
  id,
  lane,
  places,
  render,
  refuse,
  isFixed,
  onDrop,
}: LaneProps<Card> & { card: Card; id: string; isFixed: () => boolean }) {
  const { t } = useTranslation();
  const others = places.filter((place) => place.id !== lane.id);
  return (
    <>
      <div className="board-card-body">{render(card)}</div>
      {!isFixed() && (
        <div className="board-card-tools">
          <Grip slot="drag" className="board-grip" aria-label={t("board.drag")}>
            <Icon name="grip" />
          </Grip>
          <Menu
            aria-label={t("board.moveTo")}
            trigger={
              <IconButton aria-label={t("board.moveTo")}>
                <Icon name="more" />
              </IconButton>
            }
            acts={others.map((place) => {
              const why = place.closed ?? refuse?.(card, place.id);
              return {
                id: place.id,
                name: t("board.to", { name: place.name }),
                note: why,
                isDisabled: why !== undefined,
                act: () => onDrop(id, place.id),
              };
            })}
          />
        </div>
      )}
    </>
  );
}

function nameOf<Card>(
  items: readonly { id: string; card: Card }[],
  key: unknown,
  name: (card: Card) => string,
): string {
  const found = items.find(({ id }) => id === key);
  return found ? name(found.card) : "";
}
