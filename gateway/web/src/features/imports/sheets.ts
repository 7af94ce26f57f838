/** Where the list of what a zip file holds begins, and each line of it. */
const END = 0x06054b50;
const ENTRY = 0x02014b50;
const DEFLATED = 8;
const WORKBOOK = "xl/workbook.xml";
/** A comment may stand behind the end. */
const LONGEST_END = 22 + 0xffff;

/** The names of the sheets of an .xlsx that are to be seen, in their order; none where the file cannot be read: the server says why. */
export async function sheetsIn(content: ArrayBuffer): Promise<string[]> {
  try {
    const text = await workbookIn(new DataView(content));
    return text === undefined ? [] : namesIn(text);
  } catch {
    return [];
  }
}

async function workbookIn(view: DataView): Promise<string | undefined> {
  const end = endOf(view);
  if (end === undefined) return undefined;
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0 && view.getUint32(at, true) === ENTRY; left -= 1) {
    const [name, extra, comment] = [28, 30, 32].map((place) => view.getUint16(at + place, true));
    const length = 46 + (name ?? 0);
    const bytes = new Uint8Array(view.buffer, at + 46, name);
    if (new TextDecoder().decode(bytes) === WORKBOOK) return await textOf(view, at);
    at += length + (extra ?? 0) + (comment ?? 0);
  }
  return undefined;
}

function endOf(view: DataView): number | undefined {
  const first = Math.max(0, view.byteLength - LONGEST_END);
  for (let at = view.byteLength - 22; at >= first; at -= 1) if (view.getUint32(at, true) === END) return at;
  return undefined;
}

/** What the list says at this place: where it lies, how long it is, and whether it is packed. */
async function textOf(view: DataView, entry: number): Promise<string> {
  const [size, start] = [view.getUint32(entry + 20, true), view.getUint32(entry + 42, true)];
  const head = 30 + view.getUint16(start + 26, true) + view.getUint16(start + 28, true);
  const bytes = new Uint8Array(view.buffer as ArrayBuffer, start + head, size);
  if (view.getUint16(entry + 10, true) !== DEFLATED) return new TextDecoder().decode(bytes);
  const unpacking = new DecompressionStream("deflate-raw");
  const writer = unpacking.writable.getWriter();
  void writer.write(bytes).then(() => writer.close());
  return await new Response(unpacking.readable).text();
}

function namesIn(workbook: string): string[] {
  const sheets = new DOMParser().parseFromString(workbook, "application/xml").getElementsByTagNameNS("*", "sheet");
  return [...sheets].flatMap((sheet) => {
    const name = sheet.getAttribute("name");
    return name && !/hidden/i.test(sheet.getAttribute("state") ?? "") ? [name] : [];
  });
}
