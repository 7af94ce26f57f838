import type { RecordField } from "../ui/grid/types";
import { AccountPicker } from "./AccountPicker";
import { accountName } from "./accounts";

/** Narrows a list to customers: `accountField("customer_id", t("field.customer"))`. */
export function accountField(id: string, name: string): RecordField {
  return { id, name, kind: "record", nameQuery: accountName, Picker: AccountPicker };
}
