/** So many bytes become text at once: a call takes no longer list of arguments. */
const PART = 0x8000;

/** A file as a message takes it: packed by gzip, in base64. */
export async function packed(file: Blob): Promise<string> {
  const packing = file.stream().pipeThrough(new CompressionStream("gzip"));
  return base64(new Uint8Array(await new Response(packing).arrayBuffer()));
}

export function base64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += PART) parts.push(String.fromCharCode(...bytes.subarray(at, at + PART)));
  return btoa(parts.join(""));
}
