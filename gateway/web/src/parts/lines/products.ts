import { $api } from "../../api/client";

const MINUTE = 60_000;

/** The product list, with what is off it. */
export function useProducts() {
  const query = { pageSize: 200, showArchived: true };
  const { data } = $api.useQuery("get", "/v1/products", { params: { query } }, { staleTime: 10 * MINUTE });
  return data?.products;
}
