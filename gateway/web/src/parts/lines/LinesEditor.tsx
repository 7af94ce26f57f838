import { useTranslation } from "react-i18next";
import { Button, IconButton } from "../../ui/Button";
import { ComboBox } from "../../ui/choices";
import { TextField } from "../../ui/fields";
import { Icon } from "../../ui/Icon";
import { MoneyField } from "../../ui/MoneyField";
import { useProducts } from "./products";
import "./lines.css";

export interface LineDraft {
  key: number;
  code: string;
  productId: string;
  description: string;
  unit: string;
  quantity: string;
  unitPrice: string;
  taxRate: string;
  taxCode: string;
}

let keys = 0;

export function blankLine(): LineDraft {
  keys += 1;
  return {
    key: keys,
    code: "",
    productId: "",
    description: "",
    unit: "",
    quantity: "1",
    unitPrice: "",
    taxRate: "",
    taxCode: "",
  };
}

export function draftOfLine({
  code,
  productId,
  description,
  unit,
  quantity,
  unitPrice,
  taxRate,
  taxCode,
}: Omit<LineDraft, "key">): LineDraft {
  return { ...blankLine(), code, productId, description, unit, quantity, unitPrice, taxRate, taxCode };
}

/** Lines that nothing was typed into are none. */
export function linesOf(drafts: readonly LineDraft[]) {
  return drafts
    .filter(({ productId, description, unitPrice }) => productId || description || unitPrice)
    .map(({ key: _, ...line }) => ({ ...line, quantity: line.quantity || "1" }));
}

const NUMBER = /^\d{1,18}(\.\d{1,10})?$/;

interface LinesEditorProps {
  lines: readonly LineDraft[];
  currencyCode: string;
  onChange: (lines: LineDraft[]) => void;
}

/** What is sold, line by line: of the product list, or described. */
export function LinesEditor({ lines, currencyCode, onChange }: LinesEditorProps) {
  const { t } = useTranslation("contracts");
  const products = useProducts();
  const inUse = new Set(lines.map(({ productId }) => productId));
  const options = products
    ?.filter(({ id, archiveTime }) => !archiveTime || inUse.has(id))
    .map(({ id, name, code }) => ({ id, name, note: code }));
  const nameOf = ({ productId, description }: LineDraft): string =>
    options?.find(({ id }) => id === productId)?.name ?? description;
  const set = (key: number, to: Partial<LineDraft>): void =>
    onChange(lines.map((line) => (line.key === key ? { ...line, ...to } : line)));
  const choose = (line: LineDraft, productId: string): void => {
    const product = products?.find(({ id }) => id === productId);
    const price = product?.currency === currencyCode && !line.unitPrice ? { unitPrice: product.listPrice } : {};
    const { unit, taxRate } = product ?? line;
    set(line.key, { productId, description: "", unit, taxRate, ...price });
  };
  /** What is not on the list is described. */
  const write = (line: LineDraft, text: string): void => {
    const named = options?.find(({ name }) => name === text);
    if (!named) set(line.key, { productId: "", description: text });
    else if (named.name !== nameOf(line)) choose(line, named.id);
  };
  const number = (value: string): string | null => (!value || NUMBER.test(value) ? null : t("lines.noNumber"));
  if (!options) return null;
  return (
    <fieldset className="contract-lines-editor" aria-label={t("lines.title")}>
      {lines.map((line, at) => (
        <div key={line.key} className="contract-line-form">
          <ComboBox
            label={t("lines.product")}
            options={options}
            allowsCustomValue
            defaultSelectedKey={line.productId || null}
            defaultInputValue={nameOf(line)}
            onSelectionChange={(key) => key !== null && choose(line, String(key))}
            onInputChange={(text) => write(line, text)}
            isRequired
          />
          <TextField
            label={t("lines.quantity")}
            value={line.quantity}
            onChange={(quantity) => set(line.key, { quantity: quantity.trim() })}
            inputMode="decimal"
            validate={number}
          />
          <MoneyField
            label={t("lines.price")}
            currencyCode={currencyCode}
            value={line.unitPrice}
            onChange={(money) => set(line.key, { unitPrice: money?.amount ?? "" })}
            isRequired
          />
          <TextField
            label={t("lines.tax")}
            value={line.taxRate}
            onChange={(taxRate) => set(line.key, { taxRate: taxRate.trim() })}
            inputMode="decimal"
            validate={number}
          />
          <IconButton
            aria-label={t("lines.remove", { line: at + 1 })}
            onPress={() => onChange(lines.filter(({ key }) => key !== line.key))}
          >
            <Icon name="close" />
          </IconButton>
        </div>
      ))}
      <div className="contract-lines-more">
        <Button kind="plain" onPress={() => onChange([...lines, blankLine()])}>
          <Icon name="plus" />
          {t("lines.add")}
        </Button>
        <span className="contract-lines-hint">{t("lines.free")}</span>
      </div>
    </fieldset>
  );
}
