import { api, reply } from "../api/client";
import type { components } from "../api/generated/openapi";

export type Attachment = components["schemas"]["identity.Attachment"];
export type Category = components["schemas"]["identity.AttachmentCategory"];

/** The record that a file belongs to: "contract", with its id. */
export interface Subject {
  type: string;
  id: string;
}

/** What may be attached, and how the server calls it: a browser does not know each of them. */
const KINDS: Readonly<Record<string, string>> = {
  pdf: "application/pdf",
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  webp: "image/webp",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  ofd: "application/ofd",
  csv: "text/csv",
  txt: "text/plain",
};
export const ACCEPTED = Object.keys(KINDS).map((ending) => `.${ending}`);

export function attach(
  file: File,
  { type: subjectType, id: subjectId }: Subject,
  category: Category,
): Promise<Attachment> {
  const ending = file.name.split(".").at(-1)?.toLowerCase() ?? "";
  const query = { subjectType, subjectId, category, fileName: file.name };
  const headers = { "Content-Type": KINDS[ending] ?? (file.type || "application/octet-stream") };
  // The file is the body: the description can only call it text.
  const body = file as unknown as string;
  return reply(api.POST("/v1/attachments", { params: { query }, headers, body, bodySerializer: () => file }));
}

export function contentOf({ id }: Pick<Attachment, "id">): string {
  return `/v1/attachments/${id}/content`;
}

export function sizeText(bytes: number, language: string): string {
  const [amount, unit] = bytes < 1_000_000 ? [Math.max(1, bytes / 1000), "kilobyte"] : [bytes / 1_000_000, "megabyte"];
  const options = { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: amount < 10 ? 1 : 0 } as const;
  return new Intl.NumberFormat(language, options).format(amount);
}
