import { useTranslation } from "react-i18next";
import { IconButton } from "../../ui/Button";
import { Select } from "../../ui/choices";
import { Icon } from "../../ui/Icon";
import { usePeople } from "../../ui/people";

/** Who of us went: one after the other. */
export function Visitors({ ids, onChange }: { ids: readonly string[]; onChange: (ids: string[]) => void }) {
  const { t } = useTranslation("services");
  const { options, nameOf } = usePeople();
  return (
    <div className="visitors">
      <Select
        label={t("field.visitors")}
        options={options.filter(({ id }) => !ids.includes(id))}
        selectedKey={null}
        onSelectionChange={(key) => key !== null && onChange([...ids, String(key)])}
      />
      {ids.length > 0 && (
        <ul>
          {ids.map((id) => (
            <li key={id}>
              {nameOf(id)}
              <IconButton
                aria-label={t("new.removeVisitor", { name: nameOf(id) ?? "" })}
                onPress={() => onChange(ids.filter((each) => each !== id))}
              >
                <Icon name="close" />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
