import { $api } from "../../api/client";

export function useInvoice(id: string) {
  return $api.useQuery("get", "/v1/invoices/{invoice_id}", { params: { path: { invoice_id: id } } });
}

/** The contracts of a customer that have a plan, so that they can be invoiced. */
export function usePlans(customerId: string | null) {
  const query = {
    filter: `customer_id = "${customerId}" AND state = ACTIVE`,
    orderBy: "create_time desc",
    pageSize: 100,
  };
  return $api.useQuery("get", "/v1/paymentPlans", { params: { query } }, { enabled: Boolean(customerId) });
}

export function useInstalment(id: string) {
  return $api.useQuery("get", "/v1/instalments/{instalment_id}", { params: { path: { instalment_id: id } } });
}
