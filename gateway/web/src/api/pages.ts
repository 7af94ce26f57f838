interface Page {
  nextPageToken: string;
}

/** The pages of a list, one after the other, read only as far as somebody goes: `for await (const page of pages(read))`. */
export async function* pages<P extends Page>(read: (pageToken: string) => Promise<P>): AsyncGenerator<P, void> {
  let token = "";
  do {
    const page = await read(token);
    yield page;
    token = page.nextPageToken;
  } while (token !== "");
}

/** The same, row by row. */
export async function* rows<P extends Page, R>(
  read: (pageToken: string) => Promise<P>,
  of: (page: P) => readonly R[],
): AsyncGenerator<R, void> {
  for await (const page of pages(read)) yield* of(page);
}
