/// <reference types="vite/client" />
import ts from "typescript";
import { expect, test } from "vitest";

const sources = import.meta.glob<string>("./**/*.tsx", { eager: true, query: "?raw", import: "default" });

/** Where there is nothing to begin: what fills it instead, or where on the same page one begins. */
const WITHOUT: Readonly<Record<string, string>> = {
  "./ageing/page.tsx": "a day without receivables; day and kind are chosen above it",
  "./customers/pool/PoolTable.tsx": "the rules of the pool fill it",
  "./customers/pool/PoolView.tsx": "who administers the company makes one, elsewhere",
  "./imports/list/ImportsPage.tsx": "the file is chosen above it",
  "./imports/record/RowsPanel.tsx": "the rows of one file",
  "./leads/pool/PoolView.tsx": "the rules of the pool fill it",
  "./log/page.tsx": "the field in which one begins stands above it",
  "./openings/list/page.tsx": "the file is chosen above it",
  "./openings/record/Lines.tsx": "the lines of one file",
  "./path/StuckList.tsx": "nothing stands on the step, which is good",
  "./receipts/claims/page.tsx": "money of unknown payers fills it",
  "./receipts/statements/StatementPage.tsx": "the lines of one file",
  "./receipts/statements/Twins.tsx": "only shown while there are some",
  "./receipts/statements/page.tsx": "the file is chosen above it",
  "./settings/audit/AuditPage.tsx": "whatever anybody does fills it",
  "./settings/campaigns/Returns.tsx": "a span without leads; it is chosen above it",
  "./settings/processes/ProcessesPage.tsx": "the usual one comes by itself after a moment",
  "./settings/reminders/RuleDrawer.tsx": "one rule that is gone",
  "./settings/reminders/TemplateDrawer.tsx": "one template that is gone",
  "./settings/transfers/Items.tsx": "what one transfer moved",
  "./settings/transfers/PreviewPanel.tsx": "what one transfer would move",
};

test("every list that is empty offers what fills it", () => {
  const bare = Object.entries(sources).filter(([, source]) => emptiesOf(source).some((empty) => !offers(empty)));
  expect(bare.map(([path]) => path).sort()).toEqual(Object.keys(WITHOUT).sort());
});

/** What a list says when it has no rows: its `empty`, or the sentence that stands in its place. */
function emptiesOf(source: string): ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isJsxOpeningElement(node) || ts.isJsxSelfClosingElement(node)) {
      const of = node.tagName.getText();
      if (of === "EmptyState") found.push(node.attributes);
      if (of === "Grid")
        found.push(node.attributes.properties.find((each) => each.name?.getText() === "empty") ?? node);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile("", source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX));
  return found;
}

function offers(empty: ts.Node): boolean {
  const isAction = (node: ts.Node): boolean =>
    ((ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node) || ts.isJsxAttribute(node)) &&
      node.name.getText() === "action") ||
    (ts.forEachChild(node, isAction) ?? false);
  return isAction(empty);
}
