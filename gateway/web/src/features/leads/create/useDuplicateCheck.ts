import { useRef, useState } from "react";
import { api, reply } from "../../../api/client";
import { Problem } from "../../../api/problem";
import { useSession } from "../../../app/session";
import type { Values } from "../../../ui/formValues";
import type { Checked } from "../types";

const FIELDS = ["companyName", "creditCode", "phone", "email"] as const;

/** Whether who is being entered is known already: asked once for each thing that was typed, since each check counts. */
export function useDuplicateCheck() {
  const { may } = useSession();
  const [checked, setChecked] = useState<Checked>();
  const asked = useRef("");

  const check = async (values: Values): Promise<Checked | undefined> => {
    const body = Object.fromEntries(FIELDS.map((field) => [field, values[field]?.trim() ?? ""]));
    const key = JSON.stringify(body);
    if (!may("lead.check_duplicates") || Object.values(body).every((value) => !value)) {
      asked.current = "";
      setChecked(undefined);
      return undefined;
    }
    if (key === asked.current) return checked;
    asked.current = key;
    try {
      const found = await reply(api.POST("/v1/leads:checkDuplicates", { body }));
      if (asked.current === key) setChecked(found);
      return found;
    } catch (error) {
      // A number that is none, or no more checks today: saving says what is wrong.
      if (!(error instanceof Problem)) throw error;
      setChecked(undefined);
      return undefined;
    }
  };
  return { checked, check };
}
