import { useId } from "react";
import { FileTrigger } from "react-aria-components/FileTrigger";
import { useTranslation } from "react-i18next";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { ACCEPTED } from "./attaching";
import "./attachments.css";

export interface FileFieldProps {
  label: string;
  value: File | undefined;
  onChange: (file: File | undefined) => void;
  hint?: string;
  isMissing?: boolean;
  /** What may be chosen: ".csv". Whatever can be attached, where nothing is said. */
  accept?: readonly string[];
}

/** One file, chosen from the machine or taken by the camera of a phone. */
export function FileField({ label, value, onChange, hint, isMissing = false, accept = ACCEPTED }: FileFieldProps) {
  const { t } = useTranslation(["parts", "ui"]);
  const id = useId();
  return (
    <div className="field file-field">
      <span className="field-label" id={id}>
        {label}
      </span>
      <FileTrigger acceptedFileTypes={accept} onSelect={(files) => onChange(files?.[0])}>
        <Button aria-describedby={id}>
          <Icon name="upload" />
          <span className="file-field-name">{value?.name ?? t("attachments.choose")}</span>
        </Button>
      </FileTrigger>
      {isMissing ? (
        <span className="field-error" role="alert">
          {t("ui:required")}
        </span>
      ) : (
        <span className="field-hint">{hint ?? t("attachments.kinds")}</span>
      )}
    </div>
  );
}
