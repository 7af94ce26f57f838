import { api, reply } from "../api/client";

interface Place {
  /** The page that must be there. */
  at: string;
  /** The record on it; some are parts of another one, which is looked up when somebody goes there. */
  href: (id: string) => string | Promise<string>;
}

const page =
  (at: string) =>
  (id: string): string =>
    `${at}/${id}`;

const customer = page("/customers");
const contract = page("/contracts");

/** Where records of each type are at home; types as search and messages name them. */
const PLACES: Readonly<Record<string, Place>> = {
  account: { at: "/customers", href: customer },
  lead: { at: "/leads", href: page("/leads") },
  opportunity: { at: "/deals", href: page("/deals") },
  contract: { at: "/contracts", href: contract },
  sales_order: { at: "/orders", href: page("/orders") },
  contact: {
    at: "/customers",
    href: async (id) => {
      const read = await reply(api.GET("/v1/contacts/{contact_id}", { params: { path: { contact_id: id } } }));
      return customer(read.accountId);
    },
  },
  interaction: {
    at: "/customers",
    href: async (id) => {
      const params = { path: { interaction_id: id } };
      const read = await reply(api.GET("/v1/interactions/{interaction_id}", { params }));
      return read.accountId ? customer(read.accountId) : `/leads/${read.leadId}`;
    },
  },
  payment_plan: {
    at: "/contracts",
    href: async (id) => {
      const params = { path: { payment_plan_id: id } };
      return contract((await reply(api.GET("/v1/paymentPlans/{payment_plan_id}", { params }))).contractId);
    },
  },
  instalment: {
    at: "/contracts",
    href: async (id) => {
      const params = { path: { instalment_id: id } };
      return contract((await reply(api.GET("/v1/instalments/{instalment_id}", { params }))).contractId);
    },
  },
  receipt: { at: "/receipts", href: page("/receipts") },
  bill: { at: "/receipts/bills", href: page("/receipts/bills") },
  service_charge: { at: "/receivables/services", href: page("/receivables/services") },
  invoice: { at: "/invoices", href: page("/invoices") },
  user: { at: "/settings/people", href: (id) => `/settings/people?user=${id}` },
  team: { at: "/settings/people", href: (id) => `/settings/people?team=${id}` },
  product: { at: "/settings/products", href: (id) => `/settings/products?product=${id}` },
  campaign: { at: "/settings/campaigns", href: (id) => `/settings/campaigns?campaign=${id}` },
};

/** The types of records that have a page, of the pages that there are. */
export function typesWithPlace(exists: (to: string) => boolean): string[] {
  return Object.entries(PLACES).flatMap(([type, { at }]) => (exists(at) ? [type] : []));
}

/** The address of a record's page; undefined where it has none. */
export async function placeOf(type: string, id: string): Promise<string | undefined> {
  return PLACES[type]?.href(id);
}
