import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLegalEntities } from "../../../parts/legalEntities";
import { Form } from "../../../ui/Form";
import { TextField } from "../../../ui/fields";
import { Dialog } from "../../../ui/overlays";
import { listOf, typedOf } from "../frame/list";
import { Ticks } from "../frame/Ticks";
import { type Limits, NONE } from "./limits";

export interface LimitsDialogProps {
  /** Of which permission, or of all that speak of records. */
  title: string;
  /** What holds now; undefined where several differ, which this makes one. */
  of: Limits | undefined;
  isOpen: boolean;
  close: () => void;
  /** Saved with the permissions. */
  take: (limits: Limits) => void;
}

/** Which part of the company's records a permission is for: each line limits further, an empty one does not. */
export function LimitsDialog({ title, of, isOpen, close, take }: LimitsDialogProps) {
  return (
    <Dialog title={title} isOpen={isOpen} onOpenChange={(to) => !to && close()}>
      {(leave) => <Editor of={of} close={leave} take={take} />}
    </Dialog>
  );
}

function Editor({ of, close, take }: Pick<LimitsDialogProps, "of" | "close" | "take">) {
  const { t } = useTranslation("settings");
  const { options } = useLegalEntities();
  const [entities, setEntities] = useState(of?.legalEntityIds ?? []);
  const now = of ?? NONE;
  return (
    <Form
      submit={t("roles.limits.take")}
      onCancel={close}
      onSubmit={({ businessUnits, productLines, regions }) => {
        take({
          legalEntityIds: entities,
          businessUnits: listOf(businessUnits),
          productLines: listOf(productLines),
          regions: listOf(regions),
        });
        close();
      }}
    >
      <p className="settings-note">{t(of ? "roles.limits.text" : "roles.limits.differ")}</p>
      <Ticks
        name="legalEntityIds"
        label={t("roles.limits.entity")}
        options={options}
        chosen={entities}
        onChange={setEntities}
      />
      <TextField
        name="businessUnits"
        label={t("roles.limits.unit")}
        hint={t("roles.limits.several")}
        defaultValue={typedOf(now.businessUnits)}
      />
      <TextField name="productLines" label={t("roles.limits.line")} defaultValue={typedOf(now.productLines)} />
      <TextField name="regions" label={t("roles.limits.region")} defaultValue={typedOf(now.regions)} />
    </Form>
  );
}
