import { $api } from "../../../api/client";
import type { components } from "../../../api/generated/openapi";

export type Product = components["schemas"]["pipeline.Product"];
export type ProductInput = components["schemas"]["pipeline.ProductInput"];

export function useProduct(id: string, isEnabled: boolean) {
  const params = { path: { product_id: id } };
  return $api.useQuery("get", "/v1/products/{product_id}", { params }, { enabled: isEnabled });
}
