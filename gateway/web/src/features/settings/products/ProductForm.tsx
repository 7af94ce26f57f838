import { useTranslation } from "react-i18next";
import { api, ifMatch, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import { useSession } from "../../../app/session";
import { Form } from "../../../ui/Form";
import type { Values } from "../../../ui/formValues";
import { ArchiveButton } from "../frame/ArchiveButton";
import { listOf } from "../frame/list";
import { ProductFields } from "./ProductFields";
import type { Product, ProductInput } from "./queries";

export function ProductForm({ of: product, close }: { of: Product | undefined; close: () => void }) {
  const { t } = useTranslation("settings");
  const { may } = useSession();
  const { run, isPending, problem } = useCommand();
  const save = async (values: Values): Promise<void> => {
    const body = bodyOf(values);
    const call = () =>
      product
        ? reply(
            api.PATCH("/v1/products/{product_id}", {
              params: { path: { product_id: product.id }, header: ifMatch(product) },
              body,
            }),
          )
        : reply(api.POST("/v1/products", { body }));
    if (await run(call, { done: t("saved"), quiet: true })) close();
  };
  return (
    <Form
      onSubmit={(values) => void save(values)}
      problem={problem}
      isPending={isPending}
      onCancel={close}
      columns="two"
      aside={product && may("product.archive") && <Archive of={product} close={close} />}
    >
      <ProductFields of={product} />
    </Form>
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
