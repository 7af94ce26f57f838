import { api, ifMatch, reply } from "../../../api/client";
import { useSession } from "../../../app/session";
import type { Values } from "../../../ui/formValues";
import { ArchiveButton } from "../frame/ArchiveButton";
import { listOf } from "../frame/list";
import { SaveForm } from "../frame/SaveForm";
import { ProductFields } from "./ProductFields";
import type { Product, ProductInput } from "./queries";

export function ProductForm({ of: product, close }: { of: Product | undefined; close: () => void }) {
  const { may } = useSession();
  const save = (values: Values): Promise<Product> => {
    const body = bodyOf(values);
    return product
      ? reply(
          api.PATCH("/v1/products/{product_id}", {
            params: { path: { product_id: product.id }, header: ifMatch(product) },
            body,
          }),
        )
      : reply(api.POST("/v1/products", { body }));
  };
  return (
    <SaveForm
      save={save}
      close={close}
      columns="two"
      aside={product && may("product.archive") && <Archive of={product} close={close} />}
    >
      <ProductFields of={product} />
    </SaveForm>
  );
}

function bodyOf(values: Values): ProductInput {
  const said = (name: string): string => values[name]?.trim() ?? "";
  const listPrice = said("listPrice").replace(/[,，\s]/g, "");
  return {
    code: said("code"),
    name: said("name"),
    series: said("series"),
    category: said("category"),
    unit: said("unit"),
    description: said("description"),
    listPrice,
    currency: listPrice ? said("currency") : "",
    priceIncludesTax: "priceIncludesTax" in values,
    taxCode: said("taxCode"),
    taxRate: said("taxRate"),
    aliases: listOf(values.aliases),
    businessUnit: said("businessUnit"),
    productLine: said("productLine"),
  };
}

function Archive({ of: product, close }: { of: Product; close: () => void }) {
  const params = { path: { product_id: product.id } };
  return (
    <ArchiveButton
      of={product}
      archive={() => reply(api.POST("/v1/products/{product_id}:archive", { params, body: {} }))}
      restore={() => reply(api.POST("/v1/products/{product_id}:restore", { params, body: {} }))}
      then={close}
    />
  );
}
