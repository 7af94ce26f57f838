import { useEffect } from "react";
import { Button, IconButton } from "../ui/Button";
import { Checkbox, ComboBox, Select, Switch } from "../ui/choices";
import { NumberField, TextField } from "../ui/fields";
import { Icon } from "../ui/Icon";
import { Dialog, Menu, Tooltip } from "../ui/overlays";
import { Avatar, Badge, DateText, EmptyState, Money, Skeleton } from "../ui/shown";
import { Tabs } from "../ui/Tabs";
import { tell, tellFailure } from "../ui/toasts";
import { LONG, Part, useSamples } from "./Part";

/** What everything else is made of. `?open=dialog` and `?open=toast` show what otherwise waits for a click. */
export function Basics({ open }: { open: string | null }) {
  const say = useSamples();
  useEffect(() => {
    if (open !== "toast") return;
    tell(say.saved, () => {});
    tellFailure(say.failed);
  }, [open, say]);
  return (
    <>
      <Part name="Button, IconButton">
        <Button kind="main">{say.call}</Button>
        <Button>{say.log}</Button>
        <Button kind="plain">{say.later}</Button>
        <Button isDisabled>{say.log}</Button>
        <Button kind="main" isDisabled>
          {say.call}
        </Button>
        <Button isPending>{say.log}</Button>
        <IconButton aria-label={say.log}>
          <Icon name="plus" />
        </IconButton>
        <IconButton aria-label={say.log} isDisabled>
          <Icon name="more" />
        </IconButton>
      </Part>
      <Part name="TextField" isGrid>
        <TextField label={say.name} placeholder={say.nameHint} />
        <TextField label={say.name} defaultValue={LONG} isRequired hint={say.hint} />
        <TextField label={say.name} defaultValue="青禾" error={say.error} />
        <TextField label={say.name} defaultValue="青禾" isDisabled />
        <TextField label={say.name} defaultValue="青禾" isReadOnly />
        <TextField label={say.note} lines={3} placeholder={say.noteHint} />
      </Part>
      <Part name="NumberField, Select, ComboBox" isGrid>
        <NumberField label={say.days} defaultValue={30} minValue={0} />
        <NumberField label={say.days} defaultValue={-1} error={say.error} />
        <NumberField label={say.days} defaultValue={30} isDisabled />
        <Select label={say.stage} options={say.stages} />
        <Select label={say.stage} options={say.stages} defaultValue="quote" hint={say.hint} />
        <Select label={say.stage} options={say.stages} error={say.error} />
        <ComboBox label={say.owner} options={say.people} />
        <ComboBox label={say.owner} options={say.people} defaultValue="zhang" />
        <ComboBox label={say.owner} options={say.people} isDisabled />
      </Part>
      <Part name="Checkbox, Switch">
        <Checkbox>{say.only}</Checkbox>
        <Checkbox defaultSelected>{say.only}</Checkbox>
        <Checkbox isIndeterminate>{say.only}</Checkbox>
        <Checkbox isDisabled>{say.only}</Checkbox>
        <Checkbox isInvalid>{say.only}</Checkbox>
        <Switch>{say.remind}</Switch>
        <Switch defaultSelected>{say.remind}</Switch>
        <Switch isDisabled>{say.remind}</Switch>
      </Part>
      <Part name="Dialog, Menu, Tooltip, Toast">
        <Dialog title={say.log} trigger={<Button>{say.log}</Button>} defaultOpen={open === "dialog"}>
          {(close) => (
            <>
              <TextField label={say.note} lines={4} placeholder={say.noteHint} autoFocus />
              <footer>
                <Button kind="plain" onPress={close}>
                  {say.later}
                </Button>
                <Button kind="main" onPress={close}>
                  {say.save}
                </Button>
              </footer>
            </>
          )}
        </Dialog>
        <Menu
          aria-label={say.more}
          trigger={
            <IconButton aria-label={say.more}>
              <Icon name="more" />
            </IconButton>
          }
          acts={[
            { id: "log", name: say.log, hotkey: "L", act: () => tell(say.saved, () => {}) },
            { id: "call", name: say.call, act: () => tell(say.saved) },
            { id: "none", name: say.later, isDisabled: true, act: () => {} },
          ]}
        />
        <Tooltip text={say.hint}>
          <Button kind="plain">{say.why}</Button>
        </Tooltip>
        <Button onPress={() => tell(say.saved, () => tell(say.undone))}>{say.save}</Button>
        <Button onPress={() => tellFailure(say.failed)}>{say.fail}</Button>
      </Part>
      <Part name="Tabs">
        <Tabs
          aria-label={say.stage}
          tabs={[
            { id: "all", name: say.all, count: 9, content: <Skeleton lines={3} /> },
            { id: "money", name: say.money, count: 4, content: say.money },
            { id: "none", name: say.later, isDisabled: true, content: null },
          ]}
        />
      </Part>
      <Part name="Badge, Avatar, Money, DateText">
        <Badge>{say.badges[0]}</Badge>
        <Badge tone="late">{say.badges[1]}</Badge>
        <Badge tone="wrong">{say.fail}</Badge>
        <Badge tone="warn">{say.badges[2]}</Badge>
        <Badge tone="info">{say.badges[3]}</Badge>
        <Badge tone="good">F.S.D.P 84</Badge>
        <Badge tone="on">{say.all} 9</Badge>
        <Avatar name="张伟" />
        <Avatar name="Grace Hopper" />
        <Money of={{ currencyCode: "CNY", amount: "1433333.33" }} />
        <Money of={{ currencyCode: "CNY", amount: "860000.00" }} isLate />
        <Money of={{ currencyCode: "CNY", amount: "2310000" }} precision="short" />
        <Money of={{ currencyCode: "USD", amount: "-12.5" }} />
        <DateText of="2026-11-23" zone="Asia/Shanghai" />
        <DateText of="2026-11-22T23:30:00Z" zone="Asia/Shanghai" />
      </Part>
      <Part name="EmptyState">
        <EmptyState title={say.emptyTitle} action={<Button kind="main">{say.addFirst}</Button>}>
          {say.emptyText}
        </EmptyState>
      </Part>
    </>
  );
}
