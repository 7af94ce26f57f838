import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "../../../ui/Button";
import { ComboBox } from "../../../ui/choices";
import { Form } from "../../../ui/Form";
import { TextField } from "../../../ui/fields";
import type { Values } from "../../../ui/formValues";
import { Icon } from "../../../ui/Icon";
import { MoneyField } from "../../../ui/MoneyField";
import { useProducts } from "../queries";
import type { Deal } from "../types";
import { useDealActs } from "../useDealActs";

interface Row {
  key: number;
  productId: string;
  quantity: string;
  unitPrice: string;
}

const NUMBER = /^\d{1,18}(\.\d{1,10})?$/;

/** All lines of a deal at once: the list takes the place of the one before. */
export function LinesForm({ deal, close }: { deal: Deal; close: () => void }) {
  const { t } = useTranslation("deals");
  const products = useProducts();
  const { change, isPending, problem } = useDealActs(deal, { quiet: true });
  const [rows, setRows] = useState<Row[]>(() =>
    deal.lines.length > 0
      ? deal.lines.map(({ productId, quantity, unitPrice }, key) => ({ key, productId, quantity, unitPrice }))
      : [blank(0)],
  );
  const inUse = new Set(deal.lines.map(({ productId }) => productId));
  const options = products
    ?.filter(({ id, archiveTime }) => !archiveTime || inUse.has(id))
    .map(({ id, name, code }) => ({ id, name, note: code }));
  const set = (key: number, to: Partial<Row>): void =>
    setRows((now) => now.map((row) => (row.key === key ? { ...row, ...to } : row)));
  const choose = (row: Row, productId: string): void => {
    const product = products?.find(({ id }) => id === productId);
    const listed = product?.currency === deal.currency ? product.listPrice : "";
    set(row.key, { productId, ...(!row.unitPrice && listed && { unitPrice: listed }) });
  };
  const save = async (values: Values): Promise<void> => {
    const lines = rows.map((_, at) => ({
      productId: values[`lines.${at}.productId`] ?? "",
      quantity: values[`lines.${at}.quantity`]?.trim() || "1",
      unitPrice: values[`lines.${at}.unitPrice`] ?? "",
    }));
    if (await change({ lines })) close();
  };
  if (!options) return null;
  return (
    <Form isPending={isPending} problem={problem} onCancel={close} onSubmit={(values) => void save(values)}>
      {rows.map((row, at) => (
        <div key={row.key} className="deal-line-form">
          <ComboBox
            name={`lines.${at}.productId`}
            label={t("lines.product")}
            options={options}
            defaultSelectedKey={row.productId || null}
            onSelectionChange={(key) => key !== null && choose(row, String(key))}
            isRequired
          />
          <TextField
            name={`lines.${at}.quantity`}
            label={t("lines.quantity")}
            defaultValue={row.quantity}
            inputMode="decimal"
            validate={(quantity) => (!quantity || NUMBER.test(quantity.trim()) ? null : t("lines.noNumber"))}
          />
          <MoneyField
            name={`lines.${at}.unitPrice`}
            label={t("lines.price")}
            currencyCode={deal.currency}
            value={row.unitPrice}
            onChange={(money) => money && set(row.key, { unitPrice: money.amount })}
          />
          <IconButton
            aria-label={t("lines.remove", { line: at + 1 })}
            onPress={() => setRows((now) => now.filter(({ key }) => key !== row.key))}
          >
            <Icon name="close" />
          </IconButton>
        </div>
      ))}
      <div>
        <Button kind="plain" onPress={() => setRows((now) => [...now, blank((now.at(-1)?.key ?? -1) + 1)])}>
          <Icon name="plus" />
          {t("lines.add")}
        </Button>
      </div>
    </Form>
  );
}

function blank(key: number): Row {
  return { key, productId: "", quantity: "1", unitPrice: "" };
}
