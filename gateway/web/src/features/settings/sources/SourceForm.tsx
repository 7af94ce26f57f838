import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ifMatch, reply } from "../../../api/client";
import { useSession } from "../../../app/session";
import type { EnumValue } from "../../../i18n/words";
import { ComboBox, Select } from "../../../ui/choices";
import { TextField } from "../../../ui/fields";
import type { Values } from "../../../ui/formValues";
import { usePeople } from "../../../ui/people";
import { useOptions } from "../../../ui/useOptions";
import { ArchiveButton } from "../frame/ArchiveButton";
import { listOf, typedOf } from "../frame/list";
import { SaveForm } from "../frame/SaveForm";
import { IncentiveFields, incentiveOf } from "./IncentiveFields";
import type { Source, SourceInput } from "./queries";

type Kind = EnumValue<"SourceKind">;

export function SourceForm({ of: source, close }: { of: Source | undefined; close: () => void }) {
  const { t } = useTranslation("settings");
  const { may } = useSession();
  const { options: people } = usePeople();
  const [kind, setKind] = useState<Kind>(source?.kind ?? "SOURCE_KIND_WEBSITE");
  const isReferral = kind === "SOURCE_KIND_REFERRAL";

  const save = (values: Values): Promise<Source> => {
    const body: SourceInput = {
      name: values.name?.trim() ?? "",
      kind,
      responsibleId: values.responsibleId ?? "",
      utmSources: listOf(values.utmSources),
      referrerHosts: listOf(values.referrerHosts),
      note: values.note?.trim() ?? "",
      ...((isReferral || source?.incentive) && { incentive: incentiveOf(isReferral ? values : {}) }),
    };
    return source
      ? reply(
          api.PATCH("/v1/sources/{source_id}", {
            params: { path: { source_id: source.id }, header: ifMatch(source) },
            body,
          }),
        )
      : reply(api.POST("/v1/sources", { body }));
  };
  return (
    <SaveForm
      save={save}
      close={close}
      aside={source && may("source.archive") && <Archive of={source} close={close} />}
    >
      <TextField
        name="name"
        label={t("people.name")}
        defaultValue={source?.name ?? ""}
        maxLength={200}
        isRequired
        autoFocus
      />
      <Select
        name="kind"
        label={t("sources.kind")}
        options={useOptions("SourceKind")}
        selectedKey={kind}
        onSelectionChange={(key) => setKind(key as Kind)}
      />
      <ComboBox
        name="responsibleId"
        label={t("sources.responsible")}
        hint={t("sources.responsibleHint")}
        options={people}
        defaultSelectedKey={source?.responsibleId || null}
      />
      <TextField
        name="utmSources"
        label={t("sources.utm")}
        hint={t("sources.utmHint")}
        defaultValue={typedOf(source?.utmSources)}
      />
      <TextField
        name="referrerHosts"
        label={t("sources.hosts")}
        hint={t("sources.hostsHint")}
        defaultValue={typedOf(source?.referrerHosts)}
      />
      {isReferral && <IncentiveFields of={source?.incentive} />}
      <TextField name="note" label={t("transfers.note")} defaultValue={source?.note ?? ""} lines={3} maxLength={2000} />
    </SaveForm>
  );
}

function Archive({ of: source, close }: { of: Source; close: () => void }) {
  const params = { path: { source_id: source.id } };
  return (
    <ArchiveButton
      of={source}
      archive={() => reply(api.POST("/v1/sources/{source_id}:archive", { params, body: {} }))}
      restore={() => reply(api.POST("/v1/sources/{source_id}:restore", { params, body: {} }))}
      then={close}
    />
  );
}
