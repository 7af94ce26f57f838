import { Select } from "../../ui/choices";
import "./report.css";

interface ChoiceProps {
  label: string;
  of: readonly { id: string; name: string }[];
  chosen: string;
  onChoose: (id: string) => void;
}

/** What a report is about, beside its title; it works at once. */
export function Choice({ label, of, chosen, onChoose }: ChoiceProps) {
  return (
    <div className="report-choice">
      <Select label={label} options={of} value={chosen} onChange={(id) => onChoose(String(id))} />
    </div>
  );
}
