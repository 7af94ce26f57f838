// @vitest-environment jsdom
import { deflateRawSync } from "node:zlib";
import { expect, test } from "vitest";
import { sheetsIn } from "./sheets";

const WORKBOOK = `<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheets>
<sheet name="客户 &amp; 联系人" sheetId="1"/><sheet name="参数" sheetId="2" state="veryHidden"/><sheet name="2025" sheetId="3"/>
</sheets></workbook>`;

/** As much of a zip file as says what it holds. */
function zip(files: readonly [name: string, text: string][], comment = ""): ArrayBuffer {
  const [bodies, entries]: [Buffer[], Buffer[]] = [[], []];
  let at = 0;
  for (const [name, text] of files) {
    const [title, packed] = [Buffer.from(name), deflateRawSync(text)];
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(title.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt16LE(title.length, 28);
    entry.writeUInt32LE(at, 42);
    bodies.push(local, title, packed);
    entries.push(entry, title);
    at += local.length + title.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(at, 16);
  return new Uint8Array(Buffer.concat([...bodies, ...entries, end, Buffer.from(comment)])).buffer;
}

test("the sheets of a workbook are read by name; hidden ones are not offered", async () => {
  const book = zip([
    ["[Content_Types].xml", "<Types/>"],
    ["xl/workbook.xml", WORKBOOK],
    ["xl/worksheets/sheet1.xml", "<worksheet/>"],
  ]);
  expect(await sheetsIn(book)).toEqual(["客户 & 联系人", "2025"]);
});

test("a comment behind the end does not matter", async () => {
  expect(await sheetsIn(zip([["xl/workbook.xml", WORKBOOK]], "made by hand"))).toHaveLength(2);
});

test.each([
  ["no workbook in it", zip([["readme.txt", "no"]])],
  ["no zip file", new TextEncoder().encode("a,b,c\n1,2,3").buffer as ArrayBuffer],
  ["empty", new ArrayBuffer(0)],
])("%s: nothing to choose from", async (_, content) => {
  expect(await sheetsIn(content)).toEqual([]);
});
