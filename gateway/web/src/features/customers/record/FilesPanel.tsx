import { Attachments } from "../../../parts/Attachments";
import type { PartProps } from "./sections";

export function FilesPanel({ account }: PartProps) {
  return <Attachments of={{ type: "account", id: account.id }} usual="ATTACHMENT_CATEGORY_OTHER" />;
}
