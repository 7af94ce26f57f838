import createClient from "openapi-fetch";
import createQueries from "openapi-react-query";
import type { paths } from "./generated/openapi";
import { intended } from "./intent";
import { Problem } from "./problem";
import { noteReach } from "./reach";
import { send } from "./sending";

/** The one way to the server: every path, parameter, body and reply as the description has them. */
export const api = createClient<paths>({
  baseUrl: globalThis.location?.origin ?? "",
  credentials: "same-origin",
  fetch: (request) => noted(send(intended(request))),
});

/** A refusal is an answer too. */
async function noted(answer: Promise<Response>): Promise<Response> {
  try {
    const response = await answer;
    noteReach(true);
    return response;
  } catch (error) {
    if (error instanceof Problem) noteReach(error.reason !== "UNREACHABLE");
    throw error;
  }
}

/** The same as queries of React, kept and read anew by what changes: `$api.useQuery("get", "/v1/leads/{lead_id}", { params })`. */
export const $api = createQueries(api);

/** What an operation replies: `await reply(api.GET("/v1/accounts/{account_id}", ...))`. Refusals are thrown as Problem. */
export async function reply<T>(call: Promise<{ data?: T; response: Response }>): Promise<NonNullable<T>> {
  const { data } = await call;
  // Operations without a reply (204) have nothing to give.
  return data as NonNullable<T>;
}

/** The header that refuses a change when somebody else was faster: `headers: ifMatch(account)`. */
export function ifMatch(read: { etag: string }): { "If-Match": string } {
  return { "If-Match": read.etag.startsWith('"') ? read.etag : `"${read.etag}"` };
}
