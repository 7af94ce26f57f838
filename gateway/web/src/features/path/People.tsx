import { ToggleButton } from "react-aria-components/ToggleButton";
import { useTranslation } from "react-i18next";
import { isZero } from "../../api/money";
import { Failure } from "../../ui/Failure";
import { Panel } from "../../ui/Panel";
import { Person } from "../../ui/Person";
import { usePeople } from "../../ui/people";
import { Money, Skeleton } from "../../ui/shown";
import { usePeopleOn } from "./queries";
import { isOwed, type Layer, type Step } from "./steps";

export interface PeopleProps {
  step: Step;
  layer: Layer;
  currency: string;
  owner: string | undefined;
  onOwner: (owner: string | undefined) => void;
}

/** In whose hands what stands on the step is, the largest first; one of them narrows the list. */
export function People({ step, layer, currency, owner, onOwner }: PeopleProps) {
  const { t } = useTranslation("path");
  const { nameOf } = usePeople();
  const { data, error, refetch } = usePeopleOn(step, layer, currency);
  return (
    <Panel title={t("people.title")} isFlush>
      {error ? (
        <Failure of={error} retry={() => void refetch()} isSmall />
      ) : !data ? (
        <div className="path-people-wait">
          <Skeleton lines={4} />
        </div>
      ) : (
        <ul className="path-people">
          {data.rows.map(({ group, amount, late, instalments, lateDays }) => (
            <li key={group}>
              <ToggleButton
                className="path-person"
                isSelected={owner === group}
                onChange={(isOn) => onOwner(isOn ? group : undefined)}
              >
                <Person
                  name={nameOf(group)}
                  note={
                    lateDays > 0
                      ? t("people.late", { count: instalments, days: lateDays })
                      : t("count", { count: instalments })
                  }
                />
                {amount && (
                  <Money of={amount} precision="short" isLate={isOwed(step) && late !== undefined && !isZero(late)} />
                )}
              </ToggleButton>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
