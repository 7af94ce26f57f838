import { expect, test } from "vitest";
import { base64, packed } from "./packed";

test("a file arrives as it was, however large it is", async () => {
  const text = "交易日,贷方金额\n20251201,100.00\n".repeat(5000);
  const bytes = Uint8Array.from(atob(await packed(new Blob([text]))), (letter) => letter.charCodeAt(0));
  const unpacking = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  expect(await new Response(unpacking).text()).toBe(text);
});

test("more bytes than one call takes are still base64", () => {
  const bytes = new Uint8Array(100_000).fill(255);
  expect(atob(base64(bytes))).toHaveLength(100_000);
});
