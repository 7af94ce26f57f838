import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { Facts } from "../../../ui/Facts";
import { Failure } from "../../../ui/Failure";
import { Drawer } from "../../../ui/overlays";
import { Skeleton } from "../../../ui/shown";
import { NEW } from "../frame/catalogue";
import { typedOf } from "../frame/list";
import { ProductForm } from "./ProductForm";
import { type Product, useProduct } from "./queries";
import { Price } from "./useProductColumns";

export function ProductDrawer({ id, close }: { id: string | undefined; close: () => void }) {
  const { t } = useTranslation("settings");
  const { may } = useSession();
  const isNew = id === NEW;
  const { data, error, refetch } = useProduct(id ?? "", Boolean(id) && !isNew);
  const mayChange = may(isNew ? "product.create" : "product.update");
  return (
    <Drawer
      title={isNew ? t("products.new") : (data?.name ?? t("products.one"))}
      isOpen={Boolean(id)}
      onOpenChange={(isOpen) => {
        if (!isOpen) close();
      }}
      isWide
    >
      {(leave) =>
        error && !isNew ? (
          <Failure of={error} retry={() => void refetch()} />
        ) : !isNew && !data ? (
          <Skeleton lines={10} />
        ) : mayChange ? (
          <ProductForm key={data?.id} of={isNew ? undefined : data} close={leave} />
        ) : (
          data && <Known of={data} />
        )
      }
    </Drawer>
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
