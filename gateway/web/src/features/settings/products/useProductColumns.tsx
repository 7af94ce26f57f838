import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Column } from "../../../ui/grid/types";
import { Badge, Money } from "../../../ui/shown";
import type { Product } from "./queries";

export const PRODUCT_FILTERS = ["product_line", "series", "category", "business_unit"] as const;

export function useProductColumns(): Column<Product>[] {
  const { t } = useTranslation("settings");
  return useMemo(
    () => [
      {
        id: "name",
        name: t("products.name"),
        render: ({ name, archiveTime }) => (
          <>
            {name} {archiveTime && <Badge>{t("assignment.archived")}</Badge>}
          </>
        ),
        sort: "name",
        width: 200,
        isFixed: true,
        phone: "title",
      },
      { id: "code", name: t("products.code"), render: ({ code }) => code, sort: "code", width: 110, phone: "sub" },
      {
        id: "productLine",
        name: t("products.line"),
        render: ({ productLine }) => productLine,
        width: 110,
        phone: "sub",
      },
      { id: "series", name: t("products.series"), render: ({ series }) => series, width: 100 },
      { id: "category", name: t("products.category"), render: ({ category }) => category, width: 100, isHidden: true },
      {
        id: "listPrice",
        name: t("products.price"),
        render: (product) => <Price of={product} />,
        width: 130,
        align: "end",
        phone: "end",
      },
      { id: "unit", name: t("products.unit"), render: ({ unit }) => unit, width: 60 },
      {
        id: "taxRate",
        name: t("products.taxRate"),
        render: ({ taxRate }) => taxRate && t("returns.percent", { value: taxRate }),
        width: 70,
        align: "end",
      },
      {
        id: "businessUnit",
        name: t("products.businessUnit"),
        render: ({ businessUnit }) => businessUnit,
        width: 110,
        isHidden: true,
      },
    ],
    [t],
  );
}

export function Price({ of: { listPrice, currency } }: { of: Product }) {
  return listPrice && currency ? <Money of={{ amount: listPrice, currencyCode: currency }} /> : null;
}
