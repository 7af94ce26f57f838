import { useLayoutEffect, useRef } from "react";
import { Button } from "react-aria-components/Button";
import "./stage-steps.css";

export interface StageStep {
  id: string;
  name: string;
  state: "past" | "here" | "ahead";
  /** How long it took, since when. */
  note?: string | undefined;
  /** Longer than it usually takes. */
  isSlow?: boolean;
  /** One sentence more, shown on hover. */
  why?: string | undefined;
}

export interface StageStepsProps {
  label: string;
  steps: readonly StageStep[];
  /** Moves it there; without it they are only shown. */
  onPick?: ((id: string) => void) | undefined;
  /** What pressing a step does: "Move to Negotiation". */
  pickText: (name: string) => string;
}

/** The steps that something goes through, and where it stands. */
export function StageSteps({ label, steps, onPick, pickText }: StageStepsProps) {
  const list = useRef<HTMLOListElement>(null);
  const here = steps.find(({ state }) => state === "here")?.id;
  // On a phone not all of them fit: the one where it stands is in sight.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is looked for anew when it stands elsewhere
  useLayoutEffect(() => {
    const step = list.current?.querySelector<HTMLElement>(".here");
    if (list.current && step)
      list.current.scrollLeft = step.offsetLeft - list.current.offsetLeft - step.offsetWidth / 2;
  }, [here]);
  return (
    <ol ref={list} className="stage-steps" aria-label={label}>
      {steps.map((step) => (
        <li
          key={step.id}
          className={`stage-step ${step.state}`}
          title={step.why}
          {...(step.state === "here" && { "aria-current": "step" as const })}
        >
          {onPick && step.state !== "here" ? (
            <Button className="stage-step-face" aria-label={pickText(step.name)} onPress={() => onPick(step.id)}>
              <Face of={step} />
            </Button>
          ) : (
            <span className="stage-step-face">
              <Face of={step} />
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}

function Face({ of: { name, note, isSlow } }: { of: StageStep }) {
  return (
    <>
      <span className="stage-step-name">{name}</span>
      <span className={isSlow ? "stage-step-note slow" : "stage-step-note"}>{note}</span>
    </>
  );
}
