import { keepPreviousData } from "@tanstack/react-query";
import { useDeferredValue, useMemo, useState } from "react";
import { $api } from "../api/client";
import { ComboBox, type Option } from "../ui/choices";
import type { Said } from "../ui/fields";
import { useAccountName } from "./accounts";

export interface AccountPickerProps extends Said {
  name?: string;
  defaultId?: string | undefined;
  onChange?: (id: string | null) => void;
  isRequired?: boolean;
  isDisabled?: boolean;
  autoFocus?: boolean;
}

/** A customer, found by name, pinyin, initials or number among those that the caller may see. */
export function AccountPicker({ defaultId, onChange, autoFocus = false, ...props }: AccountPickerProps) {
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState<Option | null>(null);
  const known = useAccountName(defaultId);
  const search = useDeferredValue(typed === chosen?.name ? "" : typed.trim());
  const { data } = $api.useQuery(
    "get",
    "/v1/accounts",
    { params: { query: { pageSize: 20, ...(search ? { search } : { orderBy: "update_time desc" }) } } },
    { placeholderData: keepPreviousData },
  );
  const found = useMemo<Option[]>(
    () =>
      data?.accounts.map(({ id, name, region, number }) => ({
        id,
        name,
        note: [region, number].filter(Boolean).join(" "),
      })) ?? [],
    [data],
  );
  const first = defaultId && known ? { id: defaultId, name: known } : null;
  const kept = chosen ?? first;
  const options = kept && !found.some(({ id }) => id === kept.id) ? [kept, ...found] : found;

  // It fills itself, once, with the name of the customer that it begins with: until that is there another one stands in its place.
  if (defaultId && known === undefined) return <ComboBox key="awaited" {...props} options={[]} isDisabled />;
  return (
    <ComboBox
      {...props}
      // Focus that comes with the field would empty it of the customer that it begins with.
      autoFocus={autoFocus && !defaultId}
      options={options}
      defaultFilter={() => true}
      defaultSelectedKey={defaultId ?? null}
      onInputChange={setTyped}
      onSelectionChange={(key) => {
        setChosen(options.find(({ id }) => id === key) ?? null);
        onChange?.(key === null ? null : String(key));
      }}
    />
  );
}
