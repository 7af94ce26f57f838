import { useQuery } from "@tanstack/react-query";
import { api, reply } from "../api/client";
import type { components } from "../api/generated/openapi";

export type Shipment = components["schemas"]["pipeline.Shipment"];
export type ShipmentGate = Shipment["gates"][number];

/** What is paid is told by one service and asked of another, which hears of it a moment later: while goods are held they are asked for again. */
const AGAIN = 20_000;

/** What must be paid before the goods of a contract go; read anew when plans change. */
export function useContractShipment(id: string, isAsked: boolean) {
  return useShipment(id, isAsked, () =>
    reply(api.GET("/v1/contracts/{contract_id}/shipment", { params: { path: { contract_id: id } } })),
  );
}

/** The same of an order: by its own terms, or by those of its contract. */
export function useOrderShipment(id: string, isAsked: boolean) {
  return useShipment(id, isAsked, () =>
    reply(api.GET("/v1/orders/{sales_order_id}/shipment", { params: { path: { sales_order_id: id } } })),
  );
}

function useShipment(id: string, enabled: boolean, queryFn: () => Promise<Shipment>): Shipment | undefined {
  const { data } = useQuery({
    queryKey: ["get", "/v1/paymentPlans", "shipment", id],
    queryFn,
    enabled,
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.held ? AGAIN : false),
  });
  return data;
}

/** What holds the goods of a lot; of everything where no lot is named. */
export function holding(of: Shipment | undefined, lotCode: string): readonly ShipmentGate[] {
  const gates = of?.gates.filter(({ held }) => held) ?? [];
  const own = gates.filter((gate) => gate.lotCode === "" || gate.lotCode === lotCode);
  return lotCode === "" ? gates : own;
}
