import { $api } from "../../api/client";

export function useStatement(id: string) {
  return $api.useQuery("get", "/v1/accountStatements/{account_statement_id}", {
    params: { path: { account_statement_id: id } },
  });
}

/** The rows compared with the ledger, as it was known when they were issued. */
export function useProof(id: string) {
  return $api.useQuery("get", "/v1/accountStatements/{account_statement_id}/proof", {
    params: { path: { account_statement_id: id } },
  });
}

/** How customers answered, by state and currency. */
export function useAnswers() {
  return $api.useQuery("get", "/v1/statementAnswers", {});
}

/** The batches that still run, and how far they are. */
export function useRunningBatches(enabled: boolean) {
  const query = { filter: "state = RUNNING", pageSize: 5 };
  return $api.useQuery(
    "get",
    "/v1/accountStatementBatches",
    { params: { query } },
    { enabled, refetchInterval: ({ state }) => (state.data?.accountStatementBatches.length ? 1_500 : false) },
  );
}
