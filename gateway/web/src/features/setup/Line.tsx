import { useTranslation } from "react-i18next";
import { type Option, Select } from "../../ui/choices";
import { TextField } from "../../ui/fields";

export interface LineProps {
  line: number;
  roles: readonly Option[];
  /** The role that most people have. */
  usual: string;
  error?: string | undefined;
  /** What was wrong is being mended. */
  mend: () => void;
}

export function Line({ line, roles, usual, error, mend }: LineProps) {
  const { t } = useTranslation("setup");
  return (
    <div className="setup-line">
      <TextField name={`name.${line}`} label={t("people.name")} maxLength={200} autoComplete="off" onChange={mend} />
      <TextField
        name={`email.${line}`}
        type="email"
        label={t("people.email")}
        error={error}
        autoComplete="off"
        onChange={mend}
      />
      <Select
        name={`role.${line}`}
        label={t("people.role")}
        options={roles}
        defaultSelectedKey={usual}
        onSelectionChange={mend}
      />
    </div>
  );
}
