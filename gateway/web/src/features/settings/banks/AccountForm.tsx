import { useTranslation } from "react-i18next";
import { api, ifMatch, reply } from "../../../api/client";
import { useSession } from "../../../app/session";
import type { BankAccount, LegalEntity } from "../../../parts/legalEntities";
import { Select } from "../../../ui/choices";
import { TextField } from "../../../ui/fields";
import type { Values } from "../../../ui/formValues";
import { useCurrencies } from "../../../ui/useCurrencies";
import { ArchiveButton } from "../frame/ArchiveButton";
import { SaveForm } from "../frame/SaveForm";
import type { Opened } from "./accounts";

/** What an account is called; of a new one also its number and currency, which never change. */
export function AccountForm({ of: { entity, account }, close }: { of: Opened; close: () => void }) {
  const { t } = useTranslation("settings");
  const { may } = useSession();
  const currencies = useCurrencies();
  const save = (values: Values): Promise<LegalEntity> => {
    const names = { bankName: values.bankName?.trim() ?? "", accountName: values.accountName?.trim() ?? "" };
    const path = { legal_entity_id: entity.id };
    if (account) {
      const params = { path: { ...path, bank_account_id: account.id }, header: ifMatch(entity) };
      return reply(
        api.PATCH("/v1/legalEntities/{legal_entity_id}/bankAccounts/{bank_account_id}", { params, body: names }),
      );
    }
    const body = {
      ...names,
      accountNumber: values.accountNumber?.trim() ?? "",
      currencyCode: values.currencyCode || entity.functionalCurrency,
    };
    return reply(api.POST("/v1/legalEntities/{legal_entity_id}/bankAccounts", { params: { path }, body }));
  };
  return (
    <SaveForm
      save={save}
      close={close}
      aside={account && may("bank_account.archive") && <Archive of={account} in={entity} close={close} />}
    >
      <TextField
        name="bankName"
        label={t("banks.bank")}
        hint={t("banks.bankHint")}
        defaultValue={account?.bankName ?? ""}
        maxLength={200}
        isRequired
        autoFocus
      />
      {!account && (
        <>
          <TextField
            name="accountNumber"
            label={t("banks.number")}
            hint={t("banks.numberHint")}
            maxLength={40}
            inputMode="numeric"
            isRequired
          />
          <Select
            name="currencyCode"
            label={t("banks.currency")}
            options={currencies}
            defaultSelectedKey={entity.functionalCurrency}
          />
        </>
      )}
      <TextField
        name="accountName"
        label={t("banks.holder")}
        hint={t("banks.holderHint", { name: entity.name })}
        defaultValue={account?.accountName ?? ""}
        maxLength={200}
      />
    </SaveForm>
  );
}

function Archive({ of: account, in: entity, close }: { of: BankAccount; in: LegalEntity; close: () => void }) {
  const at = { params: { path: { legal_entity_id: entity.id, bank_account_id: account.id } }, body: {} };
  return (
    <ArchiveButton
      of={{ name: account.bankName, ...(account.archiveTime && { archiveTime: account.archiveTime }) }}
      archive={() => reply(api.POST("/v1/legalEntities/{legal_entity_id}/bankAccounts/{bank_account_id}:archive", at))}
      restore={() => reply(api.POST("/v1/legalEntities/{legal_entity_id}/bankAccounts/{bank_account_id}:restore", at))}
      then={close}
    />
  );
}
