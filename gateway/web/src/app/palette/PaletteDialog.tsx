import { type KeyboardEvent, useState } from "react";
import { Dialog } from "react-aria-components/Dialog";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../ui/Button";
import { Icon } from "../../ui/Icon";
import { Skeleton } from "../../ui/shown";
import { isEnter, stepOf } from "../keys";
import { stepped } from "./finding";
import { Line } from "./Line";
import { useChoices } from "./useChoices";
import "../../ui/overlays.css";
import "./palette.css";

export function PaletteDialog({ close }: { close: () => void }) {
  const { t } = useTranslation();
  return (
    <ModalOverlay className="veil palette-veil" isDismissable isOpen onOpenChange={close}>
      <Modal className="modal palette">
        <Dialog className="palette-dialog" aria-label={t("palette.title")}>
          <Search close={close} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Search({ close }: { close: () => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const { groups, isSearching, go } = useChoices(typed, close);
  const choices = groups.flatMap((group) => group.choices);
  const here = Math.min(at, Math.max(0, choices.length - 1));

  const onKey = (event: KeyboardEvent): void => {
    const by = stepOf(event.nativeEvent);
    const chosen = choices[here];
    if (by) {
      event.preventDefault();
      setAt(stepped(here, by, choices.length));
    } else if (isEnter(event.nativeEvent) && chosen) {
      event.preventDefault();
      void go(chosen);
    }
  };
  return (
    <>
      <div className="palette-field">
        <Icon name="search" size={18} />
        <input
          role="combobox"
          aria-label={t("palette.title")}
          aria-expanded="true"
          aria-controls="palette-list"
          aria-autocomplete="list"
          aria-activedescendant={choices[here] ? `palette-${here}` : undefined}
          placeholder={t("palette.placeholder")}
          value={typed}
          maxLength={100}
          autoComplete="off"
          spellCheck="false"
          // biome-ignore lint/a11y/noAutofocus: the palette is opened in order to type
          autoFocus
          onChange={(event) => {
            setTyped(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKey}
        />
        <IconButton aria-label={t("close")} onPress={close}>
          <Icon name="close" />
        </IconButton>
      </div>
      <div id="palette-list" role="listbox" aria-label={t("palette.title")} className="palette-list">
        {groups.map(({ name, choices: own }) => (
          // biome-ignore lint/a11y/useSemanticElements: a group of options in a list box
          <div key={name} role="group" aria-label={name}>
            <div className="palette-group">{name}</div>
            {own.map((choice) => {
              const index = choices.indexOf(choice);
              return (
                <Line key={choice.id} choice={choice} index={index} isHere={index === here} point={setAt} go={go} />
              );
            })}
          </div>
        ))}
        {isSearching && <Skeleton lines={2} />}
        {!isSearching && choices.length === 0 && <p className="palette-empty">{t("palette.empty")}</p>}
      </div>
    </>
  );
}
