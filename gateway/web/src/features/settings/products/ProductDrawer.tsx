import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { Facts } from "../../../ui/Facts";
import { typedOf } from "../frame/list";
import { RecordDrawer } from "../frame/RecordDrawer";
import { ProductForm } from "./ProductForm";
import { type Product, useProduct } from "./queries";
import { Price } from "./useProductColumns";

export function ProductDrawer({ id, close }: { id: string | undefined; close: () => void }) {
  const { t } = useTranslation("settings");
  const { may } = useSession();
  return (
    <RecordDrawer
      id={id}
      read={useProduct}
      titles={{ new: t("products.new"), one: t("products.one") }}
      close={close}
      isWide
    >
      {(of, leave) =>
        may(of ? "product.update" : "product.create") ? (
          <ProductForm key={of?.id} of={of} close={leave} />
        ) : (
          of && <Known of={of} />
        )
      }
    </RecordDrawer>
  );
}

/** For who may only look. */
function Known({ of: product }: { of: Product }) {
  const { t } = useTranslation("settings");
  return (
    <Facts
      of={[
        { name: t("products.code"), value: product.code },
        { name: t("products.price"), value: product.listPrice && <Price of={product} /> },
        { name: t("products.unit"), value: product.unit },
        { name: t("products.taxRate"), value: product.taxRate && t("returns.percent", { value: product.taxRate }) },
        { name: t("products.taxCode"), value: product.taxCode },
        { name: t("products.line"), value: product.productLine },
        { name: t("products.series"), value: product.series },
        { name: t("products.category"), value: product.category },
        { name: t("products.businessUnit"), value: product.businessUnit },
        { name: t("products.aliases"), value: typedOf(product.aliases) },
        { name: t("products.description"), value: product.description },
      ]}
    />
  );
}
