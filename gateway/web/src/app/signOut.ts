import { api, reply } from "../api/client";
import { forget } from "./device";

/** Nothing of the one who leaves stays on the screen, in memory or on the device: the page begins anew. */
export async function signOut(sessionId: string): Promise<void> {
  await reply(api.DELETE("/v1/sessions/{session_id}", { params: { path: { session_id: sessionId } } }));
  forget();
  location.assign("/signin");
}
