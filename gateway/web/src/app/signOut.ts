import { api, reply } from "../api/client";

/** Nothing of the one who leaves stays on the screen or in memory: the page begins anew. */
export async function signOut(sessionId: string): Promise<void> {
  await reply(api.DELETE("/v1/sessions/{session_id}", { params: { path: { session_id: sessionId } } }));
  location.assign("/signin");
}
