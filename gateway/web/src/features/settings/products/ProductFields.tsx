import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { Checkbox, Select } from "../../../ui/choices";
import { TextField, type TextFieldProps } from "../../../ui/fields";
import { useCurrencies } from "../../../ui/useCurrencies";
import { typedOf } from "../frame/list";
import type { Product } from "./queries";

export function ProductFields({ of: product }: { of: Product | undefined }) {
  const { t } = useTranslation("settings");
  const { currency } = useSession();
  const currencies = useCurrencies(product?.currency || currency);
  return (
    <>
      <TextField
        name="code"
        label={t("products.code")}
        hint={t("products.codeHint")}
        defaultValue={product?.code ?? ""}
        maxLength={60}
        isRequired
        autoFocus
      />
      <Text name="name" label={t("products.name")} of={product?.name} maxLength={200} isRequired />
      <TextField
        name="listPrice"
        label={t("products.price")}
        defaultValue={product?.listPrice ?? ""}
        inputMode="decimal"
      />
      <Select
        name="currency"
        label={t("products.currency")}
        options={currencies}
        defaultSelectedKey={product?.currency || currency}
      />
      <Text name="unit" label={t("products.unit")} of={product?.unit} maxLength={20} />
      <Text name="taxRate" label={t("products.taxRateIn")} of={product?.taxRate} inputMode="decimal" />
      <div className="whole">
        <Checkbox name="priceIncludesTax" defaultSelected={product?.priceIncludesTax ?? false}>
          {t("products.includesTax")}
        </Checkbox>
      </div>
      <Text name="productLine" label={t("products.line")} of={product?.productLine} maxLength={100} />
      <Text name="businessUnit" label={t("products.businessUnit")} of={product?.businessUnit} maxLength={100} />
      <Text name="series" label={t("products.series")} of={product?.series} maxLength={100} />
      <Text name="category" label={t("products.category")} of={product?.category} maxLength={100} />
      <Text name="taxCode" label={t("products.taxCode")} of={product?.taxCode} maxLength={19} inputMode="numeric" />
      <TextField
        name="aliases"
        label={t("products.aliases")}
        hint={t("products.aliasesHint")}
        defaultValue={typedOf(product?.aliases)}
      />
      <div className="whole">
        <Text
          name="description"
          label={t("products.description")}
          of={product?.description}
          maxLength={2000}
          lines={3}
        />
      </div>
    </>
  );
}

function Text({ of, ...props }: Omit<TextFieldProps, "defaultValue"> & { of: string | undefined }) {
  return <TextField {...props} defaultValue={of ?? ""} />;
}
