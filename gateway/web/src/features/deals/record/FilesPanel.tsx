import { Attachments } from "../../../parts/Attachments";
import type { Deal } from "../types";

export function FilesPanel({ deal }: { deal: Deal }) {
  return <Attachments of={{ type: "opportunity", id: deal.id }} usual="ATTACHMENT_CATEGORY_QUOTE" />;
}
