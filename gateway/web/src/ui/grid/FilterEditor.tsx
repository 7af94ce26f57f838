import type { Clause } from "./filter";
import { Choices, People, Records } from "./filterChoices";
import { Days, Id, Range, Words } from "./filterRanges";
import type { FilterField } from "./types";

export interface FilterEditorProps {
  field: FilterField;
  clauses: readonly Clause[];
  /** At once, with every choice. */
  onChange: (clauses: readonly Clause[]) => void;
  close: () => void;
}

/** What a list shall be filtered by, of one field. */
export function FilterEditor(props: FilterEditorProps) {
  const { field } = props;
  switch (field.kind) {
    case "choice":
      return <Choices {...props} options={field.options} canBeEmpty={field.canBeEmpty} />;
    case "person":
      return <People {...props} />;
    case "record":
      return <Records {...props} field={field} />;
    case "date":
      return <Days {...props} />;
    case "money":
    case "number":
      return <Range {...props} />;
    case "id":
      return <Id {...props} />;
    case "flag":
      return <Choices {...props} options={[]} isFlag />;
    default:
      return <Words {...props} />;
  }
}
