import { TextField, type TextFieldProps } from "../ui/fields";
import { InPlace, type InPlaceProps } from "./InPlace";

export interface InPlaceTextProps
  extends Omit<InPlaceProps, "children" | "field" | "onSave">,
    Pick<TextFieldProps, "lines" | "maxLength" | "isRequired" | "hint"> {
  /** As the API calls the field, so that its refusals find it. */
  name: string;
  text: string;
  onSave: (text: string) => Promise<unknown>;
  /** What stands there is not what it is: it is replaced, not changed. */
  isMasked?: boolean;
}

/** A text that is changed where it stands. */
export function InPlaceText(props: InPlaceTextProps) {
  const { name, text, onSave, isMasked = false, lines = 1, maxLength = 200, isRequired = false, hint, ...edit } = props;
  return (
    <InPlace
      {...edit}
      onSave={(values) => onSave(values[name]?.trim() ?? "")}
      field={
        <TextField
          name={name}
          label={edit.label}
          defaultValue={isMasked ? "" : text}
          hint={hint}
          lines={lines}
          maxLength={maxLength}
          isRequired={isRequired}
          autoFocus
        />
      }
    >
      {text && <span className="in-place-value">{text}</span>}
    </InPlace>
  );
}
