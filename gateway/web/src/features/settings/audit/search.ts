import { type GridSearch, gridSearch } from "../../../ui/grid/view";
import { type ServiceId, serviceOf } from "./services";

export interface AuditSearch extends GridSearch {
  service?: ServiceId | undefined;
}

export function auditSearch(search: Record<string, unknown>): AuditSearch {
  const service = serviceOf(search.service);
  return { ...gridSearch(search), ...(service && { service }) };
}
